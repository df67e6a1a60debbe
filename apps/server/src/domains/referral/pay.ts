import { Between } from 'typeorm'
import { cutBy } from '@huitou/shared/referral/rules'
import type { Reward, Side } from '@huitou/shared/referral/schema'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Referrals, Rewards, type Given, type ProgrammeRow, type ReferralRow, type RewardRow } from './entities'
import { give, takeBack, type Gift } from './give'
import type { Pair } from './people'

const NOTHING: Reward = { points: 0, templateId: null }

export type Matter = { row: ReferralRow; pair: Pair; programme: ProgrammeRow; now: Date }

const keyOf = (referralId: string, side: Side, round: number) =>
  `referral:${referralId}:${side}${round > 1 ? `:${round}` : ''}`

/** Friends for whom the inviter was rewarded on a day, and in its month: what caps count. */
async function hadOf(read: Reader, inviterPerson: string, day: number) {
  const rewarded = { inviterPerson, state: 'qualified' as const, capped: false }
  const first = Math.floor(day / 100) * 100
  return {
    day: await read.countBy(Referrals, { ...rewarded, qualifiedDay: day }),
    month: await read.countBy(Referrals, { ...rewarded, qualifiedDay: Between(first + 1, first + 31) }),
  }
}

type Share = Gift & { side: Side; cut: string | null }

async function sharesOf(tx: Tx, { row, pair, programme }: Matter, day: number, round: number): Promise<Share[]> {
  const { inviter, invitee } = pair
  const cap = cutBy(await hadOf(tx, row.inviterPerson, day), programme.body)
  const share = (side: Side, { id: memberId, leftAt }: Pair['inviter'], cut: string | null): Share => {
    const isCut = leftAt !== null ? 'left' : cut
    const reason = side === 'inviter' ? '邀请的朋友来了' : '朋友邀请，第一次来'
    const reward = isCut === null ? programme.body[side] : NOTHING
    return { side, memberId, reward, cut: isCut, key: keyOf(row.id, side, round), reason }
  }
  return [share('inviter', inviter, cap), share('invitee', invitee, null)]
}

async function keep(tx: Tx, referralId: string, round: number, { side, memberId, reward, cut }: Share, given: Given) {
  const soldOut = reward.templateId !== null && given.couponId === null
  const row = { ...given, memberId, round, cut: cut ?? (soldOut ? 'sold_out' : null) }
  const known = await tx.findOne(Rewards, { where: { referralId, side } })
  if (known) await tx.update(Rewards, { id: known.id }, row)
  else await tx.insert(Rewards, { ...row, referralId, side })
  return row
}

type Kept = Awaited<ReturnType<typeof keep>>

const factsOf = ({ id: referralId, inviterId, inviteeId }: ReferralRow, inviter: Kept, invitee: Kept) => ({
  ...{ referralId, inviterId, inviteeId, inviterPoints: inviter.points, inviteePoints: invitee.points },
  ...{ inviterCouponId: inviter.couponId, inviteeCouponId: invitee.couponId, cut: inviter.cut },
})

/** Gives both sides what the programme promised, in one go, and says so. `at` is when the friend acted. */
export async function payBoth(tx: Tx, matter: Matter, { at, day }: { at: Date; day: number }) {
  const { row, programme, now } = matter
  const round = row.round + 1
  const [inviters, invitees] = (await sharesOf(tx, matter, day, round)) as [Share, Share]
  const [first, second] = (await give(tx, [inviters, invitees], programme, now)) as [Given, Given]
  const inviter = await keep(tx, row.id, round, inviters, first)
  const invitee = await keep(tx, row.id, round, invitees, second)
  const capped = inviter.cut === 'day_cap' || inviter.cut === 'month_cap'
  await tx.update(Referrals, { id: row.id }, { round, capped, qualifiedAt: at, qualifiedDay: day })
  await announce(tx, 'referral.qualified', { ...factsOf(row, inviter, invitee), at: at.toISOString() }, now)
}

/** Takes back from both sides what was given. */
export async function takeFromBoth(tx: Tx, { row, now }: Matter, reason: string) {
  const given = await tx.find(Rewards, { where: { referralId: row.id }, order: { id: 'ASC' } })
  const standing = given.filter(({ takenAt }) => takenAt === null)
  await takeBack(
    tx,
    standing.map((one) => ({ ...takingOf(row.id, one), reason })),
    now,
  )
  for (const { id } of standing) await tx.update(Rewards, { id }, { takenAt: now })
  const pointsOf = (side: Side) => standing.find((one) => one.side === side)?.points ?? 0
  const { id: referralId, inviterId, inviteeId } = row
  const taken = { inviterPoints: pointsOf('inviter'), inviteePoints: pointsOf('invitee') }
  await announce(tx, 'referral.reversed', { referralId, inviterId, inviteeId, ...taken }, now)
}

const takingOf = (referralId: string, one: RewardRow) => ({
  ...{ memberId: one.memberId, given: one, key: keyOf(referralId, one.side, one.round) },
})
