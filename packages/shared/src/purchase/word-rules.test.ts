import type { OfferTerms } from '../coupon/offer-rules'
import { basisOfCoupon, goodsInWords, whyNoPoints, whyNotCoupon, yuan } from './word-rules'

const OFFER: OfferTerms = {
  ...{ kind: 'cash_off', thresholdFen: 2000, offFen: 500, payPermille: null, offMaxFen: null },
  ...{ itemSku: null, categories: [], skus: [], stackGroup: 1 },
}

test('money', () => expect([0, 5, 130, 123_456].map(yuan)).toEqual(['¥0.00', '¥0.05', '¥1.30', '¥1,234.56']))

test.each<[Partial<OfferTerms>, boolean, string]>([
  [{}, true, '会员价后 ¥42.70，已满足门槛'],
  [{}, false, '商品合计 ¥42.70，已满足门槛'],
  [{ thresholdFen: 0 }, true, '减 5 元，无门槛'],
  [{ categories: ['面包'] }, true, '减 5 元，限指定商品，满 20 元，已满足门槛'],
  [{ kind: 'percent_off', payPermille: 850, offMaxFen: 1500, thresholdFen: 0 }, true, '8.5 折，最多减 15 元，无门槛'],
  [{ kind: 'percent_off', payPermille: 850, thresholdFen: 0 }, true, '8.5 折，无门槛'],
  [{ kind: 'exchange', thresholdFen: 0, skus: ['A'] }, true, '送一份，限指定商品，无门槛'],
])('the basis of a coupon %#', (more, afterTier, words) =>
  expect(basisOfCoupon({ ...OFFER, ...more }, 4270, afterTier)).toBe(words),
)

test('why not', () => {
  expect(whyNotCoupon({ reason: 'coupon_below_threshold', shortFen: 320 }, OFFER)).toBe('还差 3.20 元可用这张券')
  const other = { reason: 'coupon_other_goods' }
  expect(whyNotCoupon(other, OFFER)).toBe('这单里没有这张券能用的商品')
  expect(whyNotCoupon(other, { ...OFFER, kind: 'exchange', itemSku: 'A1' })).toBe('这单里没有这张券能用的商品')
  expect(whyNotCoupon(other, { ...OFFER, kind: 'times' })).toBe('这张券直接核销换东西，不用记在单里')
  const policy = { maxSharePermille: 500, stepPoints: 100, minPoints: 0 }
  expect(whyNoPoints({ ...policy, maxSharePermille: 0 }, 500)).toBe('本店暂不用积分抵现')
  expect(whyNoPoints(policy, 60)).toBe('满 100 积分才能抵，还差 40')
  expect(whyNoPoints({ ...policy, minPoints: 500 }, 60)).toBe('满 500 积分才能抵，还差 440')
  expect(whyNoPoints(policy, 500)).toBe('这单金额太小，抵不了积分')
})

test('goods in a few words', () => {
  const goods = (...names: string[]) => names.map((name, at) => ({ name, quantity: at + 1 }))
  expect(goodsInWords(goods('海盐卷', '美式'))).toBe('海盐卷、美式 ×2')
  expect(goodsInWords(goods('a', 'b', 'c', 'd'))).toBe('a、b ×2、c ×3 等 4 样')
})
