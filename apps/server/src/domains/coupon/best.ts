import type { Input, Output } from '@huitou/shared/api'
import type { CouponWhy } from '@huitou/shared/coupon/contract'
import { bestCombination, couldUse, type BasketLine, type OfferRefusal } from '@huitou/shared/coupon/offer-rules'
import { goodsWords } from '@huitou/shared/coupon/word-rules'
import { refusals } from '@huitou/shared/refusals'
import { storeById } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { clockAt } from './clock'
import type { TemplateRow } from './entities'
import { whyNot } from './judge'
import { presentOne } from './present'
import { couponsForBasket } from './queries'

/** As many as are weighed against each other: those that end first. */
const WEIGHED_MAX = 30

type Asked = Input<'coupon.best'>

const linesOf = ({ lines, amountFen }: Asked): BasketLine[] => {
  if ((lines === undefined) === (amountFen === undefined)) throw invalid('lines, amountFen', 'exactly one of them')
  return lines ?? [{ sku: null, category: '', quantity: 1, amountFen: amountFen ?? 0 }]
}

/** Why a coupon takes nothing off this basket, in words that say what would help. */
function whyNotHere(refusal: OfferRefusal, template: TemplateRow): CouponWhy {
  const goods = goodsWords(template)
  const words =
    refusal.reason === 'coupon_below_threshold'
      ? `还差 ${refusal.shortFen / 100} 元可用`
      : goods === null
        ? refusals.coupon_other_goods.zh
        : `限${goods}可用`
  return { code: refusal.reason, words, nextAt: null }
}

/** Which of a member's coupons take most off a basket in a store now, and why the others do not. */
export async function bestOf(read: Reader, memberId: string, asked: Asked, now: Date): Promise<Output<'coupon.best'>> {
  const lines = linesOf(asked)
  const { id: storeId } = await storeById(read, asked.storeId)
  const clock = await clockAt(read, now)
  const wallet = await couponsForBasket(read, { memberId, storeId, now })
  const usable = wallet.filter(({ decision }) => decision.ok).map(({ candidate }) => candidate)
  const best = bestCombination(lines, usable.slice(0, WEIGHED_MAX))
  const coupons = wallet.map(({ coupon, decision, candidate, ...known }) => {
    const alone = couldUse(lines, candidate.terms)
    const why = decision.ok
      ? alone.ok
        ? null
        : whyNotHere(alone, known.template)
      : whyNot(coupon, known, clock, decision.reason)
    return {
      coupon: presentOne(coupon, known, clock, null),
      chosen: best.ids.includes(coupon.id),
      offFen: why === null && alone.ok ? alone.offFen : null,
      why,
    }
  })
  return { offFen: best.offFen, coupons }
}
