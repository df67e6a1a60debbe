import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { quoteFor, type Asking } from '#server/domains/purchase/bill/quote'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'

/** Whether coupons or points are asked for: a phone number alone is no yes of the member to that. */
export const spends = ({ couponIds, points }: Pick<Asking, 'couponIds' | 'points'>) =>
  (couponIds?.length ?? 0) > 0 || (points ?? 0) > 0

/** What a member found by phone would pay: exactly what recording will take. Refuses `code_needed` when asked for more. */
export async function quoteEarningOnly(read: Reader, asking: Asking): Promise<QuoteCard> {
  if (spends(asking)) throw new Refused('code_needed')
  const quote = await quoteFor(read, { ...asking, couponIds: [], points: 0 })
  const offset = { ...quote.offset, maxPoints: 0, maxFen: 0, why: '客人出示会员码后才能用积分' }
  return { ...quote, coupons: [], bestCouponIds: [], offset }
}
