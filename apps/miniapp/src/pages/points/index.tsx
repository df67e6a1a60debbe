import { MemberOnly } from '../../features/joining/member-only'
import { Page } from '../../ui/page/page'
import { PointsHome } from './points-home'

const BONES = [96, 46, 64, 64, 64, 64] as const

export default function Points() {
  return (
    <Page title="积分" tab>
      <MemberOnly bones={BONES} title="加入会员，积分从今天攒起" text="每天签到、到店消费都能攒，攒够了换咖啡和面包">
        <PointsHome />
      </MemberOnly>
    </Page>
  )
}
