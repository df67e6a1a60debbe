import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Touches, type CodeRow } from './entities'

/** Remembers through which code a person first came, for ever, and counts the scan. That somebody scanned is told on, not who. */
export async function recordScan(tx: Tx, userId: string, code: CodeRow, now: Date) {
  await announce(tx, 'channel.scanned', { codeId: code.id }, now)
  if (await tx.existsBy(Touches, { userId })) return
  try {
    await tx.insert(Touches, { userId, codeId: code.id, at: now, offerCodeId: null })
  } catch (error) {
    // Two scans at once: the other one was first.
    if (!isDuplicate(error)) throw error
  }
}
