import type { Output } from '@huitou/shared/api'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'

type AtDoor = Output<'gathering.door'>['gatherings'][number]

const stateText = ({ cancelled, open, came, when }: AtDoor) => {
  if (cancelled) return '取消了'
  return open ? `已到 ${came} 位` : when
}

/** To the door of what goes on here; nothing at all while nothing is coming. */
export const DoorLink = ({ storeId }: { storeId: string }) => {
  const { data } = useAsk('gathering.door', { storeId })
  const gatherings = data?.gatherings ?? []
  const next = gatherings.find(({ open }) => open) ?? gatherings.find(({ cancelled }) => !cancelled) ?? gatherings[0]
  if (next === undefined) return null
  return (
    <Card className="top12">
      <RowItem
        icon="calendar"
        title="线下活动"
        note={`${next.title}，${stateText(next)}`}
        end={next.open ? <Chip text="在入场" tone="ok" /> : undefined}
        onPress={() => void openPage('staff/gatherings/index', { storeId })}
      />
    </Card>
  )
}
