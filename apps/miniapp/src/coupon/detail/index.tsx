import { openPage, useParams } from '../../kit/navigate'
import { useOwnPage } from '../../kit/own-page'
import { FailurePage } from '../../features/asked/failure-page'
import { MemberOnly } from '../../features/joining/member-only'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { useCoupon } from './use-coupon'
import { CouponBody } from './coupon-body'
import { Give } from './give'
import { Skeleton } from '../../ui/state/skeleton'
import { StaleNote } from '../../features/asked/stale-note'

const BONES = [92, 480, 120] as const

const Coupon = ({ couponId }: { couponId: string }) => {
  const asked = useCoupon(couponId)
  if (asked.state === 'loading') return <Skeleton heights={BONES} />
  if (asked.data === null) {
    const home = { label: '回卡包', onPress: () => void openPage('pages/coupons/index') }
    if (asked.failure?.code === 'not_found') {
      return <StatePage art="empty" title="没有找到这张券" text={asked.failure.detail} action={home} />
    }
    return (
      <FailurePage
        title="这张券没有打开"
        failure={asked.failure}
        busy={asked.reloading}
        onRetry={() => void asked.reload()}
        second={home}
      />
    )
  }
  return (
    <>
      <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} />
      <CouponBody {...asked.data} inFront={asked.inFront} onUsed={asked.reload} />
      {asked.data.coupon.state === 'unused' ? (
        <Give
          couponId={couponId}
          name={asked.data.coupon.face.name}
          usable={asked.data.coupon.why === null}
          onChanged={asked.reload}
        />
      ) : null}
    </>
  )
}

export default function CouponDetail() {
  useOwnPage()
  const { couponId } = useParams('coupon/detail/index')
  return (
    <Page title="优惠券">
      <MemberOnly bones={BONES} title="加入会员，券就放在这里" text="签到、积分兑换得到的券，到店出示就能用">
        {couponId === undefined ? (
          <StatePage art="empty" title="没有找到这张券" text="从卡包里点开就能看到" />
        ) : (
          <Coupon couponId={couponId} />
        )}
      </MemberOnly>
    </Page>
  )
}
