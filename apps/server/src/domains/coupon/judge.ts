import type { CouponWhy } from '@huitou/shared/coupon/contract'
import { judgeHours, nextHolding } from '@huitou/shared/coupon/hours-rules'
import { judgeUse, type UseRefusal } from '@huitou/shared/coupon/rules'
import { hoursWords, scopeWords } from '@huitou/shared/coupon/word-rules'
import type { Decision } from '@huitou/shared/kit/decision'
import { refusals } from '@huitou/shared/refusals'
import { instantOf, momentText } from '#server/platform/business-day'
import type { Clock } from './clock'
import type { CouponRow, TemplateRow } from './entities'

/** A template with the stores in which it holds; none: in all. */
export type Known = { template: TemplateRow; storeNames: string[]; storeIds: string[] }

/** Whether a coupon can be used now: its state, days, hours, and, where one is given, the store. */
export const judgeCoupon = (
  row: CouponRow,
  { template, storeIds }: Pick<Known, 'template' | 'storeIds'>,
  { now, moment, brand }: Clock,
  storeId?: string,
): Decision<object, UseRefusal> =>
  judgeUse(
    {
      ...row,
      storeIds,
      kind: template.kind,
      holds: judgeHours(template, moment, brand.dayStartMinutes),
    },
    now,
    storeId,
  )

/** When a coupon that does not hold now can be used next; null: not within its life. */
function nextAt(row: CouponRow, template: TemplateRow, { now, moment, brand }: Clock): Date | null {
  if (row.validFrom > now) return row.validFrom
  const next = nextHolding(template, moment, brand.dayStartMinutes)
  const at = next && instantOf(next.day, next.minute, brand.zone)
  return at && at < row.expiresAt ? at : null
}

function wordsFor(reason: UseRefusal, next: string | null, { template, storeNames }: Known): string {
  const then = next === null ? '，有效期内没有可用的时间了' : `，下次 ${next}`
  const said: { [Reason in UseRefusal]?: string } = {
    coupon_not_yet: `${next} 起可用`,
    coupon_other_store: `限${scopeWords(storeNames)}使用`,
    coupon_hours: `${hoursWords(template) ?? ''} 可用${then}`,
    coupon_blackout: `今天不可用${then}`,
  }
  return said[reason] ?? refusals[reason].zh
}

/** Why a coupon does not hold, in words that its owner understands: what for, and when it will. */
export function whyNot(row: CouponRow, known: Known, clock: Clock, reason: UseRefusal): CouponWhy {
  const waits = reason === 'coupon_not_yet' || reason === 'coupon_hours' || reason === 'coupon_blackout'
  const at = waits ? nextAt(row, known.template, clock) : null
  return {
    code: reason,
    words: wordsFor(reason, at && momentText(at, clock.brand.zone), known),
    nextAt: at?.toISOString() ?? null,
  }
}
