import { cheerTitle, nextStepText, noteOf, titleOf } from './words'

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
  [0, '再签 1 天，得 5 积分'],
  [6, '再签 1 天，得满20减5券'],
  [7, '再签 7 天，得 80 积分'],
  [14, null],
])('after %i days the next step is %s', (streak, text) => expect(nextStepText(LADDER, streak)).toBe(text))

test('a step of the ladder has its own headline', () => {
  expect(cheerTitle(RESULT, LADDER)).toBe('连签 7 天，奖励到手')
  expect(cheerTitle({ ...RESULT, streak: 8 }, LADDER)).toBe('签到成功，连签 8 天')
  expect(cheerTitle({ ...RESULT, streak: 1 }, LADDER)).toBe('签到成功，连签 1 天')
})
