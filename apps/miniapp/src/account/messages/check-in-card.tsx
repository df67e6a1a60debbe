import { Picker, Text, View } from '@tarojs/components'
import { AgainRow } from '../../features/asked/again-row'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Icon } from '../../ui/icon/icon'
import { Btn } from '../../ui/press/btn'
import type { Saving } from './use-preferences'
import { clockText } from './words'

const FIRST_HOUR = 6
const USUAL_HOUR = 9
const HOURS = Array.from({ length: 16 }, (_, step) => FIRST_HOUR + step)
const CLOCKS = HOURS.map((hour) => clockText(hour * 60))

type HourProps = { hour: number; onPick: (hour: number) => void }

const Hour = ({ hour, onPick }: HourProps) => (
  <Picker
    mode="selector"
    range={CLOCKS}
    value={HOURS.indexOf(hour)}
    onChange={({ detail }) => onPick(HOURS[Number(detail.value)] ?? hour)}
  >
    <View className="field field-pick top12" role="button" aria-label="选几点提醒">
      <Text>每天 {clockText(hour * 60)}</Text>
      <Icon name="down" size={16} bold />
    </View>
  </Picker>
)

const Daily = () => {
  const asked = useAsk('notify.reminder', {})
  const { busy, failure, run } = useSend('notify.remindCheckIn')
  if (asked.data === null) return <AgainRow what="签到提醒" asked={asked} />
  const { hour, daily } = asked.data
  const set = async (wanted: boolean, at: number) => {
    const answer = await run({ wanted, ...(wanted && { hour: at, daily: true }) })
    if (answer) asked.replace(answer)
  }
  return (
    <>
      <RowItem
        title="每天提醒我签到"
        note="签过就不提醒，一星期没来也不再提醒"
        end={
          <Btn
            kind={daily ? 'line' : 'soft'}
            size="small"
            label={daily ? '不用了' : '提醒我'}
            busy={busy}
            onPress={() => void set(!daily, hour ?? USUAL_HOUR)}
          />
        }
      />
      {daily ? <Hour hour={hour ?? USUAL_HOUR} onPick={(at) => void set(true, at)} /> : null}
      {failure ? <View className="t12 ink-danger top4">{failure.detail}</View> : null}
    </>
  )
}

/** Reminders that the member asks for, beside what they allow WeChat to say. */
export const CheckInCard = ({ streakWarning, saving }: { streakWarning: boolean; saving: Saving }) => (
  <Card title="签到提醒">
    <Daily />
    <RowItem
      title="连签快断时提醒我"
      note="连签满 3 天，当晚 8 点还没签才说"
      end={
        <Btn
          kind={streakWarning ? 'line' : 'soft'}
          size="small"
          label={streakWarning ? '不用了' : '提醒我'}
          disabled={saving.busy}
          onPress={() => void saving.save({ streakWarning: !streakWarning })}
        />
      }
    />
  </Card>
)
