import type { Input } from '@huitou/shared/api'
import { addDays } from '@huitou/shared/kit/day'
import { checkProgramme, type Finding, type Programme } from '@huitou/shared/tier/programme-rules'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { today } from '#server/domains/store/queries'
import { cardNames } from '../card/queries'
import { Programmes, type ProgrammeRow } from '../entities'

const newestPublished = (read: Reader) =>
  read.findOne(Programmes, { where: { state: 'published' }, order: { activeOn: 'DESC', id: 'DESC' } })

export const draftOf = (read: Reader) => read.findOne(Programmes, { where: { state: 'draft' } })

/** Coupons and cards that a pack names and that do not exist. */
async function missingFindings(read: Reader, { tiers }: Programme): Promise<Finding[]> {
  const templateIds = tiers.flatMap((tier) => [...tier.pack.templateIds, ...tier.benefits.exclusiveTemplateIds])
  const cardIds = tiers.map((tier) => tier.pack.cardId).filter((id): id is string => id !== null)
  const templates = await templatesWithStores(read, templateIds)
  const cards = await cardNames(read, cardIds)
  const lost = [...templateIds.filter((id) => !templates.has(id)), ...cardIds.filter((id) => !cards.has(id))]
  return lost.length > 0 ? [{ severity: 'error', words: `升级礼里有不存在的券或卡：${lost.join('、')}` }] : []
}

/** What speaks against publishing this body now. */
export async function findingsOf(read: Reader, body: Programme): Promise<Finding[]> {
  const before = await newestPublished(read)
  return [...checkProgramme(body, before?.body ?? null), ...(await missingFindings(read, body))]
}

type Save = Input<'tier.saveProgramme'> & { author: string; now: Date }

/** Keeps the one draft there is. Answers its id. */
export async function saveProgramme(tx: Tx, { body, note, author, now }: Save): Promise<string> {
  const draft = await tx.findOne(Programmes, { where: { state: 'draft' }, ...forUpdate(tx) })
  const saved = { body, note, author, savedAt: now }
  if (draft) {
    await tx.update(Programmes, { id: draft.id }, saved)
    return draft.id
  }
  const row: Omit<ProgrammeRow, 'id'> = {
    ...saved,
    version: null,
    state: 'draft',
    activeOn: null,
    publishedAt: null,
    sweptTo: null,
    sweptAt: null,
  }
  const { identifiers } = await tx.insert(Programmes, row)
  return String(identifiers[0]?.['id'])
}

type Publish = { id: string; activeOn: number | undefined; author: string; now: Date }

/** Rules begin with a business day, at the earliest tomorrow’s: what a member was shown today holds today. */
async function startDay(tx: Tx, wanted: number | undefined, now: Date) {
  const { day } = await today(tx, now)
  const tomorrow = addDays(day, 1)
  const latest = (await newestPublished(tx))?.activeOn ?? 0
  const activeOn = wanted ?? Math.max(tomorrow, latest)
  if (activeOn < tomorrow || activeOn < latest) throw new Refused('rules_too_early')
  return activeOn
}

/** Publishes the draft, once. Answers its id. */
export async function publishProgramme(tx: Tx, { id, activeOn, author, now }: Publish): Promise<string> {
  const draft = found(await tx.findOne(Programmes, { where: { id }, ...forUpdate(tx) }))
  if (draft.state !== 'draft') throw new Refused('already_done')
  const errors = (await findingsOf(tx, draft.body)).filter((finding) => finding.severity === 'error')
  if (errors.length > 0) throw new Refused('rules_faulty', { facts: { findings: errors.map((one) => one.words) } })
  const from = await startDay(tx, activeOn, now)
  const version = ((await newestPublished(tx))?.version ?? 0) + 1
  const published = { state: 'published' as const, version, activeOn: from, author, publishedAt: now }
  try {
    await tx.update(Programmes, { id }, published)
  } catch (error) {
    // Somebody else published in this moment.
    if (isDuplicate(error)) throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
  await announce(tx, 'tier.programmePublished', { programmeId: id, version, activeOn: from }, now)
  return id
}
