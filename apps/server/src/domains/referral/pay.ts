import { Between, IsNull, Not } from 'typeorm'
import { cutBy } from '@huitou/shared/referral/rules'
import type { Reward, Side } from '@huitou/shared/referral/schema'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Referrals, Rewards, type Given, type ProgrammeRow, type ReferralRow, type RewardRow } from './entities'
import { give, takeBack, type Gift } from './give'
import type { Pair } from './people'

const NOTHING: Reward = { points: 0, templateId: null }

export type Matter = { row: ReferralRow; pair: Pair; programme: ProgrammeRow; now: Date }

const keyOf = (referralId: string, side: Side, round: number) =>
  `referral:${referralId}:${side}${round > 1 ? `:${round}` : ''}`

/** Other friends for whom the inviter was rewarded on a day, and in its month: what caps count. */
async function hadOf(read: Reader, { id, inviterPerson }: ReferralRow, day: number) {
  const rewarded = { id: Not(id), inviterPerson, state: 'qualified' as const, capped: false }
  const first = Math.floor(day / 100) * 100
  return {
    day: await read.countBy(Referrals, { ...rewarded, qualifiedDay: day }),
    month: await read.countBy(Referrals, { ...rewarded, qualifiedDay: Between(first + 1, first + 31) }),
  }
}

type Share = Gift & { side: Side; cut: string | null }

const WHY: Record<Side, string> = { inviter: '邀请的朋友来了', invitee: '朋友邀请，第一次来' }

function shareOf({ row, pair, programme }: Matter, side: Side, round: number, cap: string | null): Share {
  const { id: memberId, leftAt } = pair[side]
  const cut = leftAt === null ? cap : 'left'
  const reward = cut === null ? programme.body[side] : NOTHING
  return { side, memberId, reward, cut, key: keyOf(row.id, side, round), reason: WHY[side] }
}

const nothingYet = (givenAt: Date): Given => ({ points: 0, txnId: null, couponId: null, givenAt, takenAt: null })

async function keep(
  tx: Tx,
  { row: { id: referralId }, now }: Matter,
  round: number,
  share: Share,
  given: Given | null,
) {
  const { side, memberId, reward, cut } = share
  const soldOut = reward.templateId !== null && given?.couponId === null
  const less = given === null ? 'frozen' : soldOut ? 'sold_out' : null
  const row = { ...(given ?? nothingYet(now)), memberId, round, cut: cut ?? less }
  const known = await tx.findOne(Rewards, { where: { referralId, side } })
  if (known) await tx.update(Rewards, { id: known.id }, row)
  else await tx.insert(Rewards, { ...row, referralId, side })
  return row
}

type Kept = Pick<RewardRow, 'points' | 'couponId' | 'cut'>

const factsOf = ({ id: referralId, inviterId, inviteeId }: ReferralRow, inviter: Kept, invitee: Kept) => ({
  ...{ referralId, inviterId, inviteeId, inviterPoints: inviter.points, inviteePoints: invitee.points },
  ...{ inviterCouponId: inviter.couponId, inviteeCouponId: invitee.couponId, cut: inviter.cut },
})

const standingOf = (tx: Tx, referralId: string) =>
  tx.find(Rewards, { where: { referralId, takenAt: IsNull() }, order: { id: 'ASC' } })

/** Gives shares, each side's on its own. What a frozen account still has of the last time, it has. */
async function paySides(tx: Tx, matter: Matter, round: number, shares: readonly Share[]): Promise<Map<Side, Kept>> {
  const kept = new Map<Side, Kept>()
  for (const one of await standingOf(tx, matter.row.id)) {
    await tx.update(Rewards, { id: one.id }, { cut: null })
    kept.set(one.side, { points: 0, couponId: null, cut: null })
  }
  const open = shares.filter(({ side }) => !kept.has(side))
  const given = await give(tx, open, matter.programme, matter.now)
  for (const [nth, share] of open.entries())
    kept.set(share.side, await keep(tx, matter, round, share, given[nth] ?? null))
  return kept
}

/** Gives both sides what the programme promised, in one go, and says so. `at` is when the friend acted. */
export async function payBoth(tx: Tx, matter: Matter, { at, day }: { at: Date; day: number }) {
  const { row, programme, now } = matter
  const round = row.round + 1
  const cap = cutBy(await hadOf(tx, row, day), programme.body)
  const shares = [shareOf(matter, 'inviter', round, cap), shareOf(matter, 'invitee', round, null)]
  const kept = await paySides(tx, matter, round, shares)
  const [inviter, invitee] = [found(kept.get('inviter')), found(kept.get('invitee'))]
  const capped = inviter.cut === 'day_cap' || inviter.cut === 'month_cap'
  await tx.update(Referrals, { id: row.id }, { round, capped, qualifiedAt: at, qualifiedDay: day })
  await announce(tx, 'referral.qualified', { ...factsOf(row, inviter, invitee), at: at.toISOString() }, now)
}

const takingOf = (referralId: string, one: RewardRow, reason: string) => ({
  ...{ memberId: one.memberId, given: one, key: keyOf(referralId, one.side, one.round), reason },
})

/** Takes back from both sides what was given; what a frozen account keeps for now is marked as owed. */
export async function takeFromBoth(tx: Tx, { row, now }: Matter, reason: string) {
  const standing = await standingOf(tx, row.id)
  const taken = await takeBack(
    tx,
    standing.map((one) => takingOf(row.id, one, reason)),
    now,
  )
  for (const [nth, { id }] of standing.entries())
    await tx.update(Rewards, { id }, taken[nth] ? { takenAt: now } : { cut: 'frozen' })
  const pointsOf = (side: Side) => standing.find((one, nth) => taken[nth] && one.side === side)?.points ?? 0
  const { id: referralId, inviterId, inviteeId } = row
  const points = { inviterPoints: pointsOf('inviter'), inviteePoints: pointsOf('invitee') }
  await announce(tx, 'referral.reversed', { referralId, inviterId, inviteeId, ...points }, now)
}

/** What a frozen account held up on one side: given, or taken back, as the referral stands now. Frozen again, it waits again. */
export async function catchUp(tx: Tx, matter: Matter, side: Side) {
  const { row, programme, now } = matter
  const one = (await standingOf(tx, row.id)).find((reward) => reward.side === side && reward.cut === 'frozen')
  if (!one) return
  if (row.state === 'qualified') {
    const share = shareOf(matter, side, one.round, null)
    const [given] = await give(tx, [share], programme, now)
    await keep(tx, matter, one.round, share, given ?? null)
  } else {
    const [taken] = await takeBack(tx, [takingOf(row.id, one, '邀请没有算上')], now)
    if (taken) await tx.update(Rewards, { id: one.id }, { takenAt: now })
  }
}
