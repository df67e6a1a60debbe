import type { StaffCard } from '@huitou/shared/staff/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useOnline } from '../../kit/online'
import { RowItem } from '../../ui/block/row-item'
import { Chip } from '../../ui/block/chip'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import { Sheet } from '../../ui/sheet/sheet'
import { chooseStore, useStore } from '../counter/store-choice'
import './store-bar.scss'

const ROLE = { clerk: '店员', manager: '店长', owner: '老板' } as const

/** Where this clerk stands, who they are, and whether the network is there. A clerk of several stores changes here. */
export const StoreBar = ({ staff }: { staff: StaffCard }) => {
  const store = useStore()
  const online = useOnline((network) => network.online)
  const [open, setOpen] = useState(false)
  const several = staff.stores.length > 1
  return (
    <View className="store-bar">
      <Press
        className="store-bar-name"
        label={several ? `${store?.name}，换门店` : store?.name}
        dim
        disabled={!several}
        onPress={() => setOpen(true)}
      >
        <Icon name="store" size={22} />
        <Text className="t17 cut">{store?.name ?? '还没有分到门店'}</Text>
        {several ? <Icon name="down" size={18} bold /> : null}
      </Press>
      <View className="row between t12 ink-3">
        <Text>
          {ROLE[staff.role]} {staff.name}
        </Text>
        <View className={`row gap4 ${online ? 'ink-ok' : 'ink-warn'}`}>
          <Icon name={online ? 'check' : 'offline'} size={14} bold />
          <Text>{online ? '在线' : '没连上网'}</Text>
        </View>
      </View>
      <Sheet title="我在哪家店" open={open} onClose={() => setOpen(false)}>
        {staff.stores.map(({ id, name }) => (
          <RowItem
            key={id}
            icon="store"
            title={name}
            end={id === store?.id ? <Chip text="现在" tone="brand" icon="check" /> : null}
            onPress={() => {
              chooseStore(id)
              setOpen(false)
            }}
          />
        ))}
      </Sheet>
    </View>
  )
}
