import type { Reward } from '@huitou/shared/referral/schema'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { takeBackUnused } from '#server/domains/coupon/use'
import { memberById } from '#server/domains/member/member-of'
import { post } from '#server/domains/points/post'
import type { Earn, Operation, Reverse } from '#server/domains/points/operations'
import type { Tx } from '#server/platform/db/tx'
import { found, mustBe } from '#server/platform/refused'
import type { Given, ProgrammeRow } from './entities'

const DAY_MS = 86_400_000

/** One gift to one member. `key` names its cause once and for ever. */
export type Gift = { memberId: string; reward: Reward; key: string; reason: string }

const earning = ({ memberId, reward, key, reason }: Gift, { id, version, body }: ProgrammeRow, now: Date): Earn => ({
  ...{ kind: 'earn', memberId, unit: 'points', points: reward.points, sourceKey: key, reason },
  ...{ source: `邀请有礼 v${version ?? 0}`, actor: 'system', lotSource: 'referral', ruleVersion: `referral/${id}` },
  expiresAt: new Date(now.getTime() + body.pointsValidDays * DAY_MS),
  memberActed: false,
})

async function postAll(tx: Tx, operations: readonly Operation[], now: Date) {
  return operations.length === 0 ? [] : (await post(tx, operations, now)).map(mustBe)
}

/** Gives points in one go, then coupons in the order of their templates, the stock being shared by all. Answers what came of each. */
export async function give(tx: Tx, gifts: readonly Gift[], programme: ProgrammeRow, now: Date): Promise<Given[]> {
  const earners = gifts.filter(({ reward }) => reward.points > 0)
  const outcomes = await postAll(
    tx,
    earners.map((gift) => earning(gift, programme, now)),
    now,
  )
  const coupons = new Map<Gift, string | null>()
  const templated = gifts.filter(({ reward }) => reward.templateId !== null)
  for (const gift of templated.toSorted((a, b) => Number(a.reward.templateId) - Number(b.reward.templateId))) {
    const template = await templateById(tx, gift.reward.templateId ?? '')
    const issue = { memberId: gift.memberId, template, source: 'referral', sourceKey: gift.key, now }
    coupons.set(gift, (await issueIfLeft(tx, issue))?.id ?? null)
  }
  return gifts.map((gift) => {
    const posted = outcomes[earners.indexOf(gift)]
    const [points, txnId] = posted ? [posted.granted, posted.txnId] : [0, null]
    return { points, txnId, couponId: coupons.get(gift) ?? null, givenAt: now, takenAt: null }
  })
}

export type Taking = { memberId: string; given: Given; key: string; reason: string }

/**
 * Takes gifts back through the ledger, where spent points become a debt, with the coupons that nobody has used. Who has left has nothing
 * that could be taken.
 */
export async function takeBack(tx: Tx, takings: readonly Taking[], now: Date) {
  const reversals: Reverse[] = []
  for (const { memberId, given, key, reason } of takings) {
    const { leftAt } = await memberById(tx, memberId)
    if (leftAt === null && given.txnId !== null && given.points > 0)
      reversals.push({
        ...{ kind: 'reverse', memberId, unit: 'points', txnId: given.txnId, sourceKey: `${key}:back`, reason },
        ...{ source: '邀请有礼收回', actor: 'system', graceDays: 0, memberActed: false },
      })
  }
  await postAll(tx, reversals, now)
  await takeBackUnused(
    tx,
    takings.flatMap(({ given }) => given.couponId ?? []),
    now,
  )
}

/** The first of a list that must have one. */
export const only = <One>(list: readonly One[]): One => found(list[0])
