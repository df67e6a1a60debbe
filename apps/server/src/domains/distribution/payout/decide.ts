import type { Input } from '@huitou/shared/api'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, invalid } from '#server/platform/refused'
import { enter, move, openAccount } from '../account'
import { Payouts, type DistributorRow, type PayoutRow } from '../entities'
import { markPaid } from './mark-paid'
import { requestIfLeft } from './request'

async function lockPayout(tx: Tx, id: string, now: Date): Promise<{ account: DistributorRow; payout: PayoutRow }> {
  const { distributorId } = found(await tx.findOne(Payouts, { where: { id } }))
  const account = await openAccount(tx, distributorId, now)
  return { account, payout: found(await tx.findOne(Payouts, { where: { id }, ...forUpdate(tx) })) }
}

type By = { operatorId: string; now: Date }

/**
 * Approves a pay-out or rejects it; one that was approved can be rejected still, as long as nothing was paid. Refuses payout_decided,
 * payout_uncovered. Answers the pay-out's id.
 */
export async function decidePayout(tx: Tx, input: Input<'distribution.decidePayout'>, by: By): Promise<string> {
  const { payoutId: id, approve, reason } = input
  const { account, payout } = await lockPayout(tx, id, by.now)
  const isOpen = payout.state === 'requested' || (payout.state === 'approved' && !approve)
  if (!isOpen) throw new Refused('payout_decided')
  if (approve && account.debtFen > 0) throw new Refused('payout_uncovered')
  const decidedBy = `operator:${by.operatorId}`
  const decided = { decidedAt: by.now, decidedBy, reason }
  const { distributorId, amountFen } = payout
  if (approve) await tx.update(Payouts, { id }, { ...decided, state: 'approved' })
  else {
    await tx.update(Payouts, { id }, { ...decided, state: 'rejected', openFor: null })
    await requestIfLeft(tx, await move(tx, account, { heldFen: -amountFen }), by.now)
  }
  const name = approve ? 'distribution.payoutApproved' : 'distribution.payoutRejected'
  await announce(tx, name, { payoutId: id, distributorId, amountFen, by: decidedBy, reason }, by.now)
  return id
}

/** Records the transfer that the shop made. Refuses payout_not_approved. Answers the pay-out's id. */
export async function recordPayout(tx: Tx, input: Input<'distribution.recordPayout'>, by: By): Promise<string> {
  const { payoutId: id, method, reference, paidAt } = input
  if (new Date(paidAt) > by.now) throw invalid('paidAt', 'is yet to come')
  const { account, payout } = await lockPayout(tx, id, by.now)
  if (payout.state !== 'approved') throw new Refused('payout_not_approved')
  const { distributorId, amountFen } = payout
  const recordedBy = `operator:${by.operatorId}`
  const record = { method, reference, paidAt: new Date(paidAt), recordedAt: by.now, recordedBy }
  await tx.update(Payouts, { id }, { ...record, state: 'paid', openFor: null })
  await markPaid(tx, distributorId, amountFen, by.now)
  const change = { amountFen: -amountFen, heldFen: -amountFen, paidFen: amountFen }
  const after = await enter(tx, account, change, { kind: 'payout', payoutId: id, now: by.now })
  await announce(
    tx,
    'distribution.payoutPaid',
    { payoutId: id, distributorId, amountFen, method, by: recordedBy },
    by.now,
  )
  await requestIfLeft(tx, after, by.now)
  return id
}
