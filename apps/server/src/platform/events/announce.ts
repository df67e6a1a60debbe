import type { Tx } from '#server/platform/db/tx'
import { Events, type EventRow } from './entities'

/** Announced in the same transaction as the change, so that neither can happen without the other. */
export async function announce(tx: Tx, name: string, data: EventRow['data'], now: Date) {
  await announceAll(tx, name, [data], now)
}

/** Several of a kind with one statement. */
export async function announceAll(tx: Tx, name: string, all: readonly EventRow['data'][], now: Date) {
  if (all.length > 0)
    await tx.insert(
      Events,
      all.map((data) => ({ name, data, at: now, nextAt: now, attempts: 0, lastError: null })),
    )
}
