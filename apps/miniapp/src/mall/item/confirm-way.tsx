import type { Day } from '@huitou/shared/kit/day'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { FilterChip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { RowItem } from '../../ui/block/row-item'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import { pickUpText, shippingText } from './item-words'
import type { Ordering } from './use-ordering'

type ConfirmWayProps = { item: ShownItem; ordering: Ordering; today: Day }

/** The value of a line that leads to a choice. */
const Choice = ({ name, value, onPress }: { name: string; value: string; onPress: () => void }) => (
  <Press className="kv confirm-choice" label={`${name}，${value}，换一个`} dim onPress={onPress}>
    <Text className="kv-name">{name}</Text>
    <View className="row gap4 kv-value bold">
      <Text>{value}</Text>
      <Icon name="right" size={14} bold />
    </View>
  </Press>
)

const PickUp = ({ item, ordering: { store, stores, setStore }, today }: ConfirmWayProps) => {
  const [choosing, setChoosing] = useState(false)
  const what = item.kind === 'goods' ? '取货' : '使用'
  const choose = (id: string) => {
    setStore(id)
    setChoosing(false)
  }
  return (
    <View>
      {stores.length > 1 ? (
        <Choice name={`${what}门店`} value={store?.name ?? '请选'} onPress={() => setChoosing(!choosing)} />
      ) : (
        <KV name={`${what}门店`} value={store?.name ?? '暂时没有门店'} strong="plain" />
      )}
      {choosing
        ? stores.map(({ id, name, address, hours }) => (
            <RowItem
              key={id}
              icon={id === store?.id ? 'check' : 'store'}
              tone={id === store?.id ? 'brand' : 'plain'}
              title={name}
              note={`${address} · ${hours}`}
              onPress={() => choose(id)}
            />
          ))
        : null}
      <KV name={item.eventAt === null ? `${what}期限` : '活动时间'} value={pickUpText(item, today)} />
    </View>
  )
}

const Delivery = ({ item, ordering: { address } }: ConfirmWayProps) => (
  <View>
    <RowItem
      icon="pin"
      tone="plain"
      title={address === null ? '填收货地址' : `${address.name} ${address.phone}`}
      note={address === null ? '只用来寄这一单' : `${address.region} ${address.detail}`}
      onPress={() => void openPage('mall/addresses/index', { choose: '1' })}
    />
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
        <View className="row wrap gap8 confirm-ways">
          <FilterChip text="到店取" on={ordering.way === 'pickup'} onPress={() => ordering.setWay('pickup')} />
          <FilterChip text="寄给我" on={ordering.way === 'delivery'} onPress={() => ordering.setWay('delivery')} />
        </View>
      ) : null}
      {ordering.way === 'pickup' ? <PickUp {...props} /> : <Delivery {...props} />}
    </View>
  )
}
