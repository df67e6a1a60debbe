import { isForRole, isLate, judgeClose, judgeUndo } from '@huitou/shared/worklist/rules'
import { staffNames } from '#server/domains/staff/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Items, type ItemRow } from './entities'

/** The row, locked: of two clerks at once the second finds what the first has done. Others' work is not found. */
async function lockItem(tx: Tx, staff: Staff, id: string): Promise<ItemRow> {
  const item = found(await tx.findOne(Items, { where: { id }, ...forUpdate(tx) }))
  if (!staff.storeIds.includes(item.storeId) || !isForRole(item.roles, staff.role)) throw new Refused('not_found')
  return item
}

async function taken(tx: Tx, { staffId, closedAt }: ItemRow) {
  const by = staffId === null ? '' : ((await staffNames(tx, [staffId])).get(staffId) ?? '')
  return new Refused('work_taken', { facts: { by, at: closedAt?.toISOString() ?? '' } })
}

type Mark = { itemId: string; to: 'done' | 'skipped'; skipReason: string | null }

/** Marks it, once; the same person may say so again. Refuses work_missed, and work_taken with who and when. Answers its id. */
export async function closeItem(tx: Tx, staff: Staff, { itemId, to, skipReason }: Mark, now: Date): Promise<string> {
  const item = await lockItem(tx, staff, itemId)
  const decision = judgeClose(item, to, staff.staffId, now)
  if (!decision.ok && decision.reason === 'work_taken') throw await taken(tx, item)
  if (mustBe(decision).again) return itemId
  const late = to === 'done' && isLate(item, now)
  await tx.update(Items, { id: itemId }, { state: to, closedAt: now, staffId: staff.staffId, late, skipReason })
  return itemId
}

/** Opens it again. Refuses what `judgeUndo` refuses. Answers its id. */
export async function reopenItem(tx: Tx, staff: Staff, itemId: string, now: Date): Promise<string> {
  mustBe(judgeUndo(await lockItem(tx, staff, itemId), staff, now))
  const open = { state: 'open', closedAt: null, staffId: null, late: false, skipReason: null } as const
  await tx.update(Items, { id: itemId }, open)
  return itemId
}
