import { EntitySchema } from 'typeorm'
import { amount, instant, key, ref, token } from '#server/platform/db/columns'

/** Points set aside: neither spent nor to be spent. Resolved at most once. */
export type HoldRow = {
  id: string
  accountId: string
  /** The transaction that held them. */
  txnId: string
  points: number
  captured: number
  state: 'open' | 'captured' | 'voided' | 'timed_out'
  endsAt: Date
  /** When it ends by itself; null once it is resolved. */
  dueAt: Date | null
  resolvedAt: Date | null
}

export const Holds = new EntitySchema<HoldRow>({
  name: 'point_hold',
  columns: {
    id: key(),
    accountId: ref(),
    txnId: ref(),
    points: amount(),
    captured: amount(),
    state: token(16),
    endsAt: instant(),
    dueAt: instant({ nullable: true }),
    resolvedAt: instant({ nullable: true }),
  },
})

/** From which lot how many of the held points came. */
export type HoldLotRow = { id: string; holdId: string; lotId: string; points: number }

export const HoldLots = new EntitySchema<HoldLotRow>({
  name: 'point_hold_lot',
  columns: { id: key(), holdId: ref(), lotId: ref(), points: amount() },
})
