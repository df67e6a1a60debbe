import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { couponsText, pointsUsedText } from './words'

const coupon = (id: string, usable: boolean, chosen = false) => ({ id, usable, chosen }) as QuoteCard['coupons'][number]
const offset = {
  balance: 1960,
  maxPoints: 1800,
  maxFen: 1800,
  capFen: 1885,
  stepPoints: 100,
  minPoints: 0,
  pointsPerYuan: 100,
}
const quote = (part: Partial<QuoteCard>) =>
  ({ coupons: [], couponIds: [], bestCouponIds: [], points: 0, offset: { ...offset, why: null }, ...part }) as QuoteCard

test('the row of coupons says whether the best is chosen', () => {
  expect(couponsText(quote({}))).toBe('没有券')
  expect(couponsText(quote({ coupons: [coupon('1', false)] }))).toBe('这一单都用不了')
  const coupons = [coupon('1', true), coupon('2', true)]
  expect(couponsText(quote({ coupons, bestCouponIds: ['1'] }))).toBe('可用 2 张，没用')
  expect(couponsText(quote({ coupons, bestCouponIds: ['1'], couponIds: ['1'] }))).toBe('已选最省 1 张')
  expect(couponsText(quote({ coupons, bestCouponIds: ['1'], couponIds: ['2'] }))).toBe('已选 1 张')
})

test('the row of points says how many, how many there could be, or why none', () => {
  expect(pointsUsedText(quote({ points: 500 }))).toBe('500 积分')
  expect(pointsUsedText(quote({}))).toBe('最多 1,800 积分')
  expect(pointsUsedText(quote({ offset: { ...offset, maxPoints: 0, why: '积分不到 100' } }))).toBe('积分不到 100')
})
