import type { Output } from '@huitou/shared/api'
import { dayOf, dayText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'

/** Everything that must be told about a promotion before somebody takes part (R33). */
export const Campaign = ({
  campaign: { name, organiser, contact, conditions, limits, from, until },
}: {
  campaign: Output<'earning.guide'>['campaigns'][number]
}) => (
  <Card title={name}>
    <KV name="时间" value={`${dayText(dayOf(from))} 到 ${dayText(dayOf(until))}`} />
    <KV name="怎么参加" value={conditions} />
    <KV name="限制" value={limits} />
    <KV name="举办" value={organiser} />
    <KV name="有问题找" value={contact} />
  </Card>
)
