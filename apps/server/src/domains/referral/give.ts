import type { Reward } from '@huitou/shared/referral/schema'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { takeBackUnused } from '#server/domains/coupon/use'
import { memberById } from '#server/domains/member/member-of'
import { post } from '#server/domains/points/post'
import type { Earn, Operation, Posted, Reverse } from '#server/domains/points/operations'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
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

/** One gift's way through the ledger: null where there is nothing for it to do, `frozen` where the account is stopped. */
type Through = Posted | 'frozen' | null

/** Each for itself: one stopped account holds up nobody else's. Any other refusal undoes it all. */
async function postEach(tx: Tx, operations: readonly (Operation | null)[], now: Date): Promise<Through[]> {
  const wanted = operations.filter((one) => one !== null)
  const outcomes = wanted.length === 0 ? [] : await post(tx, wanted, now)
  return operations.map((one) => {
    const outcome = one === null ? undefined : outcomes[wanted.indexOf(one)]
    if (outcome === undefined) return null
    return !outcome.ok && outcome.reason === 'account_frozen' ? 'frozen' : mustBe(outcome)
  })
}

async function couponOf(tx: Tx, { memberId, reward, key }: Gift, now: Date): Promise<string | null> {
  if (reward.templateId === null) return null
  const template = await templateById(tx, reward.templateId)
  const issued = await issueIfLeft(tx, { memberId, template, source: 'referral', sourceKey: key, now })
  return issued?.id ?? null
}

const byTemplate = (a: Gift, b: Gift) => Number(a.reward.templateId) - Number(b.reward.templateId)

/**
 * Gives points in one go, then coupons in the order of their templates, the stock being shared by all. Answers what came of each: null
 * where an account is frozen, which gets nothing until it is let go.
 */
export async function give(
  tx: Tx,
  gifts: readonly Gift[],
  programme: ProgrammeRow,
  now: Date,
): Promise<(Given | null)[]> {
  const earns = gifts.map((gift) => (gift.reward.points > 0 ? earning(gift, programme, now) : null))
  const posted = await postEach(tx, earns, now)
  const coupons = new Map<Gift, string | null>()
  for (const gift of gifts.filter((_, nth) => posted[nth] !== 'frozen').toSorted(byTemplate))
    coupons.set(gift, await couponOf(tx, gift, now))
  return gifts.map((gift, nth) => {
    const through = posted[nth] ?? null
    if (through === 'frozen') return null
    const [points, txnId] = through === null ? [0, null] : [through.granted, through.txnId]
    return { points, txnId, couponId: coupons.get(gift) ?? null, givenAt: now, takenAt: null }
  })
}

export type Taking = { memberId: string; given: Given; key: string; reason: string }

async function reversing(tx: Tx, { memberId, given, key, reason }: Taking): Promise<Reverse | null> {
  const { leftAt } = await memberById(tx, memberId)
  if (leftAt !== null || given.txnId === null || given.points === 0) return null
  return {
    ...{ kind: 'reverse', memberId, unit: 'points', txnId: given.txnId, sourceKey: `${key}:back`, reason },
    ...{ source: '邀请有礼收回', actor: 'system', graceDays: 0, memberActed: false },
  }
}

/**
 * Takes gifts back through the ledger, where spent points become a debt, with the coupons that nobody has used. Who has left has nothing
 * that could be taken. Answers of each whether it was taken: a frozen account keeps what it has until it is let go.
 */
export async function takeBack(tx: Tx, takings: readonly Taking[], now: Date): Promise<boolean[]> {
  const reversals: (Reverse | null)[] = []
  for (const taking of takings) reversals.push(await reversing(tx, taking))
  const taken = (await postEach(tx, reversals, now)).map((through) => through !== 'frozen')
  await takeBackUnused(
    tx,
    takings.filter((_, nth) => taken[nth]).flatMap(({ given }) => given.couponId ?? []),
    now,
  )
  return taken
}
