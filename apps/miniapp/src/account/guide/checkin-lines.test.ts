import { checkinLines } from './checkin-lines'

const plain = {
  todayReward: { points: 5, couponName: null },
  ladder: [],
  visit: { points: 0, doneToday: false },
  makeUp: null,
}

test('an ordinary plan is one line', () => {
  expect(checkinLines(plain)).toEqual([{ title: '每天签到', text: '今天签到得 5 积分' }])
})

test('steps, rounds, the store and making up have a line each', () => {
  const step = { reached: false, points: 15, couponName: '满20减5券' }
  const lines = checkinLines({
    ...plain,
    ladder: [
      { ...step, streakDays: 3, points: 10, couponName: null },
      { ...step, streakDays: 7 },
    ],
    cumulative: { count: 2, steps: [{ ...step, count: 10, points: 0 }] },
    visit: { points: 5, doneToday: false, per: 'store' },
    makeUp: { left: 2, points: 20, days: [] },
  })
  expect(lines.slice(1)).toEqual([
    { title: '连着签', text: '第 3 天再得 10 积分，第 7 天再得 15 积分和满20减5券' },
    { title: '一期里签满', text: '签满 10 次得 满20减5券' },
    { title: '到店签到', text: '扫店里的签到码再得 5 积分，每家店每天一次' },
    { title: '漏了可以补', text: '本期还能补 2 次，下一次要 20 积分' },
  ])
})
