import { MemberOnly } from '../../features/joining/member-only'
import { useParams } from '../../kit/navigate'
import { Page } from '../../ui/page/page'
import { CheckinHome } from './checkin-home'

const BONES = [190, 64, 380] as const

export default function Checkin() {
  const { scene } = useParams('pages/checkin/index')
  return (
    <Page title="签到">
      <MemberOnly bones={BONES} title="加入会员，今天就能签到" text="每天签到攒积分，连着来奖励越来越大">
        <CheckinHome scene={scene ?? null} />
      </MemberOnly>
    </Page>
  )
}
