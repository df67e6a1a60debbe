import { EntitySchema } from 'typeorm'
import type { ACT_KINDS, ActTotals } from '@huitou/shared/counter/acts-contract'
import { amount, count, dayNumber, instant, json, key, ref, text, token } from '#server/platform/db/columns'

/** Stands where a clerk would: nobody at the counter did it, the shop's own till did. */
export const TILL = '0'

/** One thing that somebody did at a counter, in one list whatever it was: what the day, the shift and the totals are made of. */
export type ActRow = {
  id: string
  kind: (typeof ACT_KINDS)[number]
  subjectId: string
  memberId: string | null
  staffId: string
  storeId: string
  day: number
  at: Date
  title: string
  amountFen: number | null
  points: number | null
  /** Coupons used with it: one verified, or those of a bill. */
  coupons: number
  undoneAt: Date | null
  undoReason: string | null
  undoneBy: string | null
}

export const Acts = new EntitySchema<ActRow>({
  name: 'counter_act',
  columns: {
    id: key(),
    kind: token(16),
    subjectId: ref(),
    memberId: ref({ nullable: true }),
    staffId: ref(),
    storeId: ref(),
    day: dayNumber(),
    at: instant(),
    title: text(80),
    amountFen: amount({ nullable: true }),
    points: amount({ nullable: true }),
    coupons: count(),
    undoneAt: instant({ nullable: true }),
    undoReason: text(80, { nullable: true }),
    undoneBy: ref({ nullable: true }),
  },
})

/** A shift that was handed over: the acts of one clerk in one store up to `toActId`, summed up when it ended. */
export type ShiftRow = {
  id: string
  staffId: string
  storeId: string
  day: number
  startedAt: Date
  endedAt: Date
  toActId: string
  totals: ActTotals
  note: string | null
}

export const Shifts = new EntitySchema<ShiftRow>({
  name: 'counter_shift',
  columns: {
    id: key(),
    staffId: ref(),
    storeId: ref(),
    day: dayNumber(),
    startedAt: instant(),
    endedAt: instant(),
    toActId: ref(),
    totals: json(),
    note: text(80, { nullable: true }),
  },
})
