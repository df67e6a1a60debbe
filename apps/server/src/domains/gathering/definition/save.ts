import type { Input } from '@huitou/shared/api'
import { isMoved, mayBecome } from '@huitou/shared/gathering/plan-rules'
import { GATHERING_DEFAULTS, type GatheringBody, type GatheringDraft } from '@huitou/shared/gathering/schema'
import { templateById } from '#server/domains/coupon/queries'
import { keepPictures } from '#server/domains/media/queries'
import { storeById } from '#server/domains/store/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Gatherings, type GatheringRow } from '../entities'
import { startTelling } from '../tell'
import { bodyOf, columnsOf } from './body'
import { faultsOf } from './lifecycle'

function completed(before: GatheringRow | null, sent: GatheringDraft): GatheringBody {
  if (before) return { ...bodyOf(before), ...sent }
  const { kind, title, startsAt, endsAt } = sent
  if (kind === undefined) throw invalid('body.kind', 'needed for a new gathering')
  if (title === undefined) throw invalid('body.title', 'needed for a new gathering')
  if (startsAt === undefined) throw invalid('body.startsAt', 'needed for a new gathering')
  if (endsAt === undefined) throw invalid('body.endsAt', 'needed for a new gathering')
  return { ...GATHERING_DEFAULTS, ...sent, kind, title, startsAt, endsAt }
}

/** What is named must be there; whether it will do is judged when it is published. */
async function mustExist(tx: Tx, { storeId, templateId, pictureId }: GatheringBody) {
  if (storeId !== null) await storeById(tx, storeId)
  if (templateId !== null) await templateById(tx, templateId)
  await keepPictures(tx, pictureId === null ? [] : [pictureId])
}

const FRESH = {
  state: 'draft',
  ...{ taken: 0, publishedAt: null, cancelledAt: null, cancelReason: null },
  ...{ telling: null, toldTo: '0', remindedAt: null, answersGoneAt: null },
} as const

/** Who has signed up is told of another time or place, and reminded anew before another time. */
function told(before: GatheringRow, body: GatheringBody) {
  if (!isMoved(bodyOf(before), body)) return {}
  const isAnotherTime = before.startsAt.getTime() !== new Date(body.startsAt).getTime()
  return { ...startTelling('moved'), ...(isAnotherTime ? { remindedAt: null } : {}) }
}

/** What everybody can see already stays fit to be seen, and becomes nobody's disappointment. */
async function changePublished(tx: Tx, before: GatheringRow, sent: GatheringBody, now: Date) {
  if (before.endsAt <= now) throw new Refused('gathering_over')
  const columns = columnsOf(sent)
  // As it will be read again: a moment can be written in more ways than one, and the same one is no other time.
  const body = bodyOf({ ...before, ...columns })
  if (!mayBecome(bodyOf(before), body)) throw new Refused('gathering_published')
  const faults = await faultsOf(tx, { ...before, ...columns }, now, before.templateId)
  if (faults.length > 0) throw new Refused('gathering_not_ready', { facts: { faults } })
  await tx.update(Gatherings, { id: before.id }, { ...columns, ...told(before, body), savedAt: now })
}

/**
 * Writes a gathering as a draft, or changes one; what is left out stays, or has its default. Refuses gathering_published,
 * gathering_cancelled, gathering_over. Answers its id.
 */
export async function saveGathering(
  tx: Tx,
  { id, body: sent }: Input<'gathering.saveDefinition'>,
  now: Date,
): Promise<string> {
  const before = id === null ? null : found(await tx.findOne(Gatherings, { where: { id }, ...forUpdate(tx) }))
  if (before?.state === 'cancelled') throw new Refused('gathering_cancelled')
  const body = completed(before, sent)
  await mustExist(tx, body)
  if (!before) {
    const { identifiers } = await tx.insert(Gatherings, { ...columnsOf(body), ...FRESH, savedAt: now })
    return String(identifiers[0]?.['id'])
  }
  if (before.state === 'on') await changePublished(tx, before, body, now)
  else await tx.update(Gatherings, { id: before.id }, { ...columnsOf(body), savedAt: now })
  return before.id
}
