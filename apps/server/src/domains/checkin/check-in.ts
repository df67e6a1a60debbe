import { In, IsNull, Not } from 'typeorm'
import { nextStreak, type Streak } from '@huitou/shared/checkin/rules'
import { cycleSpan, rewardOf, type Who } from '@huitou/shared/checkin/plan-rules'
import type { Refusal } from '@huitou/shared/refusals'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { Accounts } from '#server/domains/points/entities'
import type { Operation, Posted } from '#server/domains/points/operations'
import { post } from '#server/domains/points/post'
import { balanceOf } from '#server/domains/points/queries'
import { benefitsOfAll } from '#server/domains/tier/benefits'
import { climbAll } from '#server/domains/tier/climb'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announceAll } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { CheckIns, Streaks, type CheckInRow } from './entities'
import { planOn, seasonOf, type Season } from './in-force'
import { countsSince, formerMemberships, lastCheckIn, wereThere } from './queries'
import { desk, earnedBy, issueVouchers, type Rewarded } from './reward'

export type Outcome = { ok: true; id: string } | { ok: false; reason: Refusal }

type Coming = { member: MemberRow; streak: Streak; plan: ReturnType<typeof planOn>; first: boolean }

/** Locked in the order of their ids, whoever else locks the same ones. Who has left is not among them. */
const lockMembers = (tx: Tx, ids: readonly string[]) =>
  tx.find(Members, { where: { id: In([...ids]), leftAt: IsNull() }, order: { id: 'ASC' }, ...forUpdate(tx) })

/** Whose accounts are being reconciled: they are told so before anything of theirs is written. */
const frozenAmong = async (tx: Tx, ids: readonly string[]) =>
  new Set(
    (await tx.find(Accounts, { where: { memberId: In([...ids]), frozenAt: Not(IsNull()) } })).map(
      (one) => one.memberId,
    ),
  )

type Sorted = { coming: Coming[]; answers: Map<string, Outcome> }

/** Who comes today for the first time, and what the others are answered: the row they have, or why they may not. */
async function sortOut(tx: Tx, ids: readonly string[], season: Season): Promise<Sorted> {
  const members = await lockMembers(tx, ids)
  const streaks = await tx.find(Streaks, { where: { memberId: In([...ids]) } })
  const frozen = await frozenAmong(tx, ids)
  const former = await formerMemberships(
    tx,
    members.filter((member) => !streaks.some((one) => one.memberId === member.id)),
  )
  const coming: Coming[] = []
  const answers = new Map<string, Outcome>(ids.map((id) => [id, { ok: false, reason: 'not_found' }]))
  for (const member of members) {
    const before = streaks.find((one) => one.memberId === member.id) ?? null
    const streak = nextStreak(before, season.day)
    if (!streak) answers.set(member.id, { ok: true, id: (await lastCheckIn(tx, member.id)).id })
    else if (frozen.has(member.id)) answers.set(member.id, { ok: false, reason: 'account_frozen' })
    else {
      const left = former.get(member.id)
      const there = left ? await wereThere(tx, left, season.day) : { today: false, ever: false }
      const plan = planOn(season, season.day, member.tierLevel)
      if (there.today) answers.set(member.id, { ok: false, reason: 'already_done' })
      else coming.push({ member, streak, plan, first: before === null && !there.ever })
    }
  }
  return { coming, answers }
}

/** The tier's part, for those whose plan asks for it. */
export async function tiersOf(tx: Reader, coming: readonly Pick<Coming, 'member' | 'plan'>[], now: Date) {
  const ids = coming.filter(({ plan }) => plan.body.tierMultiplier).map(({ member }) => member.id)
  const benefits = ids.length === 0 ? new Map<string, never>() : await benefitsOfAll(tx, ids, now)
  return (id: string): Who['tier'] => {
    const own = benefits.get(id)
    return own ? { name: own.tierName, permille: own.pointsPermille } : null
  }
}

/** How many check-ins each has in the running cycle of their plan, where it counts them. */
async function cycleCounts(tx: Tx, coming: readonly Coming[], { day }: Season) {
  const byFrom = new Map<number | null, string[]>()
  for (const { member, plan } of coming)
    if (plan.body.cumulative.length > 0) {
      const { from } = cycleSpan(plan.body.cycle, day)
      byFrom.set(from, [...(byFrom.get(from) ?? []), member.id])
    }
  const counts = new Map<string, number>()
  for (const [from, ids] of byFrom) for (const [id, count] of await countsSince(tx, ids, from)) counts.set(id, count)
  return counts
}

async function rewardsOf(tx: Tx, coming: readonly Coming[], season: Season): Promise<Rewarded[]> {
  const tierOf = await tiersOf(tx, coming, season.now)
  const counts = await cycleCounts(tx, coming, season)
  return coming.map(({ member, streak, plan, first }) => ({
    memberId: member.id,
    tierLevel: member.tierLevel,
    plan,
    reason: '每日签到',
    key: `${member.id}:${season.day}`,
    reward: rewardOf(plan.body, {
      day: season.day,
      length: streak.length,
      count: (counts.get(member.id) ?? 0) + 1,
      first,
      birthday: member.birthday,
      tier: tierOf(member.id),
    }),
  }))
}

/** Posts all rewards in one go. Answers those of points by member: growth cannot be refused where points were not. */
async function earnAll(tx: Tx, rewarded: readonly Rewarded[], { now, day }: Season) {
  const operationsFor = await desk(tx, now, day)
  const operations: Operation[] = []
  for (const one of rewarded) operations.push(...(await operationsFor(one)))
  const outcomes = await post(tx, operations, now)
  const posted = new Map<string, Posted>()
  for (const [index, outcome] of outcomes.entries()) {
    const operation = operations[index]
    const done = mustBe(outcome)
    if (operation?.unit === 'points') posted.set(operation.memberId, done)
  }
  return posted
}

async function writeRows(tx: Tx, coming: readonly Coming[], rewarded: readonly Rewarded[], season: Season) {
  const { now, day } = season
  const posted = await earnAll(tx, rewarded, season)
  await tx.upsert(
    Streaks,
    coming.map(({ member, streak }) => ({ memberId: member.id, ...streak })),
    ['memberId'],
  )
  const grown = rewarded.filter(({ reward }) => reward.growth > 0).map(({ memberId }) => memberId)
  if (grown.length > 0) await climbAll(tx, grown, now)
  const vouchers = await issueVouchers(tx, rewarded, now)
  const rows: Omit<CheckInRow, 'id'>[] = []
  for (const [index, { memberId, plan, reward }] of rewarded.entries()) {
    const given = vouchers.get(memberId) ?? []
    const done = posted.get(memberId)
    rows.push({
      ...earnedBy(reward, done),
      memberId,
      day,
      streak: coming[index]?.streak.length ?? 1,
      run: null,
      growth: reward.growth,
      couponId: given.find((one) => one.couponId !== null)?.couponId ?? null,
      vouchers: given,
      bonuses: reward.bonuses,
      balanceAfter: done?.balanceAfter ?? (await balanceOf(tx, memberId, 'points', now)),
      planId: plan.id,
      madeUpOn: null,
      price: 0,
      priceTxnId: null,
      at: now,
    })
  }
  await tx.insert(CheckIns, rows)
}

/**
 * Checks members in for today, each once: whoever comes again, from whatever device or with a clock set back, is answered with the row
 * that is there. Answers in the order of the ids; one who may not holds up none of the others.
 */
export async function checkInMany(tx: Tx, memberIds: readonly string[], now: Date): Promise<Outcome[]> {
  const ids = [...new Set(memberIds)]
  const season = await seasonOf(tx, now)
  const { coming, answers } = await sortOut(tx, ids, season)
  if (coming.length > 0) {
    const rewarded = await rewardsOf(tx, coming, season)
    await writeRows(tx, coming, rewarded, season)
    const here = coming.map(({ member }) => member.id)
    const rows = await tx.find(CheckIns, {
      select: { id: true, memberId: true, streak: true },
      where: { memberId: In(here), day: season.day },
    })
    for (const { id, memberId } of rows) answers.set(memberId, { ok: true, id })
    const done = rows.map(({ id, memberId, streak }) => ({ checkInId: id, memberId, day: season.day, streak }))
    await announceAll(tx, 'checkin.done', done, now)
  }
  return memberIds.map((id) => answers.get(id) ?? { ok: false, reason: 'not_found' })
}

/** Checks one member in. Answers the row's id. */
export async function checkIn(tx: Tx, memberId: string, now: Date): Promise<string> {
  const [outcome] = await checkInMany(tx, [memberId], now)
  if (!outcome?.ok) throw new Refused(outcome?.reason ?? 'not_found')
  return outcome.id
}
