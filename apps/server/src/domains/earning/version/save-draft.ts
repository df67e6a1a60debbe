import type { RuleSet } from '@huitou/shared/earning/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Versions, type VersionRow } from './entities'

export type Draft = {
  versionId?: string | undefined
  revision?: number | undefined
  name: string
  body: RuleSet
  by: string
  now: Date
}

/** The version, locked, as long as nobody has changed it since it was looked at. */
export async function lockVersion(tx: Tx, id: string, revision: number | undefined): Promise<VersionRow> {
  const row = found(await tx.findOne(Versions, { where: { id }, ...forUpdate(tx) }))
  if (row.revision !== revision) throw new Refused('version_stale', { facts: { revision: row.revision } })
  return row
}

/** Writes a draft. What has been published is never written over: a change of it is a new draft. Answers the version's id. */
export async function saveDraft(tx: Tx, { versionId, revision, name, body, by, now }: Draft): Promise<string> {
  if (versionId !== undefined) {
    const row = await lockVersion(tx, versionId, revision)
    if (row.state !== 'draft') throw new Refused('version_fixed')
    await tx.update(Versions, { id: row.id }, { name, body, revision: row.revision + 1 })
    return row.id
  }
  const { identifiers } = await tx.insert(Versions, {
    ...{ name, body, state: 'draft', runs: 'live', revision: 1, sha256: null, activeFrom: null, endedAt: null },
    ...{ createdAt: now, createdBy: by, publishedAt: null, publishedBy: null },
  })
  return String(identifiers[0]?.['id'])
}
