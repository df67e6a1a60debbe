import type { Output } from '@huitou/shared/api'
import { ruleLines } from '@huitou/shared/distribution/word-rules'
import type { Reader } from '#server/platform/db/tx'
import type { SettingsRow } from '../entities'
import { newestAt } from './in-force'

const present = ({ id, version, body, publishedAt }: SettingsRow) => ({
  ...{ ...body, id, version, publishedAt: publishedAt.toISOString(), rules: ruleLines(body) },
})

/** The settings as operators see them. */
export async function showSettings(read: Reader, now: Date): Promise<Output<'distribution.settings'>> {
  const newest = await newestAt(read, now)
  return {
    inForce: newest && newest.pausedAt === null ? present(newest) : null,
    newest: newest?.body ?? null,
    pausedAt: newest?.pausedAt?.toISOString() ?? null,
  }
}
