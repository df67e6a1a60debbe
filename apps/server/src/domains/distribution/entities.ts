import { EntitySchema } from 'typeorm'
import type {
  CommissionState,
  DistributorState,
  EntryKind,
  PayoutMethod,
  PayoutState,
  SettingsBody,
} from '@huitou/shared/distribution/schema'
import { amount, count, flag, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** A version holds for what happens from `publishedAt` until the next version, or until it was paused. */
export type SettingsRow = {
  id: string
  version: number
  body: SettingsBody
  actor: string
  publishedAt: Date
  pausedAt: Date | null
}

export const Settings = new EntitySchema<SettingsRow>({
  name: 'distribution_settings',
  columns: {
    id: key(),
    version: count(),
    body: json(),
    actor: token(32),
    publishedAt: instant(),
    pausedAt: instant({ nullable: true }),
  },
})

/**
 * A member who brings customers, and their money. `since`: when they first became active; `seq`: of their last entry; `askAt`: when what is
 * due is asked for in the place of somebody who has left, while nothing is open.
 */
export type DistributorRow = {
  memberId: string
  person: string
  scene: string | null
  state: DistributorState
  words: string | null
  reason: string | null
  actor: string
  changedAt: Date
  since: Date | null
  frozenFen: number
  dueFen: number
  heldFen: number
  debtFen: number
  paidFen: number
  seq: number
  askAt: Date | null
}

export const Distributors = new EntitySchema<DistributorRow>({
  name: 'distributor',
  columns: {
    ...{ memberId: primaryRef(), person: token(64), scene: token(32, { nullable: true }), state: token(16) },
    ...{ words: text(200, { nullable: true }), reason: text(100, { nullable: true }), actor: token(32) },
    ...{ changedAt: instant(), since: instant({ nullable: true }) },
    ...{ frozenFen: amount(), dueFen: amount(), heldFen: amount(), debtFen: amount(), paidFen: amount() },
    ...{ seq: count(), askAt: instant({ nullable: true }) },
  },
})

/** From when to when a distributor was active: what is heard later is judged by it all the same. */
export type TermRow = { id: string; distributorId: string; fromAt: Date; untilAt: Date | null }

export const Terms = new EntitySchema<TermRow>({
  name: 'distributor_term',
  columns: { id: key(), distributorId: ref(), fromAt: instant(), untilAt: instant({ nullable: true }) },
})

/** Whose a visitor is who has not joined yet; gone once they have. */
export type TouchRow = { person: string; distributorId: string; at: Date }

export const Touches = new EntitySchema<TouchRow>({
  name: 'distribution_touch',
  columns: { person: { ...token(64), primary: true }, distributorId: ref(), at: instant() },
})

/** Whose a member is: one distributor for a member, and for a person over all their memberships. */
export type CustomerRow = {
  customerId: string
  customerPerson: string
  distributorId: string
  distributorPerson: string
  boundAt: Date
  untilAt: Date
}

export const Customers = new EntitySchema<CustomerRow>({
  name: 'distribution_customer',
  columns: {
    customerId: primaryRef(),
    customerPerson: token(64),
    distributorId: ref(),
    distributorPerson: token(64),
    boundAt: instant(),
    untilAt: instant(),
  },
})

/**
 * What one purchase brings. `amountFen` as if nothing came back, `standingFen` what is left of it, `paidFen` what of it was paid out,
 * `leftFen` the difference: below zero where more was paid than stands.
 */
export type CommissionRow = {
  id: string
  purchaseId: string
  distributorId: string
  customerId: string
  settingsId: string
  /** Of a customer's first purchase only. */
  firstOnly: boolean
  baseFen: number
  ratePermille: number | null
  fixedFen: number | null
  amountFen: number
  standingFen: number
  paidFen: number
  leftFen: number
  state: CommissionState
  freesAt: Date
  boughtAt: Date
  earnedAt: Date
}

export const Commissions = new EntitySchema<CommissionRow>({
  name: 'commission',
  columns: {
    ...{ id: key(), purchaseId: ref(), distributorId: ref(), customerId: ref(), settingsId: ref(), firstOnly: flag() },
    ...{ baseFen: amount(), ratePermille: count({ nullable: true }), fixedFen: amount({ nullable: true }) },
    ...{ amountFen: amount(), standingFen: amount(), paidFen: amount(), leftFen: amount(), state: token(16) },
    ...{ freesAt: instant(), boughtAt: instant(), earnedAt: instant() },
  },
})

/** `openFor` is the distributor while it is open: one at a time. */
export type PayoutRow = {
  id: string
  distributorId: string
  openFor: string | null
  amountFen: number
  state: PayoutState
  requestedAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  reason: string | null
  method: PayoutMethod | null
  reference: string | null
  paidAt: Date | null
  recordedAt: Date | null
  recordedBy: string | null
}

export const Payouts = new EntitySchema<PayoutRow>({
  name: 'distribution_payout',
  columns: {
    ...{ id: key(), distributorId: ref(), openFor: ref({ nullable: true }), amountFen: amount(), state: token(16) },
    ...{ requestedAt: instant(), decidedAt: instant({ nullable: true }), decidedBy: token(32, { nullable: true }) },
    ...{ reason: text(100, { nullable: true }), method: token(16, { nullable: true }) },
    ...{ reference: text(60, { nullable: true }), paidAt: instant({ nullable: true }) },
    ...{ recordedAt: instant({ nullable: true }), recordedBy: token(32, { nullable: true }) },
  },
})

/**
 * What a person of the shop gave or took by hand: `amountFen`. Pay-outs pay it like commission: `paidFen` of it was paid out, `leftFen` is
 * the difference.
 */
export type AdjustmentRow = {
  id: string
  distributorId: string
  amountFen: number
  paidFen: number
  leftFen: number
  reason: string
  actor: string
  at: Date
}

export const Adjustments = new EntitySchema<AdjustmentRow>({
  name: 'commission_adjustment',
  columns: {
    ...{ id: key(), distributorId: ref(), amountFen: amount(), paidFen: amount(), leftFen: amount() },
    ...{ reason: text(100), actor: token(32), at: instant() },
  },
})

/** Insert-only. `kind` says which way money went, `adjustmentId` that a person moved it. `balanceFen` − `debtFen` is the sum of a distributor's entries up to this one. */
export type EntryRow = {
  id: string
  distributorId: string
  seq: number
  kind: EntryKind
  amountFen: number
  balanceFen: number
  debtFen: number
  commissionId: string | null
  payoutId: string | null
  adjustmentId: string | null
  at: Date
}

export const Entries = new EntitySchema<EntryRow>({
  name: 'commission_entry',
  columns: {
    ...{ id: key(), distributorId: ref(), seq: count(), kind: token(16) },
    ...{ amountFen: amount(), balanceFen: amount(), debtFen: amount() },
    ...{ commissionId: ref({ nullable: true }), payoutId: ref({ nullable: true }) },
    ...{ adjustmentId: ref({ nullable: true }), at: instant() },
  },
})

/** Every table of this room. */
export const distributionTables = [
  ...[Settings, Distributors, Terms, Touches, Customers],
  ...[Commissions, Payouts, Adjustments, Entries],
] as EntitySchema[]
