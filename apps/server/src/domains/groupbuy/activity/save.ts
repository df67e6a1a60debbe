import type { Input } from '@huitou/shared/api'
import { ACTIVITY_DEFAULTS, type ActivityBody, type ActivityDraft } from '@huitou/shared/groupbuy/schema'
import { Templates } from '#server/domains/coupon/entities'
import { keepPictures } from '#server/domains/media/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Activities, type ActivityRow } from '../entities'
import { itemById } from '../prize'

const PICTURES_MAX = 6

const dateOf = (at: string | null) => (at === null ? null : new Date(at))

/** A group-buy as operators wrote it. */
export const bodyOf = (row: ActivityRow): ActivityBody => ({
  ...{ name: row.name, templateId: row.templateId, itemId: row.itemId },
  ...{ drawing: row.drawing, pictureIds: row.pictureIds, about: row.about },
  ...{ singlePriceFen: row.singlePriceFen, prices: row.prices, hours: row.hours, stockTotal: row.stockTotal },
  ...{ perMemberLimit: row.perMemberLimit, newcomersOnly: row.newcomersOnly },
  from: row.openFrom?.toISOString() ?? null,
  until: row.openUntil?.toISOString() ?? null,
  ...{ organiser: row.organiser, contact: row.contact },
})

/** Naming the one takes the place of the other. */
function prizeFrom(before: ActivityRow | null, { templateId, itemId }: ActivityDraft) {
  const sent = { templateId: templateId ?? null, itemId: itemId ?? null }
  const kept = { templateId: before?.templateId ?? null, itemId: before?.itemId ?? null }
  const prize = sent.templateId === null && sent.itemId === null ? kept : sent
  if ((prize.templateId === null) === (prize.itemId === null))
    throw invalid('body.templateId', 'a group-buy is for one of templateId and itemId')
  return prize
}

/** Goods bring their pictures and words along; what the operator wrote goes before. */
async function fromItem(tx: Tx, { itemId }: Pick<ActivityBody, 'itemId'>) {
  if (itemId === null) return {}
  const { picture, pictureIds, about } = await itemById(tx, itemId)
  return { drawing: picture, pictureIds: (pictureIds ?? []).slice(0, PICTURES_MAX), about: about ?? [] }
}

async function completed(tx: Tx, before: ActivityRow | null, sent: ActivityDraft): Promise<ActivityBody> {
  const prize = prizeFrom(before, sent)
  if (before) return { ...bodyOf(before), ...sent, ...prize }
  const { name, singlePriceFen, prices } = sent
  if (name === undefined) throw invalid('body.name', 'needed for a new group-buy')
  if (singlePriceFen === undefined) throw invalid('body.singlePriceFen', 'needed for a new group-buy')
  if (prices === undefined) throw invalid('body.prices', 'needed for a new group-buy')
  return { ...ACTIVITY_DEFAULTS, ...(await fromItem(tx, prize)), ...sent, ...prize, name, singlePriceFen, prices }
}

const FREE: (keyof ActivityDraft)[] = ['drawing', 'pictureIds', 'about', 'until', 'contact']

/** What was published stays as it was told; words may become clearer and the end later (R33). */
function mustBeInFavour(before: ActivityRow, sent: ActivityDraft) {
  const old = bodyOf(before)
  const changed = (Object.keys(sent) as (keyof ActivityDraft)[]).filter(
    (name) => sent[name] !== undefined && JSON.stringify(sent[name]) !== JSON.stringify(old[name]),
  )
  if (changed.some((name) => !FREE.includes(name))) throw new Refused('group_published')
  const until = sent.until === undefined ? old.until : sent.until
  const isEarlier = until !== null && (old.until === null || until < old.until)
  if (isEarlier || sent.contact === null) throw new Refused('group_published')
}

const columnsOf = ({ from, until, ...body }: ActivityBody) => ({
  ...body,
  prices: body.prices.toSorted((a, b) => a.size - b.size),
  openFrom: dateOf(from),
  openUntil: dateOf(until),
})

/** Writes a group-buy as a draft, or changes one; what is left out stays, or has its default. Answers its id. */
export async function saveActivity(
  tx: Tx,
  { id, body: sent }: Input<'groupbuy.saveActivity'>,
  now: Date,
): Promise<string> {
  const before = id === null ? null : found(await tx.findOne(Activities, { where: { id }, ...forUpdate(tx) }))
  if (before && before.state !== 'draft') mustBeInFavour(before, sent)
  const body = await completed(tx, before, sent)
  if (body.templateId !== null) found(await tx.findOne(Templates, { where: { id: body.templateId } }))
  await keepPictures(tx, body.pictureIds)
  const columns = { ...columnsOf(body), savedAt: now }
  // Of a draft nothing is taken yet; of a published one the total changes through its own door.
  const { stockTotal } = body
  const stock = before && before.state !== 'draft' ? {} : { stockTotal, stockLeft: stockTotal }
  if (before) {
    await tx.update(Activities, { id: before.id }, { ...columns, ...stock })
    return before.id
  }
  const fresh = {
    state: 'draft',
    sold: 0,
    publishedAt: null,
    endedAt: null,
    stockTotal,
    stockLeft: stockTotal,
  } as const
  const { identifiers } = await tx.insert(Activities, { ...columns, ...fresh })
  return String(identifiers[0]?.['id'])
}
