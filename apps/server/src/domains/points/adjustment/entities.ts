import { EntitySchema } from 'typeorm'
import { amount, instant, key, ref, text, token } from '#server/platform/db/columns'
import type { PointUnit } from '../entities'

/** A correction by hand: done at once, or waiting for a second person. */
export type AdjustmentRow = {
  id: string
  memberId: string
  unit: PointUnit
  points: number
  reason: string
  state: 'waiting' | 'done' | 'rejected'
  askedBy: string
  askedByName: string
  askedAt: Date
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: Date | null
  note: string | null
  txnId: string | null
}

export const Adjustments = new EntitySchema<AdjustmentRow>({
  name: 'point_adjustment',
  columns: {
    id: key(),
    memberId: ref(),
    unit: token(16),
    points: amount(),
    reason: text(80),
    state: token(16),
    askedBy: ref(),
    askedByName: text(40),
    askedAt: instant(),
    decidedBy: ref({ nullable: true }),
    decidedByName: text(40, { nullable: true }),
    decidedAt: instant({ nullable: true }),
    note: text(80, { nullable: true }),
    txnId: ref({ nullable: true }),
  },
})
