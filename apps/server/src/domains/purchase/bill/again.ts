import { MoreThanOrEqual } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Purchases } from '../entities'
import { refundedWhole, totalOf } from '../queries'

/** How long a sale of the same sum looks like the same sale: its answer was lost, and somebody typed it once more. */
const LOOKS_SAME_MS = 10 * 60_000
const LOOKED_AT_MAX = 20

type Sale = { memberId: string; storeId: string; totalFen: number; now: Date }

/**
 * Refuses purchase_again for a sale of the same sum to the same member in the same store, minutes ago and not refunded. A question, not a
 * judgement: who buys the same twice is asked once. The caller holds the member's lock.
 */
export async function mustLookNew(read: Reader, { memberId, storeId, totalFen, now }: Sale) {
  const recent = await read.find(Purchases, {
    where: { memberId, storeId, recordedAt: MoreThanOrEqual(new Date(now.getTime() - LOOKS_SAME_MS)) },
    order: { id: 'DESC' },
    take: LOOKED_AT_MAX,
  })
  const alike = recent.filter((row) => totalOf(row) === totalFen)
  const takenBack = await refundedWhole(
    read,
    alike.map(({ id }) => id),
  )
  const same = alike.find(({ id }) => !takenBack.has(id))
  if (!same) return
  const { id: purchaseId, recordedAt, paidFen } = same
  throw new Refused('purchase_again', { facts: { purchaseId, since: recordedAt.toISOString(), paidFen } })
}
