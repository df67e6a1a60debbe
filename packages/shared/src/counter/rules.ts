import { no, type Decision } from '../kit/decision'
import type { StaffRole } from '../staff/roles'

const CLERK_UNDO_MS = 10 * 60_000
const MANAGER_UNDO_MS = 24 * 3_600_000
const MANAGER_REFUND_MS = 30 * 86_400_000

type Person = { staffId: string; role: StaffRole }
type Done = { at: Date; staffId: string }

/** A clerk has their own for ten minutes; a manager or owner has any of the store's for `managerMs`. Null when it is not theirs. */
const endOf = ({ at, staffId }: Done, by: Person, managerMs: number): Date | null => {
  if (by.role !== 'clerk') return new Date(at.getTime() + managerMs)
  return by.staffId === staffId ? new Date(at.getTime() + CLERK_UNDO_MS) : null
}

/**
 * Until when somebody may undo a verification: a clerk their own for ten minutes, a manager or owner any of the store's for a day.
 * Null when it is not theirs to undo.
 */
export const undoEndsAt = (done: Done, by: Person): Date | null => endOf(done, by, MANAGER_UNDO_MS)

/** The same for any act at the counter: what was sold goes back for thirty days, what nobody can take back answers null. */
export function actUndoEndsAt(act: Done & { kind: string }, by: Person): Date | null {
  if (act.kind === 'purchase') return endOf(act, by, MANAGER_REFUND_MS)
  return ['verification', 'pickup', 'slip', 'admission'].includes(act.kind) ? undoEndsAt(act, by) : null
}

/** Whether somebody at the counter may take a purchase back: a clerk only the whole of their own, as the undoing of a slip of the hand. */
export function judgeRefund(
  purchase: Done,
  by: Person,
  isWhole: boolean,
  now: Date,
): Decision<object, 'undo_too_late' | 'not_allowed'> {
  if (by.role === 'clerk' && !isWhole) return no('not_allowed')
  const endsAt = endOf(purchase, by, MANAGER_REFUND_MS)
  return endsAt !== null && now < endsAt ? { ok: true } : no('undo_too_late')
}
