import { IsNull } from 'typeorm'
import { today } from '#server/domains/store/queries'
import { Staff } from '#server/domains/staff/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Acts, type ActRow } from './entities'

type NewAct = Pick<ActRow, 'kind' | 'subjectId' | 'memberId' | 'staffId' | 'storeId' | 'title'> &
  Partial<Pick<ActRow, 'amountFen' | 'points' | 'coupons'>> & { now: Date }

const TITLE_MAX = 80

/** Puts one act into its store's day, once: a bill that is confirmed again was paid before. The caller holds the subject's lock. */
export async function recordAct(tx: Tx, { now, title, ...act }: NewAct) {
  const { kind, subjectId } = act
  if (await tx.existsBy(Acts, { kind, subjectId, undoneAt: IsNull() })) return
  // A clerk's acts come one after the other: none can fall between a hand-over and its sum.
  await tx.findOne(Staff, { where: { id: act.staffId }, ...forUpdate(tx) })
  const { day } = await today(tx, now)
  const undone = { undoneAt: null, undoReason: null, undoneBy: null }
  const row = {
    amountFen: null,
    points: null,
    coupons: kind === 'verification' ? 1 : 0,
    ...act,
    ...undone,
    title: title.slice(0, TITLE_MAX),
    day,
    at: now,
  }
  await tx.insert(Acts, row)
}

type Undoing = Pick<ActRow, 'kind' | 'subjectId'> & { reason: string; by: string; now: Date }

/** Marks an act as taken back; it stays in the list. */
export const markUndone = (tx: Tx, { kind, subjectId, reason, by, now }: Undoing) =>
  tx.update(Acts, { kind, subjectId, undoneAt: IsNull() }, { undoneAt: now, undoReason: reason, undoneBy: by })
