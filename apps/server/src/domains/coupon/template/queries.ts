import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { findingsOf } from '@huitou/shared/coupon/template-rules'
import type { TemplateCard } from '@huitou/shared/coupon/template-schema'
import { termsOf } from '@huitou/shared/coupon/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { brandOf } from '#server/domains/store/queries'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Coupons, Templates, type TemplateRow } from '../entities'
import { termsFor, validityText } from '../present'
import { templatesWithStores } from '../queries'
import { bodyOf } from './body'

type Counts = Pick<TemplateCard, 'issued' | 'usedUp' | 'uses'>

const NONE: Counts = { issued: 0, usedUp: 0, uses: 0 }

/** How many of each were given and used up, along (template, state) alone. */
async function countsOf(read: Reader, templateIds: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await read
    .createQueryBuilder(Coupons, 'coupon')
    .select(['coupon.templateId AS t', 'coupon.state AS s'])
    .addSelect('COUNT(*)', 'n')
    .where('coupon.templateId IN (:...templateIds)', { templateIds })
    .groupBy('coupon.templateId, coupon.state')
    .getRawMany<Record<'t' | 's' | 'n', string | number>>()
  const counts = new Map<string, Counts>()
  for (const { t, s, n } of rows) {
    const before = counts.get(String(t)) ?? NONE
    const usedUp = before.usedUp + (s === 'used' ? Number(n) : 0)
    counts.set(String(t), { issued: before.issued + Number(n), usedUp, uses: usedUp })
  }
  return counts
}

/** The single uses of times cards, which a coupon's state does not tell. */
async function usesOf(read: Reader, templates: readonly TemplateRow[]): Promise<Map<string, number>> {
  const templateIds = templates.filter(({ kind }) => kind === 'times').map(({ id }) => id)
  if (templateIds.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Coupons, 'coupon')
    .select(['coupon.templateId AS t'])
    .addSelect('SUM(coupon.usesTotal - coupon.usesLeft)', 'n')
    .where('coupon.templateId IN (:...templateIds)', { templateIds })
    .groupBy('coupon.templateId')
    .getRawMany<Record<'t' | 'n', string | number>>()
  return new Map(rows.map(({ t, n }) => [String(t), Number(n)]))
}

async function presentTemplates(read: Reader, rows: readonly TemplateRow[]): Promise<TemplateCard[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const known = await templatesWithStores(read, ids)
  const counts = await countsOf(read, ids)
  const uses = await usesOf(read, rows)
  return rows.map((row) => ({
    ...bodyOf(row, found(known.get(row.id)).storeIds),
    id: row.id,
    state: row.state,
    stockLeft: row.stockLeft,
    scene: row.codeOnly ? row.scene : null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    ...(counts.get(row.id) ?? NONE),
    ...(uses.has(row.id) ? { uses: uses.get(row.id) ?? 0 } : {}),
  }))
}

export async function templatePage(
  read: Reader,
  { state, before }: Input<'coupon.templates'>,
): Promise<Output<'coupon.templates'>> {
  const rows = await read.find(Templates, {
    where: { ...(state ? { state } : {}), ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }) },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null
  return { rows: await presentTemplates(read, page), next }
}

export async function templateCardOf(read: Reader, id: string): Promise<TemplateCard> {
  const [card] = await presentTemplates(read, await read.find(Templates, { where: { id: In([id]) } }))
  return found(card)
}

/** What stops a template from being opened; nothing once it is. */
export const findingsFor = ({ state, ...card }: TemplateCard, now: Date) =>
  state === 'draft' ? findingsOf(card, now) : []

/** One template with the terms that members read. */
export async function templateView(read: Reader, id: string, now: Date): Promise<Output<'coupon.template'>> {
  const template = await templateCardOf(read, id)
  const row = found(await read.findOne(Templates, { where: { id } }))
  const { storeNames } = found((await templatesWithStores(read, [id])).get(id))
  const { zone } = await brandOf(read)
  const terms = termsOf(termsFor(row), { storeNames, validity: validityText(row, zone), forWhom: null })
  return { template, terms, findings: findingsFor(template, now) }
}
