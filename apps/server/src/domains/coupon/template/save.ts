import { In } from 'typeorm'
import { TEMPLATE_DEFAULTS, type TemplateBody, type TemplateDraft } from '@huitou/shared/coupon/template-schema'
import { inFavour, newFindings } from '@huitou/shared/coupon/template-rules'
import { Stores } from '#server/domains/store/entities'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found, invalid, Refused } from '#server/platform/refused'
import { Templates, TemplateStores, type TemplateRow } from '../entities'
import { storeIdsOf } from '../queries'
import { bodyOf, columnsOf } from './body'

type Save = { id: string | null; template: TemplateDraft; tags?: readonly string[] | undefined; now: Date }

async function mustExist(tx: Tx, storeIds: readonly string[]) {
  const ids = [...new Set(storeIds)]
  if (ids.length > 0 && (await tx.countBy(Stores, { id: In(ids) })) < ids.length) throw new Refused('not_found')
}

async function keepStores(tx: Tx, templateId: string, storeIds: readonly string[]) {
  await tx.delete(TemplateStores, { templateId })
  const ids = [...new Set(storeIds)]
  if (ids.length > 0)
    await tx.insert(
      TemplateStores,
      ids.map((storeId) => ({ templateId, storeId })),
    )
}

/** Given stays given: what is left moves with the total. */
const stockAfter = ({ stockTotal, stockLeft }: TemplateRow, total: number | null) =>
  total === null || stockTotal === null || stockLeft === null ? total : total - (stockTotal - stockLeft)

/** A draft changes at will; what was announced, for the better only, and so that it still works; what has ended, not at all. */
function mustFavour(state: TemplateRow['state'], before: TemplateBody, after: TemplateBody, now: Date) {
  if (state === 'draft') return
  if (state === 'ended') throw new Refused('template_state')
  const decision = inFavour(before, after)
  if (!decision.ok) throw new Refused(decision.reason, { facts: { field: decision.field } })
  const problems = newFindings(before, after, now)
  if (problems.length > 0) throw new Refused('template_invalid', { facts: { problems } })
}

/** The code by which it is claimed, made once and kept, so that what is printed stays good. */
const sceneOf = (before: TemplateRow | null, { channel }: TemplateBody) =>
  before?.scene ?? (channel === 'code' ? randomCode() : null)

/** A whole new template out of what was sent. */
function completed(sent: TemplateDraft): TemplateBody {
  const { name, kind } = sent
  if (name === undefined) throw invalid('template.name', 'needed for a new coupon')
  if (kind === undefined) throw invalid('template.kind', 'needed for a new coupon')
  return { ...TEMPLATE_DEFAULTS, ...sent, name, kind }
}

async function addTemplate(tx: Tx, template: TemplateBody, now: Date): Promise<string> {
  const { storeIds, ...decided } = template
  await mustExist(tx, storeIds)
  const { identifiers } = await tx.insert(Templates, {
    ...columnsOf(decided),
    state: 'draft',
    stockLeft: template.stockTotal,
    scene: sceneOf(null, template),
    createdAt: now,
    endedAt: null,
  })
  const id = String(identifiers[0]?.['id'])
  await keepStores(tx, id, storeIds)
  return id
}

async function changeTemplate(tx: Tx, id: string, sent: TemplateDraft, now: Date) {
  const before = found(await tx.findOne(Templates, { where: { id }, ...forUpdate(tx) }))
  const bodyBefore = bodyOf(before, await storeIdsOf(tx, id))
  const template = { ...bodyBefore, ...sent }
  const { storeIds, ...decided } = template
  await mustExist(tx, storeIds)
  mustFavour(before.state, bodyBefore, template, now)
  const stockLeft = stockAfter(before, template.stockTotal)
  await tx.update(Templates, { id }, { ...columnsOf(decided), stockLeft, scene: sceneOf(before, template) })
  await keepStores(tx, id, storeIds)
}

/**
 * Keeps a draft, or changes what members can see in their favour; what is left out stays, or has its default. Refuses
 * `template_not_in_favour` (with the field), `template_invalid` (with what would not work any more), `template_state` and
 * `audience_untagged`. Answers the template's id.
 */
export async function saveTemplate(tx: Tx, { id, template, tags = [], now }: Save): Promise<string> {
  if (tags.length > 0) throw new Refused('audience_untagged')
  if (id === null) return addTemplate(tx, completed(template), now)
  await changeTemplate(tx, id, template, now)
  return id
}
