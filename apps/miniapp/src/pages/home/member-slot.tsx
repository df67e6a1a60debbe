import type { Output } from '@huitou/shared/api'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { useSession } from '../../kit/session'
import { clockText, endText } from '../../kit/time'
import type { Asked } from '../../kit/use-ask'
import { MemberCard } from '../../ui/member/member-card'
import { Bone } from '../../ui/state/skeleton'
import { FailurePage } from '../../features/asked/failure-page'
import { endsSoon } from '../../features/points/soon'
import { openPoints } from '../../features/points/tab'

type MemberSlotProps = {
  balance: Asked<Output<'points.balance'>>
  tier: Asked<Output<'tier.mine'>>
  today: number | null
}

const expiringText = ({ expiringNext }: Output<'points.balance'>, today: number | null) =>
  expiringNext === null || today === null || !endsSoon(expiringNext.at, today)
    ? null
    : `${pointsText(expiringNext.points)} 积分 ${endText(expiringNext.at, today)}到期`

/** "9:38 的数" beside points that could not be brought up to date. */
const staleText = ({ failure, refreshedAtMs }: MemberSlotProps['balance']) =>
  failure === null || refreshedAtMs === null ? null : `${clockText(new Date(refreshedAtMs).toISOString())} 的数`

export const MemberSlot = ({ balance, tier, today }: MemberSlotProps) => {
  const nickname = useSession(({ member }) => member?.nickname ?? null)
  const failed = balance.data === null ? balance.failure : tier.data === null ? tier.failure : null
  if (failed) {
    return (
      <FailurePage
        title="会员卡没有取到"
        failure={failed}
        onRetry={() => void Promise.all([balance.reload(), tier.reload()])}
      />
    )
  }
  if (balance.data === null || tier.data === null) return <Bone height={178} className="bone-card" />
  const { growth, current, next } = tier.data
  return (
    <MemberCard
      nickname={nickname}
      tier={current}
      points={balance.data.available}
      growth={growth}
      next={next}
      expiring={expiringText(balance.data, today)}
      stale={staleText(balance)}
      onCode={() => void openPage('pages/code/index')}
      onPoints={() => void openPoints('history')}
      onTier={() => void openPage('account/tiers/index')}
    />
  )
}
