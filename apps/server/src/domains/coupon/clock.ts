import type { Moment } from '@huitou/shared/coupon/hours-rules'
import type { BrandRow } from '#server/domains/store/entities'
import { brandOf } from '#server/domains/store/queries'
import { businessDay, minutesOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'

const DAY_MINUTES = 1440

/** One moment by the brand's clocks: what days, hours, quotas and drops are judged by. */
export type Clock = { now: Date; moment: Moment; dayEndsAt: Date; brand: BrandRow }

export function clockOf(brand: BrandRow, now: Date): Clock {
  const { day, endsAt } = businessDay(now, brand)
  const minutes = minutesOfDay(now, brand.zone)
  // Before the day begins it is still the night of the one before.
  const minute = minutes < brand.dayStartMinutes ? minutes + DAY_MINUTES : minutes
  return { now, moment: { day, minute }, dayEndsAt: endsAt, brand }
}

export const clockAt = async (read: Reader, now: Date): Promise<Clock> => clockOf(await brandOf(read), now)
