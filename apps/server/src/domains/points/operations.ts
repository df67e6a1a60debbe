import { createHash } from 'node:crypto'
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
  /** Who: "member:1", "staff:2" or "system". */
  actor: string
}

export type Earn = Common & {
  kind: 'earn'
  points: number
  expiresAt: Date | null
  /** A short tag on the lot, for liability by source: "checkin", "joining". */
  lotSource: string
  ruleVersion?: string
}
export type Spend = Common & { kind: 'spend'; points: number }
/** Corrects by hand, up or down. */
export type Adjust = Common & { kind: 'adjust'; points: number; expiresAt: Date | null }
/** Undoes an earlier transaction, once: earned points are taken back, spent ones return. */
export type Reverse = Common & { kind: 'reverse'; txnId: string; graceDays: number }

export type Operation = Earn | Spend | Adjust | Reverse

export type Posted = { ok: true; txnId: string; amount: number; balanceAfter: number; replayed: boolean }
export type Outcome = Posted | { ok: false; reason: Refusal }

/** Two operations under one source key must be the same operation. */
export const fingerprintOf = (operation: Operation) => {
  const { kind, memberId, unit } = operation
  const what = operation.kind === 'reverse' ? operation.txnId : operation.points
  return createHash('sha256').update([kind, memberId, unit, what].join('\n')).digest('hex')
}
