import { LessThanOrEqual } from 'typeorm'
import { isEnough } from '@huitou/shared/distribution/rules'
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

/** Whether a purchase was enough by the version of its moment, also while distribution was paused. A shop has few versions. */
export async function enoughBy(read: Reader) {
  const versions = await read.find(Settings, { order: { version: 'DESC' } })
  return ({ at, paidFen }: { at: Date; paidFen: number }) => {
    const held = versions.find(({ publishedAt }) => publishedAt <= at)
    return held === undefined || isEnough(paidFen, held.body)
  }
}
