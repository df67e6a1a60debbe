import type { Output } from '@huitou/shared/api'
import { ActivityRow } from '../../features/groupbuy/activity-row'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { Section } from '../../ui/block/card'

const SHOWN = 2

/** Group-buys that run; nothing at all when there are none. */
export const GroupSlot = ({ asked: { data } }: { asked: Asked<Output<'groupbuy.list'>> }) => {
  if (data === null || data.activities.length === 0) return null
  return (
    <Section title="和朋友一起拼" more={{ text: '全部拼团', onPress: () => void openPage('groupbuy/list/index') }}>
      {data.activities.slice(0, SHOWN).map((activity) => (
        <ActivityRow key={activity.id} activity={activity} />
      ))}
    </Section>
  )
}
