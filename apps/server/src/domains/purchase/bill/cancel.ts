import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { endBill } from './answer'
import { lockBill } from './queries'

/** The clerk gives it up. What has ended stays as it ended; refuses bill_paid. Nothing was taken. */
export async function cancelBill(tx: Tx, { billId, now }: { billId: string; now: Date }): Promise<string> {
  const bill = await lockBill(tx, billId)
  if (bill.state === 'paid') throw new Refused('bill_paid')
  if (bill.live) await endBill(tx, bill.id, 'cancelled', now)
  return bill.id
}
