import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Icon } from '../icon/icon'
import { Progress } from '../meter/progress'
import { percentOf } from '../meter/share'
import { Avatar } from '../plate/avatar'
import { Plate, type TierStyle } from '../plate/plate'
import { Press } from '../press/press'
import './member-card.scss'

type MemberCardProps = {
  nickname: string | null
  tier: { name: string; style: TierStyle }
  points: number
  growth: number
  next: { name: string; growthFrom: number; missing: number } | null
  /** "200 积分 11月30日到期"; null when nothing runs out soon. */
  expiring: string | null
  /** "9:38 的数" while offline. */
  stale: string | null
  onCode: () => void
  onPoints: () => void
  onTier: () => void
}

const Growth = ({ growth, next }: Pick<MemberCardProps, 'growth' | 'next'>) => (
  <>
    <Progress
      percent={next ? percentOf(growth, next.growthFrom) : 100}
      label={next ? `再攒 ${next.missing} 升${next.name}` : '已是最高等级'}
    />
    <View className="member-growth t12 plate-quiet top8">
      <Text>
        {next ? `成长值 ${pointsText(growth)} / ${pointsText(next.growthFrom)}` : `成长值 ${pointsText(growth)}`}
      </Text>
      <Text>{next ? `再攒 ${pointsText(next.missing)} 升${next.name}` : '已是最高等级'}</Text>
    </View>
  </>
)

const Head = ({ nickname, tier, onCode }: Pick<MemberCardProps, 'nickname' | 'tier' | 'onCode'>) => (
  <View className="row between">
    <View className="row gap12 grow">
      <Avatar name={nickname} />
      <View className="grow">
        <View className="t15 bold cut">{nickname ?? '你好'}</View>
        <View className="row gap4 t12 plate-quiet">
          <Icon name="crown" size={14} bold />
          <Text>{tier.name}会员</Text>
        </View>
      </View>
    </View>
    <Press className="member-code" label="打开会员码" onPress={onCode}>
      <View className="member-code-icon">
        <Icon name="qr" size={20} />
      </View>
      <Text className="t12">会员码</Text>
    </Press>
  </View>
)

export const MemberCard = (props: MemberCardProps) => {
  const { tier, points, next, expiring, stale, onPoints, onTier } = props
  const spoken = `${tier.name}会员，${points} 积分${next ? `，再攒 ${next.missing} 升${next.name}` : ''}`
  return (
    <Plate style={tier.style}>
      <Head {...props} />
      <Press className="member-points top12" label={spoken} dim onPress={onPoints}>
        <View className="row items-baseline gap8">
          <Text className="num n40">{pointsText(points)}</Text>
          <Text className="t14 plate-quiet">积分</Text>
        </View>
        {expiring || stale ? (
          <View className="row gap4 t12 plate-quiet">
            <Text>{stale ?? expiring}</Text>
            <Icon name="right" size={14} bold />
          </View>
        ) : null}
      </Press>
      <Press className="member-tier" label="看会员等级" dim onPress={onTier}>
        <Growth {...props} />
      </Press>
    </Plate>
  )
}
