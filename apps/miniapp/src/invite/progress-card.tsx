import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { Card } from '../ui/block/card'
import { KV } from '../ui/block/kv'
import { Progress } from '../ui/meter/progress'
import './invite.scss'

type Mine = Output<'referral.mine'>

const Steps = ({ milestones }: Pick<Mine, 'milestones'>) => (
  <View className="invite-steps">
    {milestones.map(({ friends, words, reached }) => (
      <View key={friends} className={`invite-step ${reached ? 'invite-step-on' : ''}`}>
        <View className="t14 bold">{`${friends} 位`}</View>
        <View className="t12 ink-2">{words}</View>
        <View className={`t12 ${reached ? 'ink-brand' : 'ink-3'}`}>{reached ? '已达成' : '未到'}</View>
      </View>
    ))}
  </View>
)

const got = ({ points, coupons }: Mine['totals']) =>
  [...(points > 0 ? [`${points} 积分`] : []), ...(coupons > 0 ? [`${coupons} 张券`] : [])].join('、') || '还没有'

/** How far, and what comes next. */
export const ProgressCard = ({ mine: { totals, next, milestones } }: { mine: Mine }) => (
  <Card title="我的进度">
    <View className="top4" />
    <KV name="已加入的朋友" value={`${totals.joined} 位`} strong="plain" />
    <KV name="来过、算数的" value={`${totals.qualified} 位`} strong="plain" />
    <KV name="已经得到" value={got(totals)} strong="brand" />
    {next ? (
      <View className="top8">
        <Progress
          percent={Math.floor((totals.qualified / next.friends) * 100)}
          label={`再来 ${next.missing} 位朋友`}
          thick
        />
        <View className="t12 ink-2 top4">{`再来 ${next.missing} 位朋友，另加 ${next.words}`}</View>
      </View>
    ) : null}
    {milestones.length > 0 ? <Steps milestones={milestones} /> : null}
  </Card>
)
