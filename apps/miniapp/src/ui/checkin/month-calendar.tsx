import type { CalendarDay } from '@huitou/shared/checkin/contract'
import { monthOf, type Day, type Month } from '@huitou/shared/kit/day'
import { CustomWrapper, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'
import { leadingBlanks, markText, sayDay, stateOf } from './month-grid'
import './month-calendar.scss'

type MonthCalendarProps = {
  month: Month
  today: Day
  days: readonly CalendarDay[]
  onMonth: (step: -1 | 1) => void
  /** How far ahead and back one may look. */
  canGo: { back: boolean; ahead: boolean }
}

const Arrow = ({ step, enabled, onMonth }: { step: -1 | 1; enabled: boolean; onMonth: (step: -1 | 1) => void }) => (
  <Press
    className={`month-arrow ${enabled ? '' : 'month-arrow-off'}`}
    label={step < 0 ? '上个月' : '下个月'}
    disabled={!enabled}
    dim
    onPress={() => onMonth(step)}
  >
    <Icon name={step < 0 ? 'left' : 'right'} size={18} bold={step > 0} />
  </Press>
)

const Cell = ({
  one,
  today,
  picked,
  onPick,
}: {
  one: CalendarDay
  today: Day
  picked: boolean
  onPick: () => void
}) => (
  <Press className={`month-cell month-${stateOf(one, today)}`} label={sayDay(one, today)} dim onPress={onPick}>
    <View className={`month-number ${picked ? 'month-picked' : ''}`}>{one.day % 100}</View>
    <View className={`month-mark ${one.mark ? 'month-special' : ''}`}>{markText(one)}</View>
  </Press>
)

const Grid = ({ days, today }: { days: readonly CalendarDay[]; today: Day }) => {
  const [pickedDay, setPickedDay] = useState<Day | null>(null)
  const picked = days.find(({ day }) => day === pickedDay)
  return (
    <View>
      <View className="month-grid">
        {Array.from({ length: leadingBlanks(days) }, (_, index) => (
          <View key={`blank${index}`} className="month-cell" />
        ))}
        {days.map((one) => (
          <Cell
            key={one.day}
            one={one}
            today={today}
            picked={one.day === pickedDay}
            onPick={() => setPickedDay(one.day)}
          />
        ))}
      </View>
      <View className="t12 ink-2 month-said">{picked ? sayDay(picked, today) : '点一天，看那天得了多少'}</View>
    </View>
  )
}

/** The wrapper keeps a tap on a day from sending the whole page's data to WeChat's view again. */
export const MonthCalendar = ({ month, today, days, onMonth, canGo }: MonthCalendarProps) => (
  <View>
    <View className="row between">
      <Text className="t17">
        {Math.floor(month / 100)}年{month % 100}月
      </Text>
      <View className="row">
        <Arrow step={-1} enabled={canGo.back} onMonth={onMonth} />
        <Arrow step={1} enabled={canGo.ahead} onMonth={onMonth} />
      </View>
    </View>
    <View className="month-week" aria-hidden>
      {Array.from('日一二三四五六', (name) => (
        <View key={name} className="t12 ink-3 center month-weekday">
          {name}
        </View>
      ))}
    </View>
    {days[0] && monthOf(days[0].day) === month ? (
      <CustomWrapper>
        <Grid days={days} today={today} />
      </CustomWrapper>
    ) : (
      <View className="month-waiting" />
    )}
    <View className="row gap12 wrap t12 ink-3 top4" aria-hidden>
      <View className="row gap4">
        <View className="month-key" />
        <Text>已签</Text>
      </View>
      <View className="row gap4">
        <Text className="ink-ok">小雪</Text>
        <Text>节气与店铺特别日，积分更多</Text>
      </View>
    </View>
  </View>
)
