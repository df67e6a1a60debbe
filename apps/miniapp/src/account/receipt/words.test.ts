import { SLIP_STATES } from '@huitou/shared/purchase/bill-contract'
import { claimLabel, slipText, slipTitle } from './words'

const earn = { points: 94, growth: 44, why: [] }
const none = { points: 0, growth: 0, why: [] }

test('every state says what it is and what to do', () => {
  const titles = SLIP_STATES.map((state) => slipTitle({ state, isMine: false, earn }))
  expect(new Set(titles).size).toBe(SLIP_STATES.length)
  for (const state of SLIP_STATES) expect(slipText({ state, isMine: false, earn }).length).toBeGreaterThan(5)
  expect(slipTitle({ state: 'open', isMine: false, earn })).toBe('这张小票有 94 积分等你领')
  expect(slipTitle({ state: 'open', isMine: false, earn: none })).toBe('把这笔消费记到名下')
  expect(slipTitle({ state: 'claimed', isMine: true, earn })).toBe('这张小票你已经领过了')
  expect(slipText({ state: 'claimed', isMine: true, earn })).toBe('积分已经在你的账户里')
})

test('one button', () => {
  expect(claimLabel({ earn }, true)).toBe('领 94 积分')
  expect(claimLabel({ earn }, false)).toBe('加入会员并领 94 积分')
  expect(claimLabel({ earn: none }, false)).toBe('加入会员并记到名下')
})
