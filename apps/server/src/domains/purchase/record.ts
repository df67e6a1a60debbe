import type { Input } from '@huitou/shared/api'
import { judgeMoment } from '@huitou/shared/purchase/rules'
import { lockMember } from '#server/domains/member/member-of'
import { storeById, today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import type { PurchaseRow } from './entities'
import { keepPurchase, sameReceipt, type NewPurchase } from './keep'
import { fingerprintOf, paidOf, soldLines, type Sold } from './sold'

export type Record = Omit<Input<'purchase.record'>, 'at'> & {
  paidIn?: PurchaseRow['paidIn']
  at: Date
  actor: string
  now: Date
}

const NOTHING_OFF = {
  ...{ offFen: 0, offsetFen: 0, offsetPoints: 0, returnedPoints: 0, offsetTxnId: null, deductions: null },
}

const rowOf = (
  { memberId, storeId, receiptNo, channel = 'store', paidIn = null, at, actor, now }: Record,
  day: number,
  sold: readonly Sold[],
): NewPurchase => ({
  ...{
    memberId,
    storeId,
    receiptNo,
    day,
    at,
    recordedAt: now,
    channel,
    paidIn,
    refundedFen: 0,
    decisionId: null,
    actor,
  },
  ...NOTHING_OFF,
  paidFen: paidOf(sold),
  fingerprint: fingerprintOf([
    memberId,
    channel,
    sold.map(({ sku, name, category, quantity, paidFen }) => [sku, name, category, quantity, paidFen]),
  ]),
})

/**
 * Records that a member bought, and gives what follows from it, in one step. The same receipt again is the same purchase. What another
 * room was paid for counts however late it is told. Answers the purchase's id. Refuses purchase_in_future, purchase_too_old, purchase_sum_wrong, receipt_taken.
 */
export async function recordPurchase(tx: Tx, record: Record): Promise<string> {
  const { memberId, storeId, paidIn = null, now } = record
  if (paidIn === null) mustBe(judgeMoment(record.at, now))
  const at = record.at > now ? now : record.at
  const sold = soldLines(record)
  await lockMember(tx, memberId)
  await storeById(tx, storeId)
  const { day } = await today(tx, at)
  const row = rowOf({ ...record, at }, day, sold)
  return (await sameReceipt(tx, row)) ?? (await keepPurchase(tx, row, sold)).id
}
