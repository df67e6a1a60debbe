import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import { Progress } from '../meter/progress'
import { Btn } from '../press/btn'
import { Press } from '../press/press'
import { stripOf, type StripDay } from './strip'
import './checkin-strip.scss'

type CheckinStripProps = {
  title: string
  note: string
  streak: number
  checkedInToday: boolean
  busy: boolean
  onCheckIn: () => void
  /** Opens the calendar. */
  onOpen: () => void
}

const Day = ({ day: { number, state } }: { day: StripDay }) => (
  <View className={`strip-day strip-${state}`}>
    <View className="strip-dot">
      {state === 'done' ? <Icon name="check" size={18} bold /> : null}
      {state === 'today' ? <Icon name="gift" size={18} bold /> : null}
    </View>
    <Text className="t12 nowrap strip-label">{state === 'today' ? '今天' : `第${number}天`}</Text>
  </View>
)

export const CheckinStrip = ({ title, note, streak, checkedInToday, busy, onCheckIn, onOpen }: CheckinStripProps) => {
  const days = stripOf(streak, checkedInToday)
  const done = days.filter(({ state }) => state === 'done').length
  return (
    <View className="strip">
      <Press className="strip-words" label={`${title}，${note}，看签到日历`} dim onPress={onOpen}>
        <View className="t15 bold">{title}</View>
        <View className="t12 ink-3">{note}</View>
      </Press>
      <Btn
        className="strip-btn"
        size="small"
        label={checkedInToday ? '已签到' : '签到'}
        busy={busy}
        disabled={checkedInToday}
        onPress={onCheckIn}
      />
      <Press className="strip-days" label={`连续签到 ${streak} 天，看签到日历`} dim onPress={onOpen}>
        {days.map((day) => (
          <Day key={day.number} day={day} />
        ))}
      </Press>
      <View className="strip-bar">
        <Progress thick percent={Math.round((done / days.length) * 100)} label={`这一轮 7 天签了 ${done} 天`} />
      </View>
    </View>
  )
}
