import type { Address } from '@huitou/shared/mall/address/contract'
import type { StoreCard } from '@huitou/shared/store/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { FilterChip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { RowItem } from '../../ui/block/row-item'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './way-choice.scss'

/** The value of a line that leads to a choice. */
const Choice = ({ name, value, onPress }: { name: string; value: string; onPress: () => void }) => (
  <Press className="kv way-choice" label={`${name}，${value}，换一个`} dim onPress={onPress}>
    <Text className="kv-name">{name}</Text>
    <View className="row gap4 kv-value bold">
      <Text>{value}</Text>
      <Icon name="right" size={14} bold />
    </View>
  </Press>
)

type StoreChoiceProps = {
  name: string
  stores: readonly StoreCard[]
  store: StoreCard | null
  onChoose: (id: string) => void
}

/** Which store hands it over; nothing to choose where there is one. */
export const StoreChoice = ({ name, stores, store, onChoose }: StoreChoiceProps) => {
  const [choosing, setChoosing] = useState(false)
  const choose = (id: string) => {
    onChoose(id)
    setChoosing(false)
  }
  if (stores.length <= 1) return <KV name={name} value={store?.name ?? '暂时没有门店'} strong="plain" />
  return (
    <View>
      <Choice name={name} value={store?.name ?? '请选'} onPress={() => setChoosing(!choosing)} />
      {choosing
        ? stores.map((one) => (
            <RowItem
              key={one.id}
              icon={one.id === store?.id ? 'check' : 'store'}
              tone={one.id === store?.id ? 'brand' : 'plain'}
              title={one.name}
              note={`${one.address} · ${one.hours}`}
              onPress={() => choose(one.id)}
            />
          ))
        : null}
    </View>
  )
}

/** Where it is sent to; the address book opens to choose or to write one. */
export const AddressChoice = ({ address }: { address: Address | null }) => (
  <RowItem
    icon="pin"
    tone="plain"
    title={address === null ? '填收货地址' : `${address.name} ${address.phone}`}
    note={address === null ? '只用来寄这一单' : `${address.region} ${address.detail}`}
    onPress={() => void openPage('mall/addresses/index', { choose: '1' })}
  />
)

type WayChipsProps = { sent: boolean; onChange: (way: 'pickup' | 'delivery') => void }

/** Picked up or sent, where both are possible. */
export const WayChips = ({ sent, onChange }: WayChipsProps) => (
  <View className="row wrap gap8 way-chips">
    <FilterChip text="到店取" on={!sent} onPress={() => onChange('pickup')} />
    <FilterChip text="寄给我" on={sent} onPress={() => onChange('delivery')} />
  </View>
)
