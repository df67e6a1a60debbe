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
  frozenAt: Date | null
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
    frozenAt: instant({ nullable: true }),
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
  expiresAt: Date | null
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
    expiresAt: instant({ nullable: true }),
    dueAt: instant({ nullable: true }),
    costPermille: count(),
    source: token(32),
    ruleVersion: token(64, { nullable: true }),
  },
})

export type TxnKind = 'earn' | 'spend' | 'return' | 'expire' | 'adjust' | 'clawback'

/** One thing that happened to one account; `amount` is what the balance gained or lost. */
export type TxnRow = {
  id: string
  accountId: string
  kind: TxnKind
  direction: 1 | -1
  amount: number
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
}

export const Txns = new EntitySchema<TxnRow>({
  name: 'point_txn',
  columns: {
    id: key(),
    accountId: ref(),
    kind: token(16),
    direction: count(),
    amount: amount(),
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
  },
})

/** The member's buckets, and the shop's: those exist only as entries, so that no row of the shop's is hot. */
export type Bucket = 'available' | 'pending' | 'held' | 'debt' | 'issued' | 'spent' | 'expired' | 'adjusted' | 'clawed'

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
