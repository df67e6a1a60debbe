import type { StaffRole } from '../staff/roles'

const CLERK_UNDO_MS = 10 * 60_000
const MANAGER_UNDO_MS = 24 * 3_600_000

/**
 * Until when somebody may undo a verification: a clerk their own for ten minutes, a manager or owner any of the store's for a day.
 * Null when it is not theirs to undo.
 */
export function undoEndsAt(
  { at, staffId }: { at: Date; staffId: string },
  by: { staffId: string; role: StaffRole },
): Date | null {
  if (by.role !== 'clerk') return new Date(at.getTime() + MANAGER_UNDO_MS)
  return by.staffId === staffId ? new Date(at.getTime() + CLERK_UNDO_MS) : null
}
