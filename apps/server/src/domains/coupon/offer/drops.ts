import { dropAround, dropsOn, type Span } from '@huitou/shared/coupon/drop-rules'
import { addDays } from '@huitou/shared/kit/day'
import { instantOf } from '#server/platform/business-day'
import type { Clock } from '../clock'
import type { TemplateRow } from '../entities'

// A drop may run past midnight, and one that comes once a week may be seven days away, of which today may be the night of yesterday.
const DATES = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]

/** The drop of a template that runs, and the next one; null where it has none. By the schedule and the clock alone. */
export function dropOf(
  { dropPlan, claimFrom, claimUntil }: Pick<TemplateRow, 'dropPlan' | 'claimFrom' | 'claimUntil'>,
  { now, moment, brand }: Clock,
): { current: Span | null; next: Span | null } | null {
  if (!dropPlan) return null
  const dates = DATES.map((ahead) => addDays(moment.day, ahead))
  const spans = dropsOn(dropPlan, dates, (day, minutes) => instantOf(day, minutes, brand.zone))
  return dropAround(spans, now, { claimFrom, claimUntil })
}
