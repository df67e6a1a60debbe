import { cheerTitle, cumulativeText, nextRewardText, noteOf, titleOf } from './words'

const LADDER = [
  { streakDays: 1, points: 5, couponName: null, reached: true },
  { streakDays: 7, points: 50, couponName: '满20减5券', reached: false },
  { streakDays: 14, points: 80, couponName: null, reached: false },
]
const STATUS = {
  today: 20261122,
  dayEndsAt: '2026-11-22T16:00:00.000Z',
  checkedInToday: false,
  streak: 6,
  todayReward: { points: 60, couponName: '满20减5券' },
  tomorrowReward: { points: 5, couponName: null },
  todayMark: '小雪',
  ladder: LADDER,
  visit: { points: 5, doneToday: false },
}
const RESULT = { day: 20261122, streak: 7, points: 60, parts: [], coupon: null, balanceAfter: 2540 }

test('before checking in, today’s reward is said', () => {
  expect(titleOf(STATUS)).toBe('今天小雪，签到得 60 积分')
  expect(noteOf(STATUS)).toBe('已连签 6 天，今天再得满20减5券')
})

test('an ordinary day without a streak', () => {
  const plain = { ...STATUS, todayMark: null, streak: 0, todayReward: { points: 5, couponName: null } }
  expect(titleOf(plain)).toBe('今天签到得 5 积分')
  expect(noteOf(plain)).toBe('从第 1 天开始数')
})

test('after checking in, tomorrow’s reward is said', () => {
  const done = { ...STATUS, checkedInToday: true, streak: 7 }
  expect(titleOf(done)).toBe('今天签过了，连签 7 天')
  expect(noteOf(done)).toBe('明天再来得 5 积分')
})

test.each([
  [
    { day: 20261123, inDays: 1, label: '连签 7 天', points: 50, couponName: '满20减5券' },
    '明天，连签 7 天得 50 积分和满20减5券',
  ],
  [{ day: 20261129, inDays: 7, label: '连签 14 天', points: 80, couponName: null }, '再签 7 天，连签 14 天得 80 积分'],
  [{ day: 20261122, inDays: 0, label: '连签 7 天', points: 15, couponName: null }, '今天签到，连签 7 天得 15 积分'],
  [null, null],
])('the next reward', (nextReward, text) => expect(nextRewardText({ nextReward })).toBe(text))

test('where the member stands in this round', () => {
  const step = (count: number, reached: boolean) => ({ count, reached, points: 30, couponName: null })
  expect(cumulativeText({ count: 5, steps: [step(3, true), step(10, false)] })).toBe(
    '本期签了 5 次，第 10 次得 30 积分',
  )
  expect(cumulativeText({ count: 12, steps: [step(10, true)] })).toBe('本期签了 12 次，奖励都拿到了')
})

test('a step of the ladder has its own headline', () => {
  expect(cheerTitle(RESULT, LADDER)).toBe('连签 7 天，奖励到手')
  expect(cheerTitle({ ...RESULT, streak: 8 }, LADDER)).toBe('签到成功，连签 8 天')
  expect(cheerTitle({ ...RESULT, streak: 1 }, LADDER)).toBe('签到成功，连签 1 天')
})
