import { besidesText } from './balance-words'

const none = { pending: 0, pendingNext: null, held: 0, debt: 0 }

test('says nothing when there is nothing beside the balance', () => {
  expect(besidesText(none, 20261122)).toEqual([])
})

test('says what is on its way, in use and owed', () => {
  const pendingNext = { points: 30, at: '2026-11-23T04:00:00.000Z' }
  expect(besidesText({ pending: 1230, pendingNext, held: 100, debt: 20 }, 20261122)).toEqual([
    '另有 1,230 积分在路上，11月23日到账 30',
    '100 积分正在使用中，没用成会退回来',
    '退货要扣回 20 积分，之后得的积分先补上',
  ])
  expect(besidesText({ ...none, pending: 5 }, null)).toEqual(['另有 5 积分在路上'])
})
