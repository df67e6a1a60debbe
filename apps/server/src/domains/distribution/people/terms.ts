import { IsNull, LessThanOrEqual } from 'typeorm'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Terms } from '../entities'

/** Whether a distributor was active at a moment. */
export async function wasActive(read: Reader, distributorId: string, at: Date): Promise<boolean> {
  const where = { distributorId, fromAt: LessThanOrEqual(at) }
  const term = await read.findOne(Terms, { where, order: { fromAt: 'DESC', id: 'DESC' } })
  return term !== null && (term.untilAt === null || at < term.untilAt)
}

export const beginTerm = (tx: Tx, distributorId: string, now: Date) =>
  tx.insert(Terms, { distributorId, fromAt: now, untilAt: null })

export const endTerm = (tx: Tx, distributorId: string, now: Date) =>
  tx.update(Terms, { distributorId, untilAt: IsNull() }, { untilAt: now })
