import type { GroupGoods } from '@huitou/shared/groupbuy/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAddress } from '../features/mall/use-address'
import { AddressChoice, StoreChoice, WayChips } from '../features/mall/way-choice'
import { KV } from '../ui/block/kv'

/** How goods of a group-buy get to the buyer, as chosen so far. A voucher leaves nothing to choose. */
export const useGoodsWay = (goods: GroupGoods | null) => {
  const [way, setWay] = useState<'pickup' | 'delivery' | null>(null)
  const [chosenStore, setStore] = useState<string | null>(null)
  const address = useAddress(goods?.sent ?? false)
  const stores = goods?.stores ?? []
  const store =
    stores.find(({ id }) => id === chosenStore) ?? stores.find(({ openNow }) => openNow) ?? stores[0] ?? null
  const sent = goods !== null && (way === null ? goods.stores === null : way === 'delivery')
  const missing = goods === null ? null : sent ? (address ? null : '先填收货地址') : store ? null : '暂时没有门店可取'
  const where = goods === null ? {} : sent ? { addressId: address?.id } : { storeId: store?.id }
  return { goods, sent, stores, store, address, missing, where, setWay, setStore }
}

/** Picked up where, or sent to whom: said before paying. */
export const GoodsWay = ({ way }: { way: ReturnType<typeof useGoodsWay> }) => {
  const { goods, sent, stores, store, address, setWay, setStore } = way
  if (goods === null) return null
  return (
    <View>
      {goods.stores !== null && goods.sent ? <WayChips sent={sent} onChange={setWay} /> : null}
      {sent ? (
        <View>
          <AddressChoice address={address} />
          <KV name="运费" value="包邮" />
        </View>
      ) : (
        <StoreChoice name="取货门店" stores={stores} store={store} onChoose={setStore} />
      )}
    </View>
  )
}
