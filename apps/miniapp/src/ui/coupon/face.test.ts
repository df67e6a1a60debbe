import type { CouponFace } from '@huitou/shared/coupon/face-schema'
import { amountOf, conditionOf, spokenFace } from './face'

const FACE: CouponFace = {
  name: '满 20 减 5 券',
  kind: 'cash_off',
  thresholdFen: 2000,
  offFen: 500,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  scope: '全部门店',
  goods: null,
  hours: null,
  stacking: '每次消费用一张，不与其他券同用',
  usesTotal: 1,
}
const PERCENT: CouponFace = {
  ...FACE,
  kind: 'percent_off',
  thresholdFen: 0,
  offFen: null,
  payPermille: 850,
  offMaxFen: 600,
}
const EXCHANGE: CouponFace = { ...FACE, kind: 'exchange', thresholdFen: 0, offFen: null, itemName: '热美式' }

test.each([
  [FACE, '¥5', '满 20 可用'],
  [{ ...FACE, thresholdFen: 0 }, '¥5', '无门槛'],
  [PERCENT, '8.5折', '最高减 ¥6'],
  [{ ...PERCENT, payPermille: 900, offMaxFen: null }, '9折', '无门槛'],
  [{ ...PERCENT, thresholdFen: 3000 }, '8.5折', '满 30 可用'],
  [EXCHANGE, '1份', '兑换券'],
  [{ ...EXCHANGE, kind: 'times' as const, usesTotal: 10 }, '10次', '次卡'],
  [{ ...EXCHANGE, kind: 'shipping' as const }, '免运费', '商城配送用'],
  [{ ...EXCHANGE, kind: 'shipping' as const, thresholdFen: 5000 }, '免运费', '满 50 可用'],
])('a face says how much and under which condition', (face, amount, condition) => {
  const { before, value, after } = amountOf(face)
  expect(before + value + after).toBe(amount)
  expect(conditionOf(face)).toBe(condition)
})

test('read aloud, money is said in yuan', () => {
  expect(spokenFace(FACE)).toBe('满 20 减 5 券，减 5 元，满 20 可用')
  expect(spokenFace(PERCENT)).toContain('8.5折')
})
