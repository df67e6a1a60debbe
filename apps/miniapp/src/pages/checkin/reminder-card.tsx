import { View } from '@tarojs/components'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'

/** Once for tomorrow: who wants it again asks again. */
export const ReminderCard = () => {
  const today = useToday()
  const asked = useAsk('notify.reminder', {})
  const { busy, failure, run } = useSend('notify.remindCheckIn')
  const { ask: askToBeTold } = useAskToBeTold('checkin.tomorrow')
  if (asked.data === null || today === null) return null
  const { remindAt } = asked.data
  const wanted = remindAt === null
  const toggle = async () => {
    if (wanted) askToBeTold()
    const answer = await run({ wanted })
    if (answer) asked.replace(answer)
  }
  return (
    <Card className="card-flat">
      <RowItem
        icon="clock"
        title="明天提醒我签到"
        note={wanted ? '还没签才提醒，只提醒一次' : `${momentText(remindAt, today)} 提醒你，签过就不提醒`}
        end={
          <Btn
            kind={wanted ? 'soft' : 'line'}
            size="small"
            label={wanted ? '提醒我' : '不用了'}
            busy={busy}
            onPress={() => void toggle()}
          />
        }
      />
      {failure ? <View className="t12 ink-danger">{failure.detail}</View> : null}
    </Card>
  )
}
