import { useParams } from '../../kit/navigate'
import { MemberOnly } from '../../features/joining/member-only'
import { Page } from '../../ui/page/page'
import { BONES, Centre } from './centre'
import { OneOffer } from './one-offer'

/** The centre; or, through a code on a poster or in a group, the one offer that the code opens. */
export default function CouponCentre() {
  const { scene } = useParams('coupon/centre/index')
  return (
    <Page title="领券中心">
      <MemberOnly bones={BONES} title="加入会员，就能领券" text="领到的券放在卡包里，到店出示就能用">
        {scene === undefined ? <Centre /> : <OneOffer scene={scene} />}
      </MemberOnly>
    </Page>
  )
}
