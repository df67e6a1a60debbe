import { MemberOnly } from '../../features/joining/member-only'
import { Page } from '../../ui/page/page'
import { Wallet } from './wallet'

const BONES = [46, 100, 100, 100] as const

export default function Coupons() {
  return (
    <Page title="卡包" tab>
      <MemberOnly bones={BONES} title="加入会员，见面礼先放进卡包" text="签到、积分兑换得到的券，都会放在这里">
        <Wallet />
      </MemberOnly>
    </Page>
  )
}
