import type { TemplateBody } from '@huitou/shared/coupon/template-schema'
import type { TemplateRow } from '../entities'

const dateOf = (at: string | null) => (at === null ? null : new Date(at))
const textOf = (at: Date | null) => at?.toISOString() ?? null

/** The columns that an operator decides about. */
export type Decided = Omit<TemplateRow, 'id' | 'state' | 'stockLeft' | 'scene' | 'createdAt' | 'endedAt'>

const unique = <Value>(values: readonly Value[]) => [...new Set(values)]

/** Where it holds is kept in rows of its own. */
export const columnsOf = ({ channel, drop, notes, ...body }: Omit<TemplateBody, 'storeIds'>): Decided => ({
  ...body,
  categories: unique(body.categories),
  skus: unique(body.skus),
  weekdays: unique(body.weekdays).sort((a, b) => a - b),
  blackoutDays: unique(body.blackoutDays).sort((a, b) => a - b),
  validFrom: dateOf(body.validFrom),
  validUntil: dateOf(body.validUntil),
  claimFrom: dateOf(body.claimFrom),
  claimUntil: dateOf(body.claimUntil),
  claimable: channel !== 'internal',
  giftable: body.giftable ?? true,
  codeOnly: channel === 'code',
  terms: notes,
  dropPlan: drop,
})

/** A template as an operator writes it. */
export const bodyOf = (row: TemplateRow, storeIds: readonly string[]): TemplateBody => ({
  name: row.name,
  kind: row.kind,
  thresholdFen: row.thresholdFen,
  offFen: row.offFen,
  payPermille: row.payPermille,
  offMaxFen: row.offMaxFen,
  itemName: row.itemName,
  itemSku: row.itemSku,
  usesTotal: row.usesTotal,
  storeIds: [...storeIds],
  categories: row.categories,
  skus: row.skus,
  goodsName: row.goodsName,
  tierMin: row.tierMin,
  stackGroup: row.stackGroup,
  validDays: row.validDays,
  validFromDays: row.validFromDays,
  validFrom: textOf(row.validFrom),
  validUntil: textOf(row.validUntil),
  weekdays: row.weekdays,
  hours: row.hours,
  blackoutDays: row.blackoutDays,
  stockTotal: row.stockTotal,
  perMemberLimit: row.perMemberLimit,
  perMemberDayLimit: row.perMemberDayLimit,
  dayQuota: row.dayQuota,
  channel: row.claimable ? (row.codeOnly ? 'code' : 'centre') : 'internal',
  claimFrom: textOf(row.claimFrom),
  claimUntil: textOf(row.claimUntil),
  drop: row.dropPlan,
  giftable: row.giftable,
  notes: row.terms,
})
