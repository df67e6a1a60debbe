import { addDays } from '@huitou/shared/kit/day'
import { Txns } from '#server/domains/points/entities'
import { runChecks } from '#server/platform/selfcheck/check'
import { newKey } from '#test/client'
import { startWorld, type World } from '#test/world'
import { checkinChecks } from './checks'
import { CheckIns } from './entities'
import { FIRST_DAY, comeOn, gift, goTo, planIs, planWith } from './test-days'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(() => planIs(world, planWith()))
afterAll(async () => {
  const found = await runChecks(world.db.manager, checkinChecks, world.clock.now())
  await world.stop()
  expect(found.filter((check) => check.violations.length > 0)).toEqual([])
})

const day = (offset: number) => addDays(FIRST_DAY, offset)

const joined = async () => {
  await goTo(world, 0)
  return world.member()
}

describe('checkin.makeUp', () => {
  test('mends the streak as if the day had been on time, and gives the steps that it reaches now', async () => {
    const person = await joined()
    await comeOn(world, person, [0, 1, 3, 4])
    const before = await person.must('checkin.status', {})
    expect(before).toMatchObject({ streak: 2, makeUp: { left: 2, points: 0, days: [day(2)] } })
    const { available } = await person.must('points.balance', {})
    const made = await person.must('checkin.makeUp', { day: day(2), pointsSeen: 0 })
    expect(made).toMatchObject({
      day: day(2),
      streak: 3,
      streakNow: 5,
      price: 0,
      points: 65,
      balanceAfter: available + 65,
    })
    expect(made.parts).toEqual([
      { label: '每日签到', points: 5 },
      { label: '连签 3 天', points: 10 },
      { label: '连签 5 天', points: 50 },
    ])
    expect(await person.must('checkin.status', {})).toMatchObject({
      streak: 5,
      checkedInToday: true,
      makeUp: { left: 1, points: 20, days: [] },
      ladder: [
        { streakDays: 3, reached: true },
        { streakDays: 5, reached: true },
      ],
    })
    const { days } = await person.must('checkin.calendar', { month: 202703 })
    expect(days.find((one) => one.day === day(2))).toMatchObject({
      checkedIn: true,
      madeUp: true,
      missed: false,
      points: 65,
    })
    expect(days.find((one) => one.day === day(1))).toMatchObject({ madeUp: false, makeUpPoints: null })
    const [next] = await comeOn(world, person, [5])
    expect(next).toMatchObject({ streak: 6, points: 5 })
  })

  test('refuses today, tomorrow, days before joining or out of reach, a day that is done, and one too many; and nothing moves', async () => {
    const person = await joined()
    await comeOn(world, person, [1])
    await goTo(world, 9, person)
    const refused = async (offset: number) => (await person.send('checkin.makeUp', { day: day(offset) })).code
    expect([await refused(9), await refused(10), await refused(400)]).toEqual([
      'make_up_day',
      'make_up_day',
      'make_up_day',
    ])
    expect([await refused(-1), await refused(1)]).toEqual(['make_up_day', 'make_up_day'])
    expect((await person.send('checkin.makeUp', { day: day(5), pointsSeen: 5 })).code).toBe('quote_changed')
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
    expect((await person.must('checkin.makeUp', { day: day(8) })).streak).toBe(1)
    expect(await refused(8)).toBe('already_done')
    expect((await person.must('checkin.makeUp', { day: day(6) })).price).toBe(20)
    expect(await refused(7)).toBe('make_up_limit')
    await planIs(world, planWith({ makeUp: null }))
    expect(await refused(7)).toBe('make_up_closed')
    expect(await person.must('checkin.status', {})).toMatchObject({ makeUp: null })
  })

  test('without the points for it nothing happens; with them its price is taken once', async () => {
    await planIs(world, planWith({ makeUp: { limit: 5, prices: [30], daysBack: 7, pays: 'nothing' } }))
    const person = await joined()
    await goTo(world, 3, person)
    await world.setBalance(person, 29)
    expect((await person.send('checkin.makeUp', { day: day(2) })).code).toBe('points_short')
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(0)
    expect((await person.must('points.balance', {})).available).toBe(29)
    await world.setBalance(person, 100)
    const key = newKey()
    const made = await person.must('checkin.makeUp', { day: day(2), pointsSeen: 30 }, key)
    expect(made).toMatchObject({ points: 0, price: 30, balanceAfter: 70, parts: [] })
    expect(await person.must('checkin.makeUp', { day: day(2), pointsSeen: 30 }, key)).toEqual(made)
    expect((await person.must('points.balance', {})).available).toBe(70)
  })

  test('twenty at once for the same day: one is made up, the others are told so', async () => {
    const person = await joined()
    await goTo(world, 3, person)
    const answers = await Promise.all(Array.from({ length: 20 }, () => person.send('checkin.makeUp', { day: day(2) })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set([undefined, 'already_done']))
    expect(await world.db.manager.countBy(Txns, { sourceKey: `checkin:${person.memberId}:${day(2)}` })).toBe(1)
  })

  test('days of a cycle that is over stay as they are', async () => {
    await planIs(world, planWith({ cycle: { kind: 'week' } }))
    const person = await joined()
    // The first day is a Wednesday; the fifth after it is a Monday.
    await goTo(world, 6, person)
    expect((await person.must('checkin.status', {})).makeUp?.days).toEqual([day(5)])
    expect((await person.send('checkin.makeUp', { day: day(4) })).code).toBe('make_up_day')
  })

  test('a full make-up is worth what the day was', async () => {
    const specials = [
      { on: { kind: 'day' as const, day: day(1) }, name: '店庆', permille: 3000, points: 0, templateId: null },
    ]
    await planIs(world, planWith({ specials, makeUp: { limit: 2, prices: [], daysBack: 7, pays: 'full' } }))
    const person = await joined()
    await goTo(world, 2, person)
    expect(await person.must('checkin.makeUp', { day: day(1) })).toMatchObject({ points: 15, price: 0 })
  })

  test('the n-th of the cycle counts days made up, and is given once', async () => {
    await planIs(world, planWith({ ladder: [], cycle: { kind: 'month' }, cumulative: [{ count: 3, ...gift(100) }] }))
    const person = await joined()
    await comeOn(world, person, [0, 2])
    expect(await person.must('checkin.status', {})).toMatchObject({
      cumulative: { count: 2, steps: [{ count: 3, points: 100, reached: false }] },
      nextReward: { label: '本期第 3 次', inDays: 1, points: 105 },
    })
    expect(await person.must('checkin.makeUp', { day: day(1) })).toMatchObject({ points: 105 })
    const [next] = await comeOn(world, person, [3])
    expect(next?.points).toBe(5)
  })
})

test('opening pages breaks no streak, whatever day they are opened on', async () => {
  const person = await joined()
  await comeOn(world, person, [0, 1])
  await goTo(world, 2, person)
  for (const month of [202702, 202703, 202704]) await person.must('checkin.calendar', { month })
  const seen = await person.must('checkin.status', {})
  expect(seen).toMatchObject({
    streak: 2,
    checkedInToday: false,
    nextReward: { inDays: 0, label: '连签 3 天', points: 15 },
  })
  expect((await person.must('checkin.checkIn', {})).streak).toBe(3)
})

test('what the calendar promises for each day is what that day then gives', async () => {
  await planIs(
    world,
    planWith({
      rising: { points: 1, max: 4 },
      cycle: { kind: 'week' },
      cumulative: [{ count: 2, ...gift(7) }],
      first: gift(20),
    }),
  )
  const person = await joined()
  const { days } = await person.must('checkin.calendar', { month: 202703 })
  const promised = days.filter((one) => one.day >= FIRST_DAY && one.day < day(8)).map((one) => one.points)
  const given = await comeOn(world, person, [0, 1, 2, 3, 4, 5, 6, 7])
  expect(given.map((one) => one.points)).toEqual(promised)
})

test('a day without any plan: checking in works and gives nothing, and everything can be looked at', async () => {
  await planIs(world, planWith({ base: { points: 0, growth: 0 }, ladder: [], makeUp: null }))
  const person = await joined()
  const [result] = await comeOn(world, person, [0])
  expect(result).toMatchObject({ points: 0, streak: 1, parts: [], coupon: null })
  expect(await person.must('checkin.status', {})).toMatchObject({ streak: 1, nextReward: null })
})
