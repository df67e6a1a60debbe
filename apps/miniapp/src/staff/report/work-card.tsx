import type { Punctuality } from '@huitou/shared/worklist/figures-schema'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { RowItem } from '../../ui/block/row-item'
import { percentText, punctualPermille, workText } from './words'

/** How much of what was to be done was done in time: the store, then each of the staff. */
export const WorkCard = ({ figures: { stores, staff } }: { figures: Punctuality }) => {
  const [store] = stores
  const permille = store ? punctualPermille(store) : null
  const isNone = permille === null && staff.length === 0
  return (
    <Card className="top12" title="今天要做的，做得怎么样">
      {isNone ? (
        <View className="t14 ink-3 top8">这段时间没有安排要做的事。老板在后台定了待办，店员做没做会出现在这里</View>
      ) : null}
      {store && !isNone ? <KV name="全店" value={workText(store)} /> : null}
      {permille === null ? null : <KV name="准时做完" value={percentText(permille)} strong="plain" />}
      {staff.map((one) => (
        <RowItem key={one.staffId} icon="user" tone="plain" title={one.name} note={workText(one)} />
      ))}
    </Card>
  )
}
