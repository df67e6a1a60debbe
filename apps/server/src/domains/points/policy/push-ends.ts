import { pushedOut } from '@huitou/shared/points/expiry-rules'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Lots, type LotRow } from '../entities'
import { inactivityEnd } from '../policy'
import { dueAtOf } from '@huitou/shared/points/book-rules'
import type { Book } from '../write-txn'

/** When a lot that ends after inactivity ends, given when the member was last active. Never earlier than before. */
export async function endAfterActivity(read: Reader, lot: LotRow, activeAt: Date | null): Promise<Date | null> {
  if (lot.inactivityMonths === null || activeAt === null) return lot.expiresAt
  return pushedOut(lot.expiresAt, await inactivityEnd(read, lot.inactivityMonths, activeAt))
}

/** The member was active: what ends after inactivity ends later. On one business day it moves once. */
export async function pushEnds(tx: Tx, { lots }: Book, now: Date) {
  for (const lot of lots.filter((one) => one.live && one.inactivityMonths !== null)) {
    const expiresAt = await endAfterActivity(tx, lot, now)
    if (expiresAt?.getTime() === lot.expiresAt?.getTime()) continue
    lot.expiresAt = expiresAt
    lot.dueAt = dueAtOf(lot)
    await tx.update(Lots, { id: lot.id }, { expiresAt, dueAt: lot.dueAt })
  }
}
