import { broughtText, movedText, refundedText, usedText } from './purchase-words'

test.each([
  [{ earnedPoints: 64, savedFen: 720, refunded: 'none' as const }, '得 64 积分 · 省 ¥7.20'],
  [{ earnedPoints: 0, savedFen: 720, refunded: 'none' as const }, '省 ¥7.20'],
  [{ earnedPoints: 1064, savedFen: 0, refunded: 'none' as const }, '得 1,064 积分'],
  [{ earnedPoints: 0, savedFen: 0, refunded: 'none' as const }, ''],
  [{ earnedPoints: 0, savedFen: 720, refunded: 'whole' as const }, ''],
])('%o brought %s', (purchase, text) => expect(broughtText(purchase)).toBe(text))

test.each([
  [{ refunded: 'none' as const, refundedFen: 0 }, null],
  [{ refunded: 'part' as const, refundedFen: 940 }, '已退 ¥9.40'],
  [{ refunded: 'whole' as const, refundedFen: 3180 }, '已全退'],
])('%o is %s', (purchase, text) => expect(refundedText(purchase)).toBe(text))

test('what moved with a refund', () => {
  expect(movedText({ returnedPoints: 500, tookBackPoints: 64, couponsReturned: 1 })).toBe(
    '抵现的 500 积分已退回，1 张券已退回卡包，这单得的 64 积分已收回',
  )
  expect(movedText({ returnedPoints: 0, tookBackPoints: 0, couponsReturned: 0 })).toBe('')
})

test.each([
  [500, 0, '500 积分'],
  [500, 148, '500 积分，退回 148 积分'],
  [1500, 1500, '1,500 积分，已全部退回'],
])('%i points, %i of them back: %s', (offsetPoints, returnedPoints, text) =>
  expect(usedText({ offsetPoints, returnedPoints })).toBe(text),
)
