import type { BrandRow } from '#server/domains/store/entities'
import { addDays } from '@huitou/shared/kit/day'
import { businessDay, instantOf } from '#server/platform/business-day'

/** When clocks of the brand next show this hour: at once where they do so now. */
export const nextHourIn =
  ({ zone }: BrandRow) =>
  (from: Date, hour: number): Date => {
    const { day } = businessDay(from, { zone, dayStartMinutes: 0 })
    const at = instantOf(day, hour * 60, zone)
    return at >= from ? at : instantOf(addDays(day, 1), hour * 60, zone)
  }
