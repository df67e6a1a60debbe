import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { MemberOnly } from '../../features/joining/member-only'
import { AskedView } from '../../features/asked/asked-view'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Campaign } from './campaign'
import { CheckinCard } from './checkin-card'
import { RuleGroup } from './rule-group'

const BONES = [120, 160, 160, 96] as const

const Body = ({ guide }: { guide: Output<'earning.guide'> }) => (
  <>
    {guide.groups.map((group) => (
      <RuleGroup key={group.id} group={group} />
    ))}
    <CheckinCard />
    {guide.campaigns.map((campaign) => (
      <Campaign key={campaign.key} campaign={campaign} />
    ))}
    <Card title="积分怎么用">
      {guide.uses.map(({ zh }) => (
        <View key={zh} className="t14 ink-2 top4">
          {zh}
        </View>
      ))}
    </Card>
    {guide.limits.length === 0 ? null : (
      <Card title="上限">
        {guide.limits.map(({ zh }) => (
          <View key={zh} className="t14 ink-2 top4">
            {zh}
          </View>
        ))}
        <View className="t12 ink-3 top8">超出的部分不计入，明细里会写明白。</View>
      </Card>
    )}
    <Card title="积分什么时候到期">
      <View className="t14 ink-2">{guide.expiry.zh}</View>
      <View className="t12 ink-3 top8">积分只能自己用，不能转给别人，也不能换成现金。</View>
    </Card>
  </>
)

/** How points come and go, from the rules that are in force at this moment. */
const Guide = () => {
  const asked = useAsk('earning.guide', {})
  return (
    <AskedView asked={asked} bones={BONES} failed="攻略没有打开">
      {(guide) => <Body guide={guide} />}
    </AskedView>
  )
}

export default function GuidePage() {
  return (
    <Page title="积分攻略">
      <MemberOnly bones={BONES} title="加入会员，积分从今天攒起" text="每天签到、到店消费都能攒，攒够了换咖啡和面包">
        <Guide />
      </MemberOnly>
    </Page>
  )
}
