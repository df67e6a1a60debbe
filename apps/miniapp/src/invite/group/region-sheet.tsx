import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Sheet } from '../../ui/sheet/sheet'

type Regions = Output<'community.show'>['regions']
type Way = Regions[number]['groups'][number]['wayIn']

const WAY = {
  open: { text: '可以进', tone: 'ok' },
  full: { text: '人满了', tone: 'plain' },
  renewing: { text: '更新中', tone: 'warn' },
} as const satisfies Record<Way, object>

type RegionSheetProps = {
  regions: Regions
  chosen: string | null
  open: boolean
  onClose: () => void
  onChoose: (groupId: string) => void
}

/** Every group of the page by its city; the one that fits was chosen already, this is for who wants another. */
export const RegionSheet = ({ regions, chosen, open, onClose, onChoose }: RegionSheetProps) => (
  <Sheet title="选一个离你近的群" open={open} onClose={onClose}>
    {regions.map(({ region, groups }) => (
      <View key={region} className="top8">
        <View className="t14 ink-3">{region}</View>
        {groups.map(({ groupId, name, wayIn }) => (
          <RowItem
            key={groupId}
            title={name}
            note={groupId === chosen ? '正在看的' : undefined}
            end={<Chip {...WAY[wayIn]} />}
            onPress={() => onChoose(groupId)}
          />
        ))}
      </View>
    ))}
  </Sheet>
)
