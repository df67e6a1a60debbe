import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import { filledPercent, type Step } from './ladder-share'
import './ladder.scss'

const rewardText = ({ points, couponName }: Step) => couponName ?? `${points} 积分`

/** What each length of a streak gives. The next one is lit and says what it is: no mystery gifts. */
export const Ladder = ({ steps, streak }: { steps: readonly Step[]; streak: number }) => {
  const next = steps.findIndex((step) => !step.reached)
  return (
    <View className="ladder" role="list">
      <View className="ladder-line" style={{ left: `${50 / steps.length}%`, right: `${50 / steps.length}%` }}>
        <View className="ladder-fill" style={{ width: `${filledPercent(steps, streak)}%` }} />
      </View>
      {steps.map((step, index) => {
        const state = step.reached ? 'reached' : index === next ? 'next' : 'later'
        return (
          <View key={step.streakDays} className={`ladder-step ladder-${state}`} role="listitem">
            <View className="ladder-dot">
              <Icon name={step.reached ? 'check' : step.couponName ? 'ticket' : 'points'} size={20} />
            </View>
            <Text className="t12 ladder-reward">{rewardText(step)}</Text>
            <Text className="t12 ink-3 nowrap">第 {step.streakDays} 天</Text>
          </View>
        )
      })}
    </View>
  )
}
