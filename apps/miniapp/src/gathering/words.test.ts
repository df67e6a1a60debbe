import { isComing, leftText, shareTitle, stateChip, untilText } from './words'

test('each state has its word; a tier is named where it is known', () => {
  expect(stateChip({ state: 'open', tierName: null }).text).toBe('报名中')
  expect(stateChip({ state: 'locked', tierName: '金卡会员' })).toEqual({ text: '限金卡会员', tone: 'info' })
  expect(stateChip({ state: 'locked', tierName: null }).text).toBe('等级不够')
})

test('a ticket that was given back says so, unless the whole gathering is off', () => {
  expect(stateChip({ state: 'open', tierName: null }, { state: 'withdrawn' }).text).toBe('已退票')
  expect(stateChip({ state: 'cancelled', tierName: null }, { state: 'withdrawn' }).text).toBe('已取消')
  expect(stateChip({ state: 'signed_up', tierName: null }, { state: 'held' }).text).toBe('已报名')
})

test('seats are told while they are of use', () => {
  expect(leftText({ left: 8, state: 'open' })).toBe('还剩 8 位')
  expect(leftText({ left: 0, state: 'full' })).toBeNull()
  expect(leftText({ left: null, state: 'open' })).toBeNull()
  expect(leftText({ left: 8, state: 'over' })).toBeNull()
  expect(isComing('locked')).toBe(true)
})

test('the end of sign-up is told where it is not the beginning', () => {
  const startsAt = '2026-11-23T06:00:00.000Z'
  expect(untilText({ startsAt, signUpUntil: startsAt }, 20261122)).toBeNull()
  expect(untilText({ startsAt, signUpUntil: '2026-11-22T12:00:00.000Z' }, 20261122)).toBe('今晚 20:00 截止报名')
})

test('a forwarded card promises nothing', () => {
  const said = shareTitle({ title: '冬季新豆品鉴会', when: '12月6日 周日 14:00–16:00' })
  expect(said).toBe('冬季新豆品鉴会，12月6日 周日 14:00–16:00，一起来吗')
  expect(said).not.toMatch(/积分|送|券|奖/)
})
