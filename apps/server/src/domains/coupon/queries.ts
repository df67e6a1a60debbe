import { In, IsNull, LessThanOrEqual, MoreThan, type FindOptionsWhere } from 'typeorm'
import type { Candidate, OfferTerms } from '@huitou/shared/coupon/offer-rules'
import type { Input } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { Reader } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { Stores } from '#server/domains/store/entities'
import { clockAt } from './clock'
import { Coupons, Templates, TemplateStores, type CouponRow, type TemplateRow } from './entities'
import { judgeCoupon, type Known } from './judge'

export const templateById = async (read: Reader, id: string) => found(await read.findOne(Templates, { where: { id } }))

export const storeIdsOf = async (read: Reader, templateId: string) =>
  (await read.find(TemplateStores, { where: { templateId } })).map((row) => row.storeId)

/** Templates with the names of the stores in which they hold (none: everywhere), for presenting many coupons at once. */
export async function templatesWithStores(read: Reader, ids: readonly string[]) {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map<string, Known>()
  const templates = await read.find(Templates, { where: { id: In(unique) } })
  const limits = await read.find(TemplateStores, { where: { templateId: In(unique) } })
  const stores =
    limits.length > 0 ? await read.find(Stores, { where: { id: In(limits.map((limit) => limit.storeId)) } }) : []
  return new Map(
    templates.map((template) => {
      const storeIds = limits.filter((limit) => limit.templateId === template.id).map((limit) => limit.storeId)
      const storeNames = stores.filter((store) => storeIds.includes(store.id)).map((store) => store.name)
      return [template.id, { template, storeNames, storeIds }]
    }),
  )
}

const IN_CENTRE = { claimable: true, codeOnly: false, state: 'active' as const, endedAt: IsNull() }

/** What members can take in the centre, now or soon. */
export const claimableTemplates = (read: Reader, now: Date) =>
  read.find(Templates, {
    where: [
      { ...IN_CENTRE, claimUntil: IsNull() },
      { ...IN_CENTRE, claimUntil: MoreThan(now) },
    ],
    order: { id: 'DESC' },
    take: 100,
  })

export const couponOf = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(Coupons, { where: { id, memberId } }))

type Tab = Input<'coupon.list'>['tab']

const whereOf = (memberId: string, tab: Tab, now: Date): FindOptionsWhere<CouponRow> => {
  if (tab === 'unused') return { memberId, state: 'unused', expiresAt: MoreThan(now) }
  if (tab === 'used') return { memberId, state: In(['used', 'given']) }
  return { memberId, state: 'unused', expiresAt: LessThanOrEqual(now) }
}

// A cursor is the end and the id of the last row: "1763769600000_42".
const cursorOf = (row: CouponRow) => `${row.expiresAt.getTime()}_${row.id}`

function readCursor(cursor: string) {
  const match = /^(\d{1,15})_(\d{1,19})$/.exec(cursor)
  if (!match) throw invalid('before', 'not a cursor that was answered')
  return { expiresAt: new Date(Number(match[1])), id: match[2] as string }
}

/** One tab, page by page along (member, state, expires_at): unused by what ends first, the others by what ended last. */
export async function couponPage(read: Reader, memberId: string, { tab, before }: Input<'coupon.list'>, now: Date) {
  const rising = tab === 'unused'
  const query = read
    .createQueryBuilder(Coupons, 'coupon')
    .where(whereOf(memberId, tab, now))
    .orderBy('coupon.expiresAt', rising ? 'ASC' : 'DESC')
    .addOrderBy('coupon.id', rising ? 'ASC' : 'DESC')
    .take(PAGE_SIZE + 1)
  if (before !== undefined) {
    const { expiresAt, id } = readCursor(before)
    const past = rising ? '>' : '<'
    query.andWhere(
      `(coupon.expiresAt ${past} :cursorEnd OR (coupon.expiresAt = :cursorEnd AND coupon.id ${past} :cursorId))`,
      { cursorEnd: expiresAt, cursorId: id },
    )
  }
  const rows = await query.getMany()
  const page = rows.slice(0, PAGE_SIZE)
  const last = page[page.length - 1]
  return { rows: page, next: rows.length > PAGE_SIZE && last ? cursorOf(last) : null }
}

export async function couponCounts(read: Reader, memberId: string, now: Date) {
  const [unused, used, expired] = await Promise.all(
    (['unused', 'used', 'expired'] as const).map((tab) => read.countBy(Coupons, whereOf(memberId, tab, now))),
  )
  return { unused: unused ?? 0, used: used ?? 0, expired: expired ?? 0 }
}

/** What a member could use, for the counter: at most a hundred, what ends first first. */
export const unusedCoupons = (read: Reader, memberId: string, now: Date) =>
  read.find(Coupons, { where: whereOf(memberId, 'unused', now), order: { expiresAt: 'ASC', id: 'ASC' }, take: 100 })

/** How a template prices a bill. */
const offerTermsOf = (template: TemplateRow): OfferTerms => ({
  kind: template.kind,
  thresholdFen: template.thresholdFen,
  offFen: template.offFen,
  payPermille: template.payPermille,
  offMaxFen: template.offMaxFen,
  itemSku: template.itemSku,
  categories: template.categories,
  skus: template.skus,
  stackGroup: template.stackGroup,
})

/**
 * What a member holds, as a till wants it: each coupon with what it takes off, and whether it can be used in this store now (`decision`
 * says nothing of baskets: `couldUse` does). At most a hundred, what ends first first.
 */
export async function couponsForBasket(
  read: Reader,
  { memberId, storeId, now }: { memberId: string; storeId: string; now: Date },
) {
  const coupons = await unusedCoupons(read, memberId, now)
  const templates = await templatesWithStores(
    read,
    coupons.map((coupon) => coupon.templateId),
  )
  const clock = await clockAt(read, now)
  return coupons.map((coupon) => {
    const known = found(templates.get(coupon.templateId))
    const candidate: Candidate = { id: coupon.id, terms: offerTermsOf(known.template), expiresAt: coupon.expiresAt }
    return { coupon, ...known, decision: judgeCoupon(coupon, known, clock, storeId), candidate }
  })
}
