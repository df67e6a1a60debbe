import { MemberOnly } from '../../features/joining/member-only'
import { AskedView } from '../../features/asked/asked-view'
import { useAsk } from '../../kit/use-ask'
import { TierList } from '../../ui/member/tier-list'
import { Page } from '../../ui/page/page'
import { Standing } from './standing'

const BONES = [150, 120, 120, 120] as const

const Tiers = () => {
  const asked = useAsk('tier.mine', {})
  return (
    <AskedView asked={asked} bones={BONES} failed="等级没有取到">
      {(mine) => (
        <>
          <Standing mine={mine} />
          <TierList tiers={mine.tiers} level={mine.current.level} />
        </>
      )}
    </AskedView>
  )
}

export default function TiersPage() {
  return (
    <Page title="会员等级">
      <MemberOnly bones={BONES} title="加入会员，从第一级开始" text="签到、到店都长成长值，等级越高，好处越多">
        <Tiers />
      </MemberOnly>
    </Page>
  )
}
