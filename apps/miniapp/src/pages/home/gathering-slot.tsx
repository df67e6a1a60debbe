import type { Output } from '@huitou/shared/api'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

type Coming = Output<'gathering.list'>['gatherings'][number]

/** Of no use to somebody who has been there, or has missed it. */
const isAhead = ({ state }: Coming) => ['open', 'signed_up', 'full', 'closed', 'locked'].includes(state)

/** The soonest gathering, the one with a place of theirs before others; nothing at all when there is none. */
export const GatheringSlot = ({ asked: { data } }: { asked: Asked<Output<'gathering.list'>> }) => {
  const ahead = (data?.gatherings ?? []).filter(isAhead)
  const next = ahead.find(({ state }) => state === 'signed_up') ?? ahead[0]
  if (next === undefined) return null
  const { gatheringId, title, when, where, state } = next
  const rest = ahead.length - 1
  return (
    <Card
      title="店里的活动"
      className="card-rows"
      more={{ text: rest > 0 ? `还有 ${rest} 场` : '全部活动', onPress: () => void openPage('gathering/list/index') }}
    >
      <RowItem
        icon="calendar"
        title={title}
        note={[state === 'signed_up' ? '已报名' : null, when, where].filter((part) => part !== null).join(' · ')}
        onPress={() => void openPage('gathering/show/index', { gatheringId })}
      />
    </Card>
  )
}
