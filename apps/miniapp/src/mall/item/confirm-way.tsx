import type { Day } from '@huitou/shared/kit/day'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { AddressChoice, StoreChoice, WayChips } from '../../features/mall/way-choice'
import { KV } from '../../ui/block/kv'
import { pickUpText, shippingText } from './item-words'
import type { Ordering } from './use-ordering'

type ConfirmWayProps = { item: ShownItem; ordering: Ordering; today: Day }

const PickUp = ({ item, ordering: { store, stores, setStore }, today }: ConfirmWayProps) => {
  const what = item.kind === 'goods' ? '取货' : '使用'
  return (
    <View>
      <StoreChoice name={`${what}门店`} stores={stores} store={store} onChoose={setStore} />
      <KV name={item.eventAt === null ? `${what}期限` : '活动时间'} value={pickUpText(item, today)} />
    </View>
  )
}

const Delivery = ({ item, ordering: { address } }: ConfirmWayProps) => (
  <View>
    <AddressChoice address={address} />
    {item.delivery === null ? null : <KV name="运费" value={shippingText(item.delivery)} />}
  </View>
)

/** How it gets to the member, where there is something to choose. */
export const ConfirmWay = (props: ConfirmWayProps) => {
  const { item, ordering } = props
  if (ordering.way === 'wallet') {
    return <KV name="有效期" value={item.validity ?? '当场生效'} />
  }
  return (
    <View>
      {item.pickUp !== null && item.delivery !== null ? (
        <WayChips sent={ordering.way === 'delivery'} onChange={ordering.setWay} />
      ) : null}
      {ordering.way === 'pickup' ? <PickUp {...props} /> : <Delivery {...props} />}
    </View>
  )
}
