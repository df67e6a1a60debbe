import { couponsFor, quote, type Quote } from '@huitou/shared/purchase/quote-rules'
import type { Basket, BillFigures, EarnPreview, QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { whyNoPoints, whyNotCoupon } from '@huitou/shared/purchase/word-rules'
import { clockAt, type Clock } from '#server/domains/coupon/clock'
import { whyNot } from '#server/domains/coupon/judge'
import { presentFace } from '#server/domains/coupon/present'
import type { Reader } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { previewEarning } from '../preview'
import { termsOf, type Reckoning, type Wallet } from '../reckon'
import { basketLines, netSold } from '../sold'

export type Asking = {
  memberId: string
  storeId: string
  basket: Basket
  couponIds?: readonly string[] | undefined
  points?: number | undefined
  now: Date
}

export const reckoningOf = ({ memberId, storeId, basket, couponIds, points, now }: Asking): Reckoning => ({
  ...{ memberId, storeId, couponIds, points, now, pricedAt: now },
  lines: basketLines(basket),
})

/** What a bill of these figures would earn now. */
export const earnOf = (read: Reader, { memberId, storeId, now }: Asking, { lines }: Quote): Promise<EarnPreview> =>
  previewEarning(read, { memberId, storeId, channel: 'store', sold: netSold(lines), at: now, now })

/** The figures as clerk and member see them. */
export const presentFigures = (one: Quote, earn: EarnPreview): BillFigures => ({
  lines: one.lines.map(({ sku, name, category, quantity, amountFen }) => ({
    sku,
    name,
    category,
    quantity,
    amountFen,
  })),
  ...{ totalFen: one.totalFen, payableFen: one.payableFen, savedFen: one.savedFen, points: one.points, earn },
  ...{ deductions: one.deductions, couponIds: one.couponIds },
})

type Each = ReturnType<typeof couponsFor>['each']

type Joins = (couponId: string) => boolean

function couponCards(wallet: Wallet, each: Each, one: Quote, clock: Clock, joins: Joins): QuoteCard['coupons'] {
  return wallet.map(({ coupon, decision, ...known }) => {
    const alone = each.find(({ id }) => id === coupon.id)
    const applied = one.deductions.find(({ couponId }) => couponId === coupon.id)
    const words = decision.ok ? null : whyNot(coupon, known, clock, decision.reason).words
    const why = words ?? (alone && !alone.ok ? whyNotCoupon(alone, known.template) : null)
    return {
      id: coupon.id,
      face: presentFace(known.template, known.storeNames),
      expiresAt: coupon.expiresAt.toISOString(),
      usable: why === null,
      why,
      offFen: applied?.offFen ?? (alone?.ok ? alone.offFen : 0),
      chosen: applied !== undefined,
      joins: why === null && applied === undefined && joins(coupon.id),
    }
  })
}

/** What a member would pay, and the coupons and points there are to choose from. Refuses what does not fit; binds nobody. */
export async function quoteFor(read: Reader, asking: Asking): Promise<QuoteCard> {
  const reckoning = reckoningOf(asking)
  const { terms, wallet } = await termsOf(read, reckoning)
  const one = mustBe(quote(reckoning.lines, terms)).quote
  const { best, each } = couponsFor(reckoning.lines, terms)
  const { balance, policy } = terms
  const joins = (id: string) => quote(reckoning.lines, { ...terms, couponIds: [...one.couponIds, id], points: 0 }).ok
  const { minPoints, stepPoints, pointsPerYuan } = policy
  return {
    ...presentFigures(one, await earnOf(read, asking, one)),
    coupons: couponCards(wallet, each, one, await clockAt(read, asking.now), joins),
    bestCouponIds: best.ids,
    offset: {
      ...{ balance, minPoints, stepPoints, pointsPerYuan, ...one.offset },
      why: one.offset.maxPoints > 0 ? null : whyNoPoints(policy, balance),
    },
  }
}
