import { daysAfter, judgePayout } from '@huitou/shared/distribution/rules'
import { memberById } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { move, openAccount } from '../account'
import { Distributors, Payouts, type DistributorRow } from '../entities'
import { newestAt } from '../settings/in-force'

/** Sets money aside until the shop has decided. The caller holds the account. */
async function hold(tx: Tx, account: DistributorRow, amountFen: number, now: Date): Promise<string> {
  const { memberId: distributorId } = account
  await move(tx, account, { heldFen: amountFen })
  const undecided = { decidedAt: null, decidedBy: null, reason: null }
  const unpaid = { method: null, reference: null, paidAt: null, recordedAt: null, recordedBy: null }
  const row = { distributorId, openFor: distributorId, amountFen, state: 'requested' as const, requestedAt: now }
  const { identifiers } = await tx.insert(Payouts, { ...row, ...undecided, ...unpaid })
  const payoutId = String(identifiers[0]?.['id'])
  await announce(tx, 'distribution.payoutRequested', { payoutId, distributorId, amountFen }, now)
  return payoutId
}

type Request = { memberId: string; amountFen: number; now: Date }

/**
 * Asks for all or a part of what is due, also while distribution is off. Refuses payout_open, payout_below_minimum, payout_beyond_due.
 * Answers the pay-out's id.
 */
export async function requestPayout(tx: Tx, { memberId, amountFen, now }: Request): Promise<string> {
  found(await tx.findOne(Distributors, { where: { memberId } }))
  const account = await openAccount(tx, memberId, now)
  const isOpen = await tx.existsBy(Payouts, { openFor: memberId })
  const settings = await newestAt(tx, now)
  const minFen = settings?.body.minPayoutFen ?? 1
  mustBe(judgePayout({ amountFen, dueFen: account.dueFen, minFen, isOpen }))
  return hold(tx, account, amountFen, now)
}

/** When what is due to who has left may be asked for: a day after the shop rejected it, so that what it rejects is not back at once. */
async function mayAskAt(tx: Tx, distributorId: string, now: Date): Promise<Date> {
  const last = await tx.findOne(Payouts, { where: { distributorId }, order: { id: 'DESC' } })
  return last?.state === 'rejected' && last.decidedAt !== null ? daysAfter(last.decidedAt, 1) : now
}

/**
 * Who has left cannot ask any more: all that is due is asked for in their place, so that the shop pays it; what has to wait is put down for
 * the job. The caller holds the account.
 */
export async function requestForLeaver(tx: Tx, account: DistributorRow, now: Date) {
  const { memberId, dueFen } = account
  const isOwed = dueFen > 0 && !(await tx.existsBy(Payouts, { openFor: memberId }))
  const at = isOwed ? await mayAskAt(tx, memberId, now) : null
  const waits = at !== null && at > now
  await tx.update(Distributors, { memberId }, { askAt: waits ? at : null })
  if (isOwed && !waits) await hold(tx, account, dueFen, now)
}

/** Whatever moved a distributor's money ends with this: of who is still here nothing is asked for. */
export async function requestIfLeft(tx: Tx, account: DistributorRow, now: Date) {
  const { leftAt } = await memberById(tx, account.memberId)
  if (leftAt !== null) await requestForLeaver(tx, account, now)
}
