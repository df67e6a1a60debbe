import { EntitySchema } from 'typeorm'
import type { DropPlan, TemplateCard } from '@huitou/shared/coupon/template-schema'
import { amount, count, flag, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

export type TemplateRow = {
  id: string
  name: string
  kind: TemplateCard['kind']
  state: TemplateCard['state']
  thresholdFen: number
  offFen: number | null
  payPermille: number | null
  offMaxFen: number | null
  itemName: string | null
  itemSku: string | null
  goodsName: string | null
  categories: string[]
  skus: string[]
  tierMin: number | null
  usesTotal: number
  stackGroup: TemplateCard['stackGroup']
  /** The shop's own sentences. */
  terms: string[]
  /** Null when not counted. */
  stockTotal: number | null
  stockLeft: number | null
  perMemberLimit: number | null
  perMemberDayLimit: number | null
  dayQuota: number | null
  /** Either so many days from issue, or a fixed span. */
  validDays: number | null
  validFromDays: number
  validFrom: Date | null
  validUntil: Date | null
  weekdays: number[]
  hours: { from: number; until: number }[]
  blackoutDays: number[]
  /** Members may take it: in the centre, or where `codeOnly`, through its `scene`. */
  claimable: boolean
  codeOnly: boolean
  scene: string | null
  dropPlan: DropPlan | null
  /** Members may pass it on to a friend. */
  giftable: boolean
  claimFrom: Date | null
  claimUntil: Date | null
  createdAt: Date
  endedAt: Date | null
}

export const Templates = new EntitySchema<TemplateRow>({
  name: 'coupon_template',
  columns: {
    id: key(),
    name: text(60),
    kind: token(16),
    state: token(16),
    thresholdFen: amount(),
    offFen: amount({ nullable: true }),
    payPermille: count({ nullable: true }),
    offMaxFen: amount({ nullable: true }),
    itemName: text(40, { nullable: true }),
    itemSku: text(40, { nullable: true }),
    goodsName: text(40, { nullable: true }),
    categories: json({ nullable: true }),
    skus: json({ nullable: true }),
    tierMin: count({ nullable: true }),
    usesTotal: count(),
    stackGroup: count({ nullable: true }),
    terms: json(),
    stockTotal: count({ nullable: true }),
    stockLeft: count({ nullable: true }),
    perMemberLimit: count({ nullable: true }),
    perMemberDayLimit: count({ nullable: true }),
    dayQuota: count({ nullable: true }),
    validDays: count({ nullable: true }),
    validFromDays: count(),
    validFrom: instant({ nullable: true }),
    validUntil: instant({ nullable: true }),
    weekdays: json({ nullable: true }),
    hours: json({ nullable: true }),
    blackoutDays: json({ nullable: true }),
    claimable: flag(),
    codeOnly: flag(),
    scene: token(32, { nullable: true }),
    dropPlan: json({ nullable: true }),
    giftable: flag(),
    claimFrom: instant({ nullable: true }),
    claimUntil: instant({ nullable: true }),
    createdAt: instant(),
    endedAt: instant({ nullable: true }),
  },
})

/** Where a template holds. None: in every store. */
export type TemplateStoreRow = { templateId: string; storeId: string }

export const TemplateStores = new EntitySchema<TemplateStoreRow>({
  name: 'coupon_template_store',
  columns: { templateId: primaryRef(), storeId: primaryRef() },
})

/** Whether it has expired is a question of time, not a state. */
export type CouponState = 'unused' | 'used' | 'void' | 'given'

export type CouponRow = {
  id: string
  templateId: string
  memberId: string
  state: CouponState
  source: string
  sourceKey: string
  issuedAt: Date
  validFrom: Date
  expiresAt: Date
  usedAt: Date | null
  usedStoreId: string | null
  usedBy: string | null
  usesTotal: number
  usesLeft: number
  /** The business day on which a member took it, and the drop (its start in ms); null where no quota could count it. */
  day: number | null
  dropSlot: number | null
  /** Wrapped up for a friend until then: nobody can use it. */
  giftEndsAt: Date | null
  /** When it was told that it ends soon. */
  remindedAt: Date | null
  /** Taken back because what gave it was undone: it is in stock again. */
  restocked: boolean
  /** What gave it was undone after it was used: a use that comes back brings it back to nobody. */
  revokedAt: Date | null
}

export const Coupons = new EntitySchema<CouponRow>({
  name: 'coupon',
  columns: {
    id: key(),
    templateId: ref(),
    memberId: ref(),
    state: token(16),
    source: token(24),
    sourceKey: token(96),
    issuedAt: instant(),
    validFrom: instant(),
    expiresAt: instant(),
    usedAt: instant({ nullable: true }),
    usedStoreId: ref({ nullable: true }),
    usedBy: ref({ nullable: true }),
    usesTotal: count(),
    usesLeft: count(),
    day: count({ nullable: true }),
    dropSlot: amount({ nullable: true }),
    giftEndsAt: instant({ nullable: true }),
    remindedAt: instant({ nullable: true }),
    restocked: flag(),
    revokedAt: instant({ nullable: true }),
  },
})

/** One use of a coupon. `live` is 1 until it is given back, then null: of each slot one use stands, however many scan at once (P3). */
export type UseRow = {
  id: string
  couponId: string
  /** 1 to as often as the coupon can be used. */
  slot: number
  live: 1 | null
  /** What used it, as "visit:9": once, while it stands. */
  cause: string
  /** Null: for what is sent. */
  storeId: string | null
  by: string
  at: Date
  returnedAt: Date | null
}

export const Uses = new EntitySchema<UseRow>({
  name: 'coupon_use',
  columns: {
    id: key(),
    couponId: ref(),
    slot: count(),
    live: count({ nullable: true }),
    cause: token(64),
    storeId: ref({ nullable: true }),
    by: token(32),
    at: instant(),
    returnedAt: instant({ nullable: true }),
  },
})

/** How much of a day's or a drop's quota is taken. `slot` is the business day (yyyymmdd), or the start of the drop in ms. */
export type QuotaRow = { templateId: string; slot: number; quota: number; taken: number }

export const Quotas = new EntitySchema<QuotaRow>({
  name: 'coupon_quota',
  columns: {
    templateId: primaryRef(),
    slot: { ...amount(), primary: true },
    quota: count(),
    taken: count(),
  },
})
