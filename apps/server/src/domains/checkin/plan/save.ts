import type { Input } from '@huitou/shared/api'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { PlanVersions, type VersionRow } from '../entities'

type Save = Input<'checkin.savePlan'> & { author: string; now: Date }

const audienceOf = (audience: Save['audience']): Pick<VersionRow, 'audience' | 'levels'> => {
  if (audience.kind === 'tag') throw new Refused('audience_untagged')
  return audience.kind === 'tier'
    ? { audience: 'tier', levels: [...new Set(audience.levels)].sort((a, b) => a - b) }
    : { audience: 'everyone', levels: [] }
}

/** Keeps a draft: a new plan's, the one with this id, or the one that is to follow on a published version. Answers its id. */
export async function savePlan(tx: Tx, { id, name, audience, body, note, author, now }: Save): Promise<string> {
  const saved = { name, ...audienceOf(audience), body, note, author, savedAt: now }
  const base = id === null ? null : found(await tx.findOne(PlanVersions, { where: { id }, ...forUpdate(tx) }))
  const draft =
    base?.state === 'published' && base.line !== null
      ? await tx.findOne(PlanVersions, { where: { line: base.line, state: 'draft' }, ...forUpdate(tx) })
      : base
  if (draft) {
    await tx.update(PlanVersions, { id: draft.id }, saved)
    return draft.id
  }
  const row: Omit<VersionRow, 'id'> = {
    ...saved,
    line: base?.line ?? null,
    version: null,
    state: 'draft',
    activeOn: null,
    endsOn: null,
    publishedAt: null,
  }
  const { identifiers } = await tx.insert(PlanVersions, row)
  return String(identifiers[0]?.['id'])
}
