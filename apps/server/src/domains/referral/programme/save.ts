import type { Input } from '@huitou/shared/api'
import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { programmeFaults, programmeFaultWords } from '@huitou/shared/referral/programme-rules'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Programmes, type ProgrammeRow } from '../entities'
import { couponTermsOf } from './coupon-terms'

type By = { operatorId: string; now: Date }

const draftOf = (tx: Tx) => tx.findOne(Programmes, { where: { state: 'draft' }, ...forUpdate(tx) })

const newestOf = (tx: Tx) =>
  tx.findOne(Programmes, { where: { state: 'published' }, order: { version: 'DESC' }, ...forUpdate(tx) })

/** Writes the draft of the next version. Answers its id. */
export async function saveProgramme(tx: Tx, { body }: Input<'referral.saveProgramme'>, by: By): Promise<string> {
  const draft = await draftOf(tx)
  const base = draft?.body ?? (await newestOf(tx))?.body ?? PROGRAMME_DEFAULTS
  const milestones = (body.milestones ?? base.milestones).toSorted((a, b) => a.friends - b.friends)
  const row = { body: { ...base, ...body, milestones }, actor: `operator:${by.operatorId}`, savedAt: by.now }
  if (draft) {
    await tx.update(Programmes, { id: draft.id }, row)
    return draft.id
  }
  const fresh = { ...row, state: 'draft' as const, version: null, publishedAt: null, pausedAt: null }
  const { identifiers } = await tx.insert(Programmes, fresh)
  return String(identifiers[0]?.['id'])
}

async function mustBeReady(tx: Tx, { body }: Pick<ProgrammeRow, 'body'>, now: Date) {
  const faults = programmeFaults(body, await couponTermsOf(tx, body, now)).map(programmeFaultWords)
  if (faults.length > 0) throw new Refused('referral_not_ready', { facts: { faults } })
}

/**
 * Puts the draft in force, or a paused version again as a new one: so it is known for ever what held when. Refuses referral_no_draft,
 * referral_not_ready. Answers the version's id.
 */
export async function publishProgramme(tx: Tx, { operatorId, now }: By): Promise<string> {
  const newest = await newestOf(tx)
  const draft = await draftOf(tx)
  const next = draft ?? (newest?.pausedAt ? newest : null)
  if (next === null) throw new Refused('referral_no_draft')
  await mustBeReady(tx, next, now)
  const version = (newest?.version ?? 0) + 1
  const actor = `operator:${operatorId}`
  const row = { state: 'published' as const, version, actor, savedAt: now, publishedAt: now, pausedAt: null }
  const id = await keepVersion(tx, draft, { ...row, body: next.body })
  await announce(tx, 'referral.published', { programmeId: id, version, by: actor }, now)
  return id
}

async function keepVersion(tx: Tx, draft: ProgrammeRow | null, row: Omit<ProgrammeRow, 'id'>): Promise<string> {
  try {
    if (draft) {
      await tx.update(Programmes, { id: draft.id }, row)
      return draft.id
    }
    const { identifiers } = await tx.insert(Programmes, row)
    return String(identifiers[0]?.['id'])
  } catch (error) {
    // Another operator published the same version a moment ago.
    if (isDuplicate(error)) throw new Refused('already_done', { cause: error })
    throw error
  }
}

/** From now on nobody new is bound. Refuses referral_off where nothing is on. Answers the version's id. */
export async function pauseProgramme(tx: Tx, { operatorId, now }: By): Promise<string> {
  const newest = await newestOf(tx)
  if (!newest || newest.pausedAt !== null) throw new Refused('referral_off')
  await tx.update(Programmes, { id: newest.id }, { pausedAt: now })
  await announce(tx, 'referral.paused', { programmeId: newest.id, by: `operator:${operatorId}` }, now)
  return newest.id
}
