import { bestPrice, goodsWayText, payingText, savedText, sizesText, soldText, teamTitle } from './words'

const prices = [
  { size: 2, priceFen: 1990, leaderPriceFen: 1590 },
  { size: 3, priceFen: 1690, leaderPriceFen: 1690 },
]

test('prices and sizes', () => {
  expect(bestPrice({ prices }).size).toBe(3)
  expect(sizesText({ prices })).toBe('2–3 人团')
  expect(sizesText({ prices: prices.slice(0, 1) })).toBe('2 人团')
  expect(savedText({ singlePriceFen: 3200 }, 1990)).toBe('比单买省 12.1 元')
})

test('how goods get to people', () => {
  expect(goodsWayText({ stores: [], sent: false })).toBe('到店取')
  expect(goodsWayText({ stores: null, sent: true })).toBe('寄送，包邮')
  expect(goodsWayText({ stores: [], sent: true })).toBe('到店取，或者寄送，包邮')
})

test('only what is so is said', () => {
  expect(soldText({ sold: 0, left: 100 })).toBe('')
  expect(soldText({ sold: 12, left: 3 })).toBe('已成团 12 份 · 还剩 3 份')
  expect(soldText({ sold: 12, left: 0 })).toBe('已成团 12 份 · 抢完了')
  expect(payingText({ paying: 0, missing: 1 })).toBeNull()
  expect(payingText({ paying: 2, missing: 0 })).toBeNull()
  expect(payingText({ paying: 2, missing: 1 })).toBe('有 2 人正在付款，先付到的入座')
})

test('a team says how it stands', () => {
  expect(teamTitle({ state: 'forming', missing: 1 }, false)).toBe('还差 1 人成团')
  expect(teamTitle({ state: 'forming', missing: 1 }, true)).toBe('时间到了，正在结算')
  expect(teamTitle({ state: 'succeeded', missing: 0 }, true)).toBe('人齐了，成团')
  expect(teamTitle({ state: 'failed', missing: 1 }, true)).toBe('没凑齐，钱原路退回')
  expect(teamTitle({ state: 'opening', missing: 2 }, false)).toBe('付款后开团')
})
