import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { Reward, RewardPart } from '@huitou/shared/checkin/plan-rules'
import type { Day } from '@huitou/shared/kit/day'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Operation, Posted } from '#server/domains/points/operations'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import type { GivenVoucher } from './entities'
import type { InForce } from './in-force'

export type Rewarded = {
  memberId: string
  tierLevel: number
  plan: InForce
  reward: Reward
  reason: string
  key: string
}

/** Turns rewards into operations on the ledger. What holds for all of them, and for all of a tier, is asked once. */
export async function desk(read: Reader, now: Date, today: Day) {
  const policy = await pointsPolicy(read, now)
  const expiries = new Map<number, Awaited<ReturnType<typeof expiryFor>>>()
  return async ({ memberId, tierLevel, plan, reward, reason, key }: Rewarded): Promise<Operation[]> => {
    const expiry = expiries.get(tierLevel) ?? (await expiryFor(read, { memberId, at: now }))
    expiries.set(tierLevel, expiry)
    const common = {
      kind: 'earn',
      memberId,
      source: `${plan.name} v${plan.version}`,
      actor: `member:${memberId}`,
      lotSource: 'checkin',
      ruleVersion: `checkin/${plan.id}`,
    } as const
    const operations: Operation[] = []
    if (reward.points > 0)
      operations.push({
        ...common,
        unit: 'points',
        points: reward.points,
        sourceKey: `checkin:${key}`,
        reason,
        caps: memberCaps(policy.caps, memberId, today),
        ...expiry,
      })
    if (reward.growth > 0)
      operations.push({
        ...common,
        unit: 'growth',
        points: reward.growth,
        sourceKey: `checkin-growth:${key}`,
        reason: '签到成长',
        expiresAt: null,
      })
    return operations
  }
}

/** What a cap cut off is taken from the last parts, so that they still add up. */
function trimParts(parts: readonly RewardPart[], granted: number): RewardPart[] {
  let left = granted
  return parts.flatMap((part) => {
    const points = Math.min(part.points, left)
    left -= points
    return points > 0 ? [{ ...part, points }] : []
  })
}

/** What the ledger made of a reward. */
export const earnedBy = ({ points, parts }: Reward, posted: Posted | undefined) => ({
  points: posted?.granted ?? points,
  parts: trimParts(parts, posted?.granted ?? points),
  txnId: posted?.txnId ?? null,
})

type Vouchers = Pick<Rewarded, 'memberId' | 'reward' | 'key'>

/**
 * The coupons of these rewards, in one order for all callers since their stock is shared. One that has run out must not keep anybody
 * from checking in: the rest stands without it. Answers what each member got.
 */
export async function issueVouchers(
  tx: Tx,
  rewarded: readonly Vouchers[],
  now: Date,
): Promise<Map<string, GivenVoucher[]>> {
  const wanted = rewarded
    .flatMap(({ memberId, reward, key }) =>
      reward.vouchers.map((voucher, index) => ({ ...voucher, memberId, key, index })),
    )
    .sort((a, b) => a.templateId.length - b.templateId.length || (a.templateId < b.templateId ? -1 : 1))
  const templates = await templatesWithStores(
    tx,
    wanted.map((one) => one.templateId),
  )
  const given = new Map<string, GivenVoucher[]>()
  for (const { memberId, key, what, templateId, index } of wanted) {
    const template = templates.get(templateId)?.template
    const sourceKey = index === 0 ? `checkin:${key}` : `checkin:${key}:${index}`
    let couponId: string | null = null
    if (template && judgeIssue(template, now).ok)
      couponId = (await issueOrRetry(tx, { memberId, template, source: 'checkin', sourceKey, now })).id
    given.set(memberId, [...(given.get(memberId) ?? []), { what, templateId, couponId }])
  }
  return given
}

/** The last one went to somebody else in this moment: once more, and it is known to be gone. */
async function issueOrRetry(tx: Tx, issue: Parameters<typeof issueCoupon>[1]) {
  try {
    return await issueCoupon(tx, issue)
  } catch (error) {
    if (error instanceof Refused && error.code === 'coupon_sold_out')
      throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
}
