import type { Input } from '@huitou/shared/api'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Settings, type SettingsRow } from '../entities'

type By = { operatorId: string; now: Date }

const newestOf = async (tx: Tx) => {
  const [newest] = await tx.find(Settings, { order: { version: 'DESC' }, take: 1, ...forUpdate(tx) })
  return newest ?? null
}

async function keep(tx: Tx, row: Omit<SettingsRow, 'id'>): Promise<string> {
  try {
    const { identifiers } = await tx.insert(Settings, row)
    return String(identifiers[0]?.['id'])
  } catch (error) {
    // Another operator published the same version a moment ago.
    if (isDuplicate(error)) throw new Refused('already_done', { cause: error })
    throw error
  }
}

/** Puts settings in force as a new version. Refuses distribution_unconfirmed, already_done. Answers the version's id. */
export async function publishSettings(
  tx: Tx,
  { body, confirmedOneLevel }: Input<'distribution.publish'>,
  { operatorId, now }: By,
): Promise<string> {
  if (!confirmedOneLevel) throw new Refused('distribution_unconfirmed')
  const version = ((await newestOf(tx))?.version ?? 0) + 1
  const actor = `operator:${operatorId}`
  const id = await keep(tx, { version, body, actor, publishedAt: now, pausedAt: null })
  await announce(tx, 'distribution.published', { settingsId: id, version, by: actor }, now)
  return id
}

/** From now on nothing new is earned. Refuses distribution_off where nothing is on. Answers the version's id. */
export async function pauseSettings(tx: Tx, { operatorId, now }: By): Promise<string> {
  const newest = await newestOf(tx)
  if (newest === null || newest.pausedAt !== null) throw new Refused('distribution_off')
  await tx.update(Settings, { id: newest.id }, { pausedAt: now })
  await announce(tx, 'distribution.paused', { settingsId: newest.id, by: `operator:${operatorId}` }, now)
  return newest.id
}
