import { EntitySchema } from 'typeorm'
import type { CouponFace } from '@huitou/shared/coupon/contract'
import { amount, count, flag, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

export type TemplateRow = {
  id: string
  name: string
  kind: CouponFace['kind']
  thresholdFen: number
  offFen: number | null
  payPermille: number | null
  offMaxFen: number | null
  itemName: string | null
  terms: string[]
  /** Null when not counted. */
  stockTotal: number | null
  stockLeft: number | null
  perMemberLimit: number | null
  /** Either so many days from issue, or a fixed span. */
  validDays: number | null
  validFrom: Date | null
  validUntil: Date | null
  /** Members may take it in the centre. */
  claimable: boolean
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
    thresholdFen: amount(),
    offFen: amount({ nullable: true }),
    payPermille: count({ nullable: true }),
    offMaxFen: amount({ nullable: true }),
    itemName: text(40, { nullable: true }),
    terms: json(),
    stockTotal: count({ nullable: true }),
    stockLeft: count({ nullable: true }),
    perMemberLimit: count({ nullable: true }),
    validDays: count({ nullable: true }),
    validFrom: instant({ nullable: true }),
    validUntil: instant({ nullable: true }),
    claimable: flag(),
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
export type CouponState = 'unused' | 'used' | 'void'

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
  },
})
