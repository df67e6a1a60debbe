import { EntitySchema } from 'typeorm'
import type { Flow } from '@huitou/shared/points/report-rules'
import { amount, count, dayNumber, key, token } from '#server/platform/db/columns'
import type { PointUnit } from '../entities'

/** What one business day came to: by the moment at which things took effect, however late they were written. */
export type DailyRow = Flow & { id: string; unit: PointUnit; day: number; txns: number }

export const Daily = new EntitySchema<DailyRow>({
  name: 'point_daily',
  columns: {
    id: key(),
    unit: token(16),
    day: dayNumber(),
    issued: amount(),
    burned: amount(),
    expired: amount(),
    clawed: amount(),
    adjusted: amount(),
    opening: amount(),
    txns: count(),
  },
})

/** What is outstanding, by the month in which it ends (yyyymm, or see `liabilityMonth`) and by where it came from. */
export type LiabilityRow = {
  id: string
  unit: PointUnit
  month: number
  source: string
  points: number
  costMilliFen: number
}

export const Liability = new EntitySchema<LiabilityRow>({
  name: 'point_liability',
  columns: {
    id: key(),
    unit: token(16),
    month: count(),
    source: token(32),
    points: amount(),
    costMilliFen: amount(),
  },
})
