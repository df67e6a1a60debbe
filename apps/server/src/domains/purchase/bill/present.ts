import type { BillCard } from '@huitou/shared/purchase/bill-contract'
import { storeById } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { earnedBy } from '../queries'
import type { BillRow } from './entities'
import { billById, needsYes, quoteOf } from './queries'
import { presentFigures } from './quote'

const stateOf = ({ state, endsAt }: BillRow, now: Date): BillCard['state'] =>
  (state === 'open' || state === 'agreed') && endsAt <= now ? 'over' : state

/** A bill as clerk and member see it at `now`: the same figures. */
export async function presentBillRow(read: Reader, bill: BillRow, now: Date): Promise<BillCard> {
  const { id, storeId, receiptNo, purchaseId, earn } = bill
  const { name } = await storeById(read, storeId)
  return {
    ...presentFigures(quoteOf(bill), earn),
    ...{ id, storeId, storeName: name, receiptNo, purchaseId },
    state: stateOf(bill, now),
    endsAt: bill.endsAt.toISOString(),
    mustAgree: needsYes(bill),
    earned: purchaseId === null ? null : await earnedBy(read, purchaseId, now),
  }
}

export const presentBill = async (read: Reader, billId: string, now: Date): Promise<BillCard> =>
  presentBillRow(read, await billById(read, billId), now)
