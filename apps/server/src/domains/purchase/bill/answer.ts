import type { Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Bills, type BillRow, type BillState } from './entities'
import { lockBill } from './queries'

type Answer = { billId: string; memberId: string; now: Date }

const ofMember = async (tx: Tx, { billId, memberId }: Answer): Promise<BillRow> => {
  const bill = await lockBill(tx, billId)
  return found(bill.memberId === memberId ? bill : null)
}

/** Refuses bill_declined, and bill_over for what was cancelled or has run out. */
export function mustWait(bill: BillRow, now: Date) {
  if (bill.state === 'declined') throw new Refused('bill_declined')
  if (bill.state === 'cancelled' || bill.endsAt <= now) throw new Refused('bill_over')
}

/** Ends a bill that waits. */
export const endBill = (tx: Tx, id: string, state: BillState, now: Date) =>
  tx.update(Bills, { id }, { state, live: null, endedAt: now })

/** The member says yes. Again, or after it was paid, changes nothing. Refuses bill_over, bill_declined. */
export async function agreeBill(tx: Tx, answer: Answer): Promise<string> {
  const bill = await ofMember(tx, answer)
  if (bill.state === 'agreed' || bill.state === 'paid') return bill.id
  mustWait(bill, answer.now)
  await tx.update(Bills, { id: bill.id }, { state: 'agreed', agreedAt: answer.now })
  return bill.id
}

/** The member says no: it cannot be confirmed any more. What has ended stays as it ended; refuses bill_paid. */
export async function declineBill(tx: Tx, answer: Answer): Promise<string> {
  const bill = await ofMember(tx, answer)
  if (bill.state === 'paid') throw new Refused('bill_paid')
  if (bill.live) await endBill(tx, bill.id, 'declined', answer.now)
  return bill.id
}
