import { BILL_STATES } from '@huitou/shared/purchase/bill-contract'
import { billHead, earnedText, savedText } from './bill-words'

test('every state has its own words', () => {
  const heads = BILL_STATES.map((state) => billHead({ state, mustAgree: false }))
  expect(new Set(heads).size).toBe(BILL_STATES.length)
  expect(billHead({ state: 'open', mustAgree: true })).toContain('店员在等你')
})

test('what it gave', () => {
  const earned = { points: 64, growth: 31, coupons: [], balanceAfter: 1524 }
  expect(earnedText(earned)).toBe('得 64 积分，现有 1,524 积分')
  expect(earnedText({ ...earned, points: 0 })).toBe('现有 1,524 积分')
})

test('what was saved', () => {
  expect(savedText({ savedFen: 0, points: 0 })).toBe('')
  expect(savedText({ savedFen: 720, points: 0 })).toBe('省了 ¥7.20')
  expect(savedText({ savedFen: 1220, points: 500 })).toBe('省了 ¥12.20，其中用掉 500 积分')
})
