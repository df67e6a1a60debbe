import { LessThanOrEqual } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { Settings, type SettingsRow } from '../entities'

/** The newest version that was published by then. */
export const newestAt = (read: Reader, at: Date): Promise<SettingsRow | null> =>
  read.findOne(Settings, { where: { publishedAt: LessThanOrEqual(at) }, order: { version: 'DESC' } })

/** By which a purchase or a joining is judged; null where distribution was off at that moment (P8). */
export async function settingsAt(read: Reader, at: Date): Promise<SettingsRow | null> {
  const newest = await newestAt(read, at)
  return newest && (newest.pausedAt === null || newest.pausedAt > at) ? newest : null
}
