import type { BillCard, QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { useState } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { basketOf, type Ticket } from './ticket'

export type Choice = { couponIds?: string[]; points: number }

type Checkout = {
  bill: BillCard | null
  busy: boolean
  failure: CallFailed | null
  /** Fixes the figures and shows them to the member. `again`: the clerk was asked, and it is another sale. */
  open: (quote: QuoteCard, again?: boolean) => Promise<BillCard | null>
  /** The money is in. */
  confirm: (billId: string) => Promise<void>
  cancel: (billId: string) => Promise<void>
  replace: (bill: BillCard | null) => void
  clear: () => void
}

/** The bill of one visit, from opened to paid. Each step keeps its key, so a lost answer is asked for again and nothing happens twice. */
export const useCheckout = (visitId: string, ticket: Ticket, choice: Choice): Checkout => {
  const opening = useSend('counter.openBill')
  const confirming = useSend('counter.confirmBill')
  const cancelling = useSend('counter.cancelBill')
  const [bill, setBill] = useState<BillCard | null>(null)

  const open = async (quote: QuoteCard, again = false) => {
    const { receiptNo } = ticket
    const numbered = receiptNo === '' ? {} : { receiptNo }
    const { couponIds, points } = { couponIds: choice.couponIds ?? quote.couponIds, points: choice.points }
    const asked = { visitId, ...basketOf(ticket), ...numbered, couponIds, points }
    const said = again ? { again: true as const } : {}
    const opened = await opening.run({ ...asked, ...said, payableSeenFen: quote.payableFen })
    if (opened) setBill(opened.bill)
    else device.vibrate('refused')
    return opened?.bill ?? null
  }
  const confirm = async (billId: string) => {
    const done = await confirming.run({ billId })
    device.vibrate(done ? 'done' : 'refused')
    if (done) setBill(done.bill)
  }
  const cancel = async (billId: string) => {
    const done = await cancelling.run({ billId })
    if (done) setBill(null)
  }
  return {
    bill,
    busy: opening.busy || confirming.busy || cancelling.busy,
    failure: confirming.failure ?? opening.failure ?? cancelling.failure,
    open,
    confirm,
    cancel,
    replace: setBill,
    clear: () => {
      opening.clear()
      confirming.clear()
      cancelling.clear()
    },
  }
}
