import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import type { TxnKind, TxnRow } from '../entities'

/** The words that the first clients know. */
const KIND_OF: Record<TxnKind, PointsHistoryRow['kind']> = {
  earn: 'earn',
  spend: 'spend',
  return: 'return',
  expire: 'expire',
  adjust: 'adjust',
  clawback: 'clawback',
  hold: 'spend',
  capture: 'spend',
  release: 'return',
  activate: 'earn',
  cancel: 'clawback',
  opening: 'adjust',
  transfer_out: 'adjust',
  transfer_in: 'adjust',
}

export const presentTxn = (txn: TxnRow): PointsHistoryRow => ({
  id: txn.id,
  points: txn.amount,
  balanceAfter: txn.balanceAfter,
  kind: KIND_OF[txn.kind],
  act: txn.kind,
  reason: txn.reason,
  source: txn.source,
  at: txn.effectiveAt.toISOString(),
  expiresAt: txn.expiresAt?.toISOString() ?? null,
  reference: txn.id.padStart(10, '0'),
  wanted: txn.wanted,
  granted: txn.granted,
  cutBy: txn.cutBy,
  decisionId: txn.decisionId,
  ruleVersion: txn.ruleVersion,
})
