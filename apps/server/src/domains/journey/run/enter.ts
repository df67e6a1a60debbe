import { LessThanOrEqual, MoreThan } from 'typeorm'
import type { JourneyBody } from '@huitou/shared/journey/schema'
import { judgeCondition, mayEnter, purchaseFits, type Bought } from '@huitou/shared/journey/rules'
import type { MemberRow } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { forShare, type Tx } from '#server/platform/db/tx'
import { Journeys, JourneyVersions, Runs, type JourneyRow, type RunRow } from '../entities'
import { factsOf } from '../facts'

/** One of today's places, as long as it is on: whoever switches it off waits for this commit, or is seen. Shared by all members and so taken last. */
async function tookPlace(tx: Tx, { id, dayCap }: JourneyRow, now: Date) {
  const on = { id, state: 'on' } as const
  if (dayCap === null) return (await tx.findOne(Journeys, { where: on, ...forShare(tx) })) !== null
  const { day } = await today(tx, now)
  const { affected } = await tx
    .createQueryBuilder()
    .update(Journeys)
    // In this order: MySQL reads what stands before it as already changed.
    .set({ capCount: () => `CASE WHEN cap_day = ${day} THEN cap_count + 1 ELSE 1 END`, capDay: day })
    .where("id = :id AND state = 'on' AND (capDay <> :day OR capCount < :dayCap)", { id, day, dayCap })
    .execute()
  return affected === 1
}

export const bodyOf = async (tx: Tx, journeyId: string, version: number): Promise<JourneyBody> =>
  (await tx.findOneByOrFail(JourneyVersions, { journeyId, version })).body

/** For what they come, when that happened, and by which purchase, if it was one. */
type Came = { cause: string; at: Date; bought: Bought | null }

/** Between what they entered for before and after, however late it is told. */
async function mayComeAgain(tx: Tx, run: Pick<RunRow, 'journeyId' | 'memberId'>, body: JourneyBody, at: Date) {
  const before = { where: { ...run, happenedAt: LessThanOrEqual(at) }, order: { happenedAt: 'DESC' } } as const
  const after = { where: { ...run, happenedAt: MoreThan(at) }, order: { happenedAt: 'ASC' } } as const
  const around = [await tx.findOne(Runs, before), await tx.findOne(Runs, after)]
  return around.every((other) => mayEnter(other?.happenedAt ?? null, body, at))
}

/**
 * Lets a member enter for a cause, once, as far as the condition, the pause between two times and the day's cap allow. The caller holds
 * the member's lock.
 */
export async function enter(tx: Tx, journey: JourneyRow, member: MemberRow, came: Came, now: Date) {
  const { cause, at, bought } = came
  const { id: journeyId, version } = journey
  const own = { journeyId, memberId: member.id }
  if (await tx.existsBy(Runs, { ...own, cause })) return
  const body = await bodyOf(tx, journeyId, version)
  if (!purchaseFits(body.trigger, bought)) return
  if (!(await mayComeAgain(tx, own, body, at))) return
  if (!judgeCondition(body.condition, await factsOf(tx, member, now)).ok) return
  const open = {
    state: 'open',
    step: 0,
    dueAt: now,
    since: now,
    enteredAt: now,
    happenedAt: at,
    endedAt: null,
  } as const
  const { identifiers } = await tx.insert(Runs, { ...open, ...own, version, cause })
  if (!(await tookPlace(tx, journey, now))) await tx.delete(Runs, { id: String(identifiers[0]?.['id']) })
}
