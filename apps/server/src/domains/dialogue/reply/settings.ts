import type { Output } from '@huitou/shared/api'
import { DEFAULT_REPLIES, type ReplySettings } from '@huitou/shared/dialogue/reply-rules'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { ReplySettingVersions, type ReplySettingRow } from '../entities'

const newest = async (read: Reader) =>
  (await read.find(ReplySettingVersions, { order: { id: 'DESC' }, take: 1 }))[0] ?? null

/** What is in force; until a shop has decided, what most would choose. */
export const replySettings = async (read: Reader): Promise<ReplySettings> =>
  (await newest(read))?.body ?? DEFAULT_REPLIES

type Saving = { settings: ReplySettings; operatorId: string; now: Date }

/** A new version. Answers its id. */
export async function saveReplySettings(tx: Tx, { settings, operatorId, now }: Saving): Promise<string> {
  const { enabled, keywords, menuKeys } = settings
  const body = { enabled, keywords: [...new Set(keywords)], menuKeys: [...new Set(menuKeys)] }
  const { identifiers } = await tx.insert(ReplySettingVersions, { body, operatorId, savedAt: now })
  return String(identifiers[0]?.['id'])
}

type View = Output<'dialogue.settings'>

const present = (row: ReplySettingRow | null, pushApps: Platform['pushApps']): View => ({
  settings: row?.body ?? DEFAULT_REPLIES,
  savedAt: row?.savedAt.toISOString() ?? null,
  doors: { mini: pushApps.mini !== null, official: pushApps.official !== null },
})

export const settingsView = async (read: Reader, { pushApps }: Pick<Platform, 'pushApps'>) =>
  present(await newest(read), pushApps)

export const settingsVersion = async (read: Reader, { pushApps }: Pick<Platform, 'pushApps'>, id: string) =>
  present(found(await read.findOne(ReplySettingVersions, { where: { id } })), pushApps)
