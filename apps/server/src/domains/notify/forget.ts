import { In, LessThanOrEqual } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import { CreditChanges, Credits, Messages, Reminders } from './entities'
import { Preferences } from './prefer/entities'
import { StreakWatches } from './trigger/entities'

const DAY_MS = 86_400_000
/** Half a year, like the network's own logs. */
const KEEP_MS = 180 * DAY_MS

/** Of who left nothing stays: neither what they were told nor what they allowed or wished. */
export async function forgetMember(tx: Tx, memberId: string) {
  for (const rows of [Messages, CreditChanges, Credits, Reminders, Preferences, StreakWatches])
    await tx.delete(rows, { memberId })
}

/** Drops messages that nobody will look at any more. True when more wait. */
export async function dropOldMessages(tx: Tx, now: Date, batch: number): Promise<boolean> {
  const old = await tx.find(Messages, {
    select: { id: true },
    where: { createdAt: LessThanOrEqual(new Date(now.getTime() - KEEP_MS)) },
    take: batch,
  })
  if (old.length > 0) await tx.delete(Messages, { id: In(old.map(({ id }) => id)) })
  return old.length === batch
}
