import { MemberOnly } from '../../features/joining/member-only'
import { Page } from '../../ui/page/page'
import { MemberCode } from './member-code'

export default function Code() {
  return (
    <Page title="会员码" tab>
      <MemberOnly bones={[500, 64]} title="加入会员，就有会员码" text="结账前出示，店员一扫就认得你，券和积分当场用上">
        <MemberCode />
      </MemberOnly>
    </Page>
  )
}
