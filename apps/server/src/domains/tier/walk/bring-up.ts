import { LessThanOrEqual, MoreThan, IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { climb } from '../climb'
import { Programmes, Standings } from '../entities'

type Db = Platform['db']

const SLICE = 200

type Outcome = 'done' | 'gone' | 'held_up'

/** One member in a transaction of their own. Who has left is passed over; a frozen account waits until somebody has reconciled it. */
async function bringUp(db: Db, memberId: string, now: Date): Promise<Outcome> {
  try {
    await inTransaction(db, async (tx) => {
      await lockMember(tx, memberId)
      await climb(tx, memberId, now)
    })
    return 'done'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.code === 'not_found' ? 'gone' : 'held_up'
  }
}

/** Reviews, graces, settings by hand that are due. Each is dated to its own day, so it does not matter when this runs, or how often. */
export async function bringUpDue(db: Db, now: Date): Promise<boolean> {
  const { day } = await today(db.manager, now)
  const due = await db.manager.find(Standings, {
    select: { memberId: true },
    where: { dueDay: LessThanOrEqual(day) },
    order: { dueDay: 'ASC', memberId: 'ASC' },
    take: SLICE,
  })
  let done = 0
  for (const { memberId } of due) {
    const outcome = await bringUp(db, memberId, now)
    if (outcome === 'gone') await db.manager.update(Standings, { memberId }, { dueDay: null })
    if (outcome !== 'held_up') done += 1
  }
  return due.length === SLICE && done > 0
}

/** After new rules came into force: every member once, a slice at a time, so that who qualifies by them rises without doing anything. */
export async function sweepVersion(db: Db, now: Date): Promise<boolean> {
  const { day } = await today(db.manager, now)
  const version = await db.manager.findOne(Programmes, {
    where: { state: 'published', activeOn: LessThanOrEqual(day), sweptAt: IsNull() },
    order: { activeOn: 'ASC', id: 'ASC' },
  })
  if (!version) return false
  const members = await db.manager.find(Members, {
    select: { id: true },
    where: { id: MoreThan(version.sweptTo ?? '0'), leftAt: IsNull() },
    order: { id: 'ASC' },
    take: SLICE,
  })
  for (const { id } of members) await bringUp(db, id, now)
  const last = members[members.length - 1]
  const more = members.length === SLICE
  const reached = { sweptTo: last?.id ?? version.sweptTo, sweptAt: more ? null : now }
  await db.manager.update(Programmes, { id: version.id }, reached)
  return true
}
