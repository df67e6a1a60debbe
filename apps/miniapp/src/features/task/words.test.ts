import type { TaskCard } from '@huitou/shared/task/contract'
import { countText, givenText, noteLines, rewardText, stateChip, titleText } from './words'

const TODAY = 20261122
const card: TaskCard = {
  ...{ taskId: '1', day: null, name: '消费三次', about: null, period: 'growth', goalWords: '消费 3 次', when: null },
  ...{ goal: { kind: 'purchase', count: 3, minFen: null }, count: 1, target: 3, state: 'doing', why: null },
  ...{ claim: 'claim', points: 1200, coupon: null, left: null, until: null, claimUntil: null },
}
const coupon = { templateId: '1', face: { name: '曲奇券' } } as unknown as TaskCard['coupon']

test('what it gives and how far it is', () => {
  expect(rewardText(card)).toBe('+1,200 积分')
  expect(rewardText({ points: 20, coupon })).toBe('+20 积分 · 曲奇券一张')
  expect(rewardText({ points: 0, coupon })).toBe('曲奇券一张')
  expect(countText(card)).toBe('1 / 3')
  expect(countText({ goal: { kind: 'spend', count: 1, minFen: 20_000 }, count: 4550, target: 20_000 })).toBe(
    '¥45.5 / ¥200',
  )
})

test('a reward of another day says of which', () => {
  expect(titleText({ name: '今日签到', day: TODAY }, TODAY)).toBe('今日签到')
  expect(titleText({ name: '今日签到', day: 20261121 }, TODAY)).toBe('今日签到（11月21日）')
})

test('what else there is to know', () => {
  const until = '2026-11-30T16:00:00.000Z'
  expect(noteLines({ ...card, until, left: 8, when: '周三才算' }, TODAY)).toEqual([
    '周三才算',
    '11月30日结束',
    '奖励还剩 8 份',
  ])
  expect(noteLines({ ...card, state: 'claimable', claimUntil: until }, TODAY)).toEqual(['11月30日前领'])
  expect(noteLines({ ...card, state: 'locked', why: '先做完「首次消费」' }, TODAY)).toEqual(['先做完「首次消费」'])
  expect(noteLines({ ...card, claim: 'automatic' }, TODAY)).toEqual(['做完自动到账'])
})

test('what there is nothing to press for says how it stands', () => {
  expect(stateChip({ state: 'claimed' })?.text).toBe('已领取')
  expect(stateChip({ state: 'doing' })).toBeNull()
})

test('what a tap brought', () => {
  expect(givenText({ points: 20, cutBy: null, couponName: null })).toBe('+20 积分，到手')
  expect(givenText({ points: 20, cutBy: null, couponName: '曲奇券' })).toBe('+20 积分，到手，曲奇券已放进卡包')
  expect(givenText({ points: 0, cutBy: null, couponName: '曲奇券' })).toBe('曲奇券已放进卡包')
  expect(givenText({ points: 5, cutBy: '每日积分上限', couponName: null })).toBe('到账 5 积分，其余超过每日积分上限')
})
