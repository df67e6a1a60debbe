import type { Tx } from '#server/platform/db/tx'
import { Events, type EventRow } from './entities'

/** Announced in the same transaction as the change, so that neither can happen without the other. */
export async function announce(tx: Tx, name: string, data: EventRow['data'], now: Date) {
  await tx.insert(Events, { name, data, at: now, nextAt: now, attempts: 0, lastError: null })
}
