import { createHash } from 'node:crypto'
import type { Cap } from '@huitou/shared/points/cap-rules'
import type { Refusal } from '@huitou/shared/refusals'
import type { PointUnit } from './entities'

type Common = {
  memberId: string
  unit: PointUnit
  /** Names what causes this, once and for ever: the same key again changes nothing. At most 96 ASCII characters. */
  sourceKey: string
  /** Why, in words for the member. */
  reason: string
  /** Which rule or act, with its version. */
  source: string
  /** Who: "member:1", "staff:2", "operator:3" or "system". */
  actor: string
  /** The stored evaluation of the earning rules behind this. */
  decisionId?: string
  /** Whether the member themselves did something, which pushes out what ends after inactivity. By default what members and staff do. */
  memberActed?: boolean
}

export type Earn = Common & {
  kind: 'earn'
  points: number
  expiresAt: Date | null
  /** A short tag on the lot, for liability by source: "checkin", "joining". */
  lotSource: string
  ruleVersion?: string
  /** Pending until then. */
  activatesAt?: Date | null
  /** Pending until an `activate` names this; with `activatesAt` too, whichever comes first. */
  activatesOn?: string
  /** The end moves on with the member's activity. */
  inactivityMonths?: number
  /** What one point costs the shop, in thousandths of a fen; by default what the policy says. */
  costPermille?: number
  caps?: readonly Cap[]
}
/** What a member brings along from the system that the shop had before. */
export type Opening = Omit<Earn, 'kind' | 'caps'> & { kind: 'opening' }
export type Spend = Common & { kind: 'spend'; points: number }
/** Corrects by hand, up or down. */
export type Adjust = Common & {
  kind: 'adjust'
  points: number
  expiresAt: Date | null
  inactivityMonths?: number
}
/** Undoes an earlier transaction, whole or in parts: earned points are taken back, spent ones return. */
export type Reverse = Common & { kind: 'reverse'; txnId: string; graceDays: number; points?: number }
/** Sets points aside until they are captured or voided, or until `endsAt` sets them free. */
export type Hold = Common & { kind: 'hold'; points: number; endsAt: Date }
/** Spends what was held, or a part of it; the rest is set free. */
export type Capture = Common & { kind: 'capture'; holdId: string; points?: number }
export type Void = Common & { kind: 'void'; holdId: string }
/** Makes a pending earning available: one by its transaction, or all that wait for an event. */
export type Activate = Common & { kind: 'activate' } & ({ txnId: string } | { eventKey: string })
/** Takes a pending earning back, before it has become available. */
export type Cancel = Common & { kind: 'cancel'; txnId: string }

export type Operation = Earn | Opening | Spend | Adjust | Reverse | Hold | Capture | Void | Activate | Cancel

export type Posted = {
  ok: true
  txnId: string
  /** What the balance gained or lost. */
  amount: number
  balanceAfter: number
  replayed: boolean
  /** How many points were asked for, and how many it came to: less where a cap cut it, as `cutBy` says in words. */
  wanted: number
  granted: number
  cutBy: string | null
  holdId?: string
}
export type Outcome = Posted | { ok: false; reason: Refusal }

function whatOf(operation: Operation): string | number {
  switch (operation.kind) {
    case 'reverse':
      return operation.points === undefined ? operation.txnId : `${operation.txnId}/${operation.points}`
    case 'capture':
      return operation.points === undefined ? operation.holdId : `${operation.holdId}/${operation.points}`
    case 'void':
      return operation.holdId
    case 'cancel':
      return operation.txnId
    case 'activate':
      return 'txnId' in operation ? operation.txnId : operation.eventKey
    case 'earn':
    case 'opening':
    case 'spend':
    case 'adjust':
    case 'hold':
      return operation.points
  }
}

/** Two operations under one source key must be the same operation. */
export const fingerprintOf = (operation: Operation) => {
  const { kind, memberId, unit } = operation
  return createHash('sha256')
    .update([kind, memberId, unit, whatOf(operation)].join('\n'))
    .digest('hex')
}

/** Whether the member themselves is behind an operation. */
export const memberActed = ({ kind, actor, memberActed: told }: Operation) =>
  told ?? (['earn', 'spend', 'hold', 'capture'].includes(kind) && /^(member|staff):/.test(actor))
