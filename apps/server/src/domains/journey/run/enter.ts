import type { JourneyBody } from '@huitou/shared/journey/schema'
import { judgeCondition, mayEnter, purchaseFits, type Bought } from '@huitou/shared/journey/rules'
import type { MemberRow } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { Journeys, JourneyVersions, Runs, type JourneyRow } from '../entities'
import { factsOf } from '../facts'

/** One of today's places, shared by all members and so taken last. */
async function tookPlace(tx: Tx, { id, dayCap }: JourneyRow, now: Date) {
  if (dayCap === null) return true
  const { day } = await today(tx, now)
  const { affected } = await tx
    .createQueryBuilder()
    .update(Journeys)
    // In this order: MySQL reads what stands before it as already changed.
    .set({ capCount: () => `CASE WHEN cap_day = ${day} THEN cap_count + 1 ELSE 1 END`, capDay: day })
    .where('id = :id AND (capDay <> :day OR capCount < :dayCap)', { id, day, dayCap })
    .execute()
  return affected === 1
}

export const bodyOf = async (tx: Tx, journeyId: string, version: number): Promise<JourneyBody> =>
  (await tx.findOneByOrFail(JourneyVersions, { journeyId, version })).body

/** For what they come, and by which purchase, if it was one. */
type Came = { cause: string; bought: Bought | null }

/**
 * Lets a member enter for a cause, once, as far as the condition, the pause since their last time and the day's cap allow. The caller holds
 * the member's lock.
 */
export async function enter(tx: Tx, journey: JourneyRow, member: MemberRow, came: Came, now: Date) {
  const { cause, bought } = came
  const { id: journeyId, version } = journey
  const last = await tx.findOne(Runs, { where: { journeyId, memberId: member.id }, order: { enteredAt: 'DESC' } })
  if (last && (await tx.existsBy(Runs, { journeyId, memberId: member.id, cause }))) return
  const body = await bodyOf(tx, journeyId, version)
  if (!purchaseFits(body.trigger, bought)) return
  if (!mayEnter(last?.enteredAt ?? null, body, now)) return
  if (!judgeCondition(body.condition, await factsOf(tx, member, now)).ok) return
  const open = { state: 'open', step: 0, dueAt: now, since: now, enteredAt: now, endedAt: null } as const
  const { identifiers } = await tx.insert(Runs, { ...open, journeyId, version, memberId: member.id, cause })
  if (!(await tookPlace(tx, journey, now))) await tx.delete(Runs, { id: String(identifiers[0]?.['id']) })
}
