import { EntitySchema } from 'typeorm'
import type { EarnPreview } from '@huitou/shared/purchase/bill-contract'
import type { BillLine, NetLine, Quote } from '@huitou/shared/purchase/quote-rules'
import { amount, count, flag, instant, json, key, ref, token } from '#server/platform/db/columns'

/** What each thing pays of a line; the goods themselves stand in the basket. */
export type LineFigures = Omit<NetLine, keyof BillLine>

export type BillState = 'open' | 'agreed' | 'paid' | 'declined' | 'cancelled'

/** A bill with its figures, the same for clerk and member until `endsAt`. Whether it is over is a question of time, not a state. */
export type BillRow = {
  id: string
  memberId: string
  storeId: string
  staffId: string
  visitId: string | null
  state: BillState
  /** 1 until something ended it, then null: a unique key over member and live allows one open bill per member. */
  live: 1 | null
  /** The member was found without a code of theirs: coupons and points need their yes. */
  mustAgree: boolean
  receiptNo: string | null
  basket: BillLine[]
  quote: Omit<Quote, 'lines'> & { lines: LineFigures[] }
  earn: EarnPreview
  payableFen: number
  openedAt: Date
  endsAt: Date
  agreedAt: Date | null
  endedAt: Date | null
  purchaseId: string | null
}

export const Bills = new EntitySchema<BillRow>({
  name: 'purchase_bill',
  columns: {
    id: key(),
    memberId: ref(),
    storeId: ref(),
    staffId: ref(),
    visitId: ref({ nullable: true }),
    state: token(16),
    live: count({ nullable: true }),
    mustAgree: flag(),
    receiptNo: token(40, { nullable: true }),
    basket: json(),
    quote: json(),
    earn: json(),
    payableFen: amount(),
    openedAt: instant(),
    endsAt: instant(),
    agreedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
    purchaseId: ref({ nullable: true }),
  },
})
