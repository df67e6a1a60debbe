import type { GroupGoods } from '@huitou/shared/groupbuy/contract'
import type { Address } from '@huitou/shared/mall/address/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAddress } from '../features/mall/use-address'
import { AddressChoice, StoreChoice, WayChips } from '../features/mall/way-choice'
import { KV } from '../ui/block/kv'

type Chosen = { way: 'pickup' | 'delivery' | null; storeId: string | null }

const storeOf = ({ stores }: GroupGoods, chosen: string | null) => {
  const all = stores ?? []
  return all.find(({ id }) => id === chosen) ?? all.find(({ openNow }) => openNow) ?? all[0] ?? null
}

const isSent = ({ stores }: GroupGoods, way: Chosen['way']) => (way === null ? stores === null : way === 'delivery')

/** What is chosen so far of goods; `missing` says what keeps the button from paying. */
function choiceOf(goods: GroupGoods, { way, storeId }: Chosen, address: Address | null) {
  const store = storeOf(goods, storeId)
  if (isSent(goods, way))
    return { goods, sent: true, store, missing: address ? null : '先填收货地址', where: { addressId: address?.id } }
  return { goods, sent: false, store, missing: store ? null : '暂时没有门店可取', where: { storeId: store?.id } }
}

const NOTHING_TO_CHOOSE = { goods: null, sent: false, store: null, missing: null, where: {} }

/** How goods of a group-buy get to the buyer. A voucher leaves nothing to choose. */
export const useGoodsWay = (goods: GroupGoods | null) => {
  const [way, setWay] = useState<Chosen['way']>(null)
  const [storeId, setStore] = useState<string | null>(null)
  const address = useAddress(goods?.sent ?? false)
  const choice = goods === null ? NOTHING_TO_CHOOSE : choiceOf(goods, { way, storeId }, address)
  return { ...choice, address, setWay, setStore }
}

/** Picked up where, or sent to whom: said before paying. */
export const GoodsWay = ({ way }: { way: ReturnType<typeof useGoodsWay> }) => {
  const { goods, sent, store, address, setWay, setStore } = way
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
        <StoreChoice name="取货门店" stores={goods.stores ?? []} store={store} onChoose={setStore} />
      )}
    </View>
  )
}
