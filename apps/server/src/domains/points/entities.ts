import { EntitySchema } from 'typeorm'
import { amount, count, flag, instant, key, ref, text, token } from '#server/platform/db/columns'

/** `points` can be spent; `growth` qualifies for tiers and is never spent. */
export type PointUnit = 'points' | 'growth'

/** All buckets are zero or more; a debt means that nothing is available. */
export type AccountRow = {
  id: string
  memberId: string
  unit: PointUnit
  available: number
  pending: number
  held: number
  debt: number
  seq: number
  /** When the member last earned or spent; lots that end after inactivity are counted from here. */
  activeAt: Date | null
  /** The account that took this one over when two members turned out to be one. */
  mergedInto: string | null
  frozenAt: Date | null
  frozenReason: string | null
  frozenBy: string | null
  /** 1 when it has changed since it was last compared with its entries. */
  checkDue: 1 | null
}

export const Accounts = new EntitySchema<AccountRow>({
  name: 'point_account',
  columns: {
    id: key(),
    memberId: ref(),
    unit: token(16),
    available: amount(),
    pending: amount(),
    held: amount(),
    debt: amount(),
    seq: count(),
    activeAt: instant({ nullable: true }),
    mergedInto: ref({ nullable: true }),
    frozenAt: instant({ nullable: true }),
    frozenReason: text(80, { nullable: true }),
    frozenBy: token(32, { nullable: true }),
    checkDue: count({ nullable: true }),
  },
})

/** Points earned together, that run out together. */
export type LotRow = {
  id: string
  accountId: string
  txnId: string
  /** The lot whose points came back here, when that one could not take them any more. */
  parentLotId: string | null
  amount: number
  remaining: number
  held: number
  state: 'active' | 'pending'
  /** False once nothing is left in it. */
  live: boolean
  activatesAt: Date | null
  /** What must happen for it to become available, as its earner named it. */
  activatesOn: string | null
  expiresAt: Date | null
  /** Set where the end moves on with the member's activity, by so many months. */
  inactivityMonths: number | null
  /** The next moment at which something happens to it by itself; null when nothing will. */
  dueAt: Date | null
  /** What one point costs the shop, in thousandths of a fen. */
  costPermille: number
  source: string
  ruleVersion: string | null
}

export const Lots = new EntitySchema<LotRow>({
  name: 'point_lot',
  columns: {
    id: key(),
    accountId: ref(),
    txnId: ref(),
    parentLotId: ref({ nullable: true }),
    amount: amount(),
    remaining: amount(),
    held: amount(),
    state: token(16),
    live: flag(),
    activatesAt: instant({ nullable: true }),
    activatesOn: token(96, { nullable: true }),
    expiresAt: instant({ nullable: true }),
    inactivityMonths: count({ nullable: true }),
    dueAt: instant({ nullable: true }),
    costPermille: count(),
    source: token(32),
    ruleVersion: token(64, { nullable: true }),
  },
})

export type TxnKind =
  | 'earn'
  | 'spend'
  | 'return'
  | 'expire'
  | 'adjust'
  | 'clawback'
  | 'hold'
  | 'capture'
  | 'release'
  | 'activate'
  | 'cancel'
  | 'opening'
  | 'transfer_out'
  | 'transfer_in'

/**
 * One thing that happened to one account. `amount` is what the balance gained or lost; `granted` is how many points it was about, of
 * the `wanted` ones: a pending earning gains nothing yet, and one that pays off a debt gains less.
 */
export type TxnRow = {
  id: string
  accountId: string
  kind: TxnKind
  direction: 1 | -1
  amount: number
  wanted: number
  granted: number
  /** Which cap stood in the way of the rest, in words. */
  cutBy: string | null
  balanceAfter: number
  sourceKey: string
  fingerprint: string
  reverses: string | null
  effectiveAt: Date
  recordedAt: Date
  actor: string
  reason: string
  source: string
  expiresAt: Date | null
  decisionId: string | null
  ruleVersion: string | null
  holdId: string | null
  /** 1 until the daily figures have taken it in. */
  toRoll: 1 | null
}

export const Txns = new EntitySchema<TxnRow>({
  name: 'point_txn',
  columns: {
    id: key(),
    accountId: ref(),
    kind: token(16),
    direction: count(),
    amount: amount(),
    wanted: amount(),
    granted: amount(),
    cutBy: text(80, { nullable: true }),
    balanceAfter: amount(),
    sourceKey: token(96),
    fingerprint: token(64),
    reverses: ref({ nullable: true }),
    effectiveAt: instant(),
    recordedAt: instant(),
    actor: token(32),
    reason: text(80),
    source: text(80),
    expiresAt: instant({ nullable: true }),
    decisionId: ref({ nullable: true }),
    ruleVersion: token(64, { nullable: true }),
    holdId: ref({ nullable: true }),
    toRoll: count({ nullable: true }),
  },
})

/** The member's buckets, and the shop's: those exist only as entries, so that no row of the shop's is hot. */
export type MemberBucket = 'available' | 'pending' | 'held' | 'debt'
export type ShopBucket = 'issued' | 'spent' | 'expired' | 'adjusted' | 'clawed' | 'opening' | 'transferred'
export type Bucket = MemberBucket | ShopBucket

/** Insert-only. The entries of a transaction sum to zero. The shop's have no account. */
export type EntryRow = {
  id: string
  txnId: string
  accountId: string | null
  accountSeq: number | null
  bucket: Bucket
  lotId: string | null
  amount: number
  balanceAfter: number | null
  at: Date
}

export const Entries = new EntitySchema<EntryRow>({
  name: 'point_entry',
  columns: {
    id: key(),
    txnId: ref(),
    accountId: ref({ nullable: true }),
    accountSeq: count({ nullable: true }),
    bucket: token(16),
    lotId: ref({ nullable: true }),
    amount: amount(),
    balanceAfter: amount({ nullable: true }),
    at: instant(),
  },
})
