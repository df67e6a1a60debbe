import { EntitySchema } from 'typeorm'
import type { BillLine } from '@huitou/shared/purchase/quote-rules'
import { amount, count, dayNumber, instant, json, key, ref, token } from '#server/platform/db/columns'

/** A receipt with a code, for a buyer who was no member yet: claimed once, within its time. */
export type SlipRow = {
  id: string
  /** What its code carries: 128 random bits. */
  scene: string
  storeId: string
  staffId: string
  day: number
  receiptNo: string
  /** 1 until it was cancelled, then null: a unique key allows one slip per receipt. */
  live: 1 | null
  lines: BillLine[]
  amountFen: number
  boughtAt: Date
  endsAt: Date
  cancelledAt: Date | null
  claimedBy: string | null
  claimedAt: Date | null
  purchaseId: string | null
}

export const Slips = new EntitySchema<SlipRow>({
  name: 'purchase_slip',
  columns: {
    id: key(),
    scene: token(32),
    storeId: ref(),
    staffId: ref(),
    day: dayNumber(),
    receiptNo: token(40),
    live: count({ nullable: true }),
    lines: json(),
    amountFen: amount(),
    boughtAt: instant(),
    endsAt: instant(),
    cancelledAt: instant({ nullable: true }),
    claimedBy: ref({ nullable: true }),
    claimedAt: instant({ nullable: true }),
    purchaseId: ref({ nullable: true }),
  },
})
