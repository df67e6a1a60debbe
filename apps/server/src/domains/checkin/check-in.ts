import { judgeIssue } from '@huitou/shared/coupon/rules'
import { nextStreak, rewardOf, type Reward } from '@huitou/shared/checkin/rules'
import type { Day } from '@huitou/shared/kit/day'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { lockMember } from '#server/domains/member/member-of'
import { post } from '#server/domains/points/post'
import type { Operation } from '#server/domains/points/operations'
import { balanceOf } from '#server/domains/points/queries'
import { today } from '#server/domains/store/queries'
import { climb } from '#server/domains/tier/climb'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { CheckIns, Streaks, type PlanRow } from './entities'
import { lastCheckIn, planInForce, streakOf, wasHereBefore } from './queries'

const DAY_MS = 86_400_000

/**
 * Checks a member in for today, once: whoever comes second, from whatever device or with a clock set back, gets the first one's row.
 * Answers its id.
 */
export async function checkIn(tx: Tx, memberId: string, now: Date): Promise<string> {
  await lockMember(tx, memberId)
  const { day } = await today(tx, now)
  const before = await streakOf(tx, memberId)
  const streak = nextStreak(before, day)
  if (!streak) return (await lastCheckIn(tx, memberId)).id
  if (before === null && (await wasHereBefore(tx, memberId, day))) throw new Refused('already_done')

  const plan = await planInForce(tx, now)
  const reward = rewardOf(plan, day, streak.length)
  await tx.upsert(Streaks, { memberId, ...streak }, ['memberId'])
  const earned = await earnReward(tx, { memberId, day, plan, reward, now })
  const couponId =
    reward.templateId === null ? null : await issueReward(tx, { memberId, day, templateId: reward.templateId, now })
  const { identifiers } = await tx.insert(CheckIns, {
    memberId,
    day,
    streak: streak.length,
    points: reward.points,
    parts: reward.parts,
    couponId,
    ...earned,
    planId: plan.id,
    at: now,
  })
  const id = String(identifiers[0]?.['id'])
  await announce(tx, 'checkin.done', { checkInId: id, memberId, day, streak: streak.length }, now)
  return id
}

type Earning = { memberId: string; day: Day; plan: PlanRow; reward: Reward; now: Date }

/** Points and growth in one go, in one order. */
async function earnReward(tx: Tx, { memberId, day, plan, reward, now }: Earning) {
  const source = `${plan.name} v${plan.version}`
  const common = {
    kind: 'earn',
    memberId,
    source,
    actor: `member:${memberId}`,
    lotSource: 'checkin',
    ruleVersion: `checkin/${plan.version}`,
  } as const
  const expiresAt = new Date(now.getTime() + plan.pointsValidDays * DAY_MS)
  const operations: Operation[] = []
  if (reward.points > 0)
    operations.push({
      ...common,
      unit: 'points',
      points: reward.points,
      expiresAt,
      sourceKey: `checkin:${memberId}:${day}`,
      reason: '每日签到',
    })
  if (plan.growth > 0)
    operations.push({
      ...common,
      unit: 'growth',
      points: plan.growth,
      expiresAt: null,
      sourceKey: `checkin-growth:${memberId}:${day}`,
      reason: '签到成长',
    })
  const posted = (await post(tx, operations, now)).map((outcome) => mustBe(outcome))
  if (plan.growth > 0) await climb(tx, memberId, now)
  const [points] = reward.points > 0 ? posted : []
  return {
    txnId: points?.txnId ?? null,
    balanceAfter: points?.balanceAfter ?? (await balanceOf(tx, memberId, 'points', now)),
  }
}

type CouponReward = { memberId: string; day: Day; templateId: string; now: Date }

/** A coupon of the ladder that has run out must not keep anybody from checking in: the points stand without it. */
async function issueReward(tx: Tx, { memberId, day, templateId, now }: CouponReward) {
  const template = await templateById(tx, templateId)
  if (!judgeIssue(template, now).ok) return null
  try {
    return (
      await issueCoupon(tx, { memberId, template, source: 'checkin', sourceKey: `checkin:${memberId}:${day}`, now })
    ).id
  } catch (error) {
    if (error instanceof Refused && error.code === 'coupon_sold_out')
      throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
}
