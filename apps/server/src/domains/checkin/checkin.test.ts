import { startWorld, type World } from '#test/world'
import { newKey } from '#test/client'
import { Txns } from '#server/domains/points/entities'
import { Codes } from '#server/domains/channel/entities'
import { CheckIns, StoreVisits } from './entities'

const DAY_MS = 86_400_000

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const sceneOf = async (kind: 'store' | 'table' | 'material') =>
  (await world.db.manager.findOneByOrFail(Codes, { kind })).scene

describe('checkin.checkIn', () => {
  test('fifty at once by one member: one row, one reward, fifty equal answers', async () => {
    const person = await world.member()
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.send('checkin.checkIn', {})))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
    const day = answers[0]?.body.day
    expect(await world.db.manager.countBy(Txns, { sourceKey: `checkin:${person.memberId}:${day}` })).toBe(1)
    const { available } = await person.must('points.balance', {})
    expect(available).toBe(50 + (answers[0]?.body.points ?? 0))
  })

  test('fifty at once with the same key answer the same or ask to come back, and leave one row', async () => {
    const person = await world.member()
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.send('checkin.checkIn', {}, key)))
    expect(answers.every((answer) => answer.status === 200 || answer.code === 'key_in_flight')).toBe(true)
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
    const again = await person.send('checkin.checkIn', {}, key)
    expect(again).toMatchObject({ status: 200, replayed: true })
  })

  test('the parts add up to the points, the seventh day brings its coupon, and a missed day begins anew', async () => {
    const person = await world.member()
    const results = []
    for (const skipped of [0, 0, 0, 0, 0, 0, 0, 1]) {
      world.clock.advance(skipped * DAY_MS)
      await person.relogin()
      results.push(await person.must('checkin.checkIn', {}))
      world.clock.advance(DAY_MS)
    }
    expect(results.map((result) => result.streak)).toEqual([1, 2, 3, 4, 5, 6, 7, 1])
    for (const { parts, points } of results) expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points)
    expect(results.map((result) => result.coupon?.name)).toEqual([
      ...Array<undefined>(6).fill(undefined),
      '满20减5券',
      undefined,
    ])
  })

  test('a second before and at the end of the shop’s day are two days; a clock set back gives none twice', async () => {
    const person = await world.member()
    const checkInAt = async (at: string) => {
      world.clock.set(at)
      await person.relogin()
      return person.must('checkin.checkIn', {})
    }
    const late = await checkInAt('2027-03-01T15:59:59.000Z')
    const midnight = await checkInAt('2027-03-01T16:00:00.000Z')
    expect([late.day, midnight.day]).toEqual([20270301, 20270302])
    expect([late.streak, midnight.streak]).toEqual([1, 2])
    const back = await checkInAt('2027-03-01T10:00:00.000Z')
    expect(back).toEqual(midnight)
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(2)
  })

  test('needs a member, and a key', async () => {
    const visitor = await world.visitor()
    expect((await visitor.send('checkin.checkIn', {})).code).toBe('join_needed')
    expect((await world.client().send('checkin.checkIn', {})).code).toBe('login_needed')
    const person = await world.member()
    expect((await person.call('checkin.checkIn', {})).code).toBe('key_missing')
  })
})

describe('checkin.status and checkin.calendar', () => {
  test('promise what checking in then gives', async () => {
    const person = await world.member()
    const before = await person.must('checkin.status', {})
    expect(before).toMatchObject({ checkedInToday: false, streak: 0 })
    const result = await person.must('checkin.checkIn', {})
    expect(result.points).toBe(before.todayReward.points)
    const after = await person.must('checkin.status', {})
    expect(after).toMatchObject({ checkedInToday: true, streak: 1, today: result.day })
    expect(after.todayReward).toEqual(before.todayReward)
    const { days } = await person.must('checkin.calendar', { month: Math.floor(result.day / 100) })
    expect(days.find((one) => one.day === result.day)).toMatchObject({ checkedIn: true, points: result.points })
    expect(days.filter((one) => one.day < result.day).every((one) => one.points === null)).toBe(true)
    world.clock.advance(DAY_MS)
    await person.relogin()
    expect((await person.must('checkin.checkIn', {})).points).toBe(after.tomorrowReward.points)
  })
})

describe('checkin.visitStore', () => {
  test('gives the bonus once a day, and only through a code that hangs in a store', async () => {
    const person = await world.member()
    const first = await person.must('checkin.visitStore', { scene: await sceneOf('store') })
    expect(first).toMatchObject({ storeName: '梧桐路店', points: 5 })
    const second = await person.must('checkin.visitStore', { scene: await sceneOf('table') })
    expect(second).toEqual(first)
    expect(await world.db.manager.countBy(StoreVisits, { memberId: person.memberId })).toBe(1)
    expect((await person.send('checkin.visitStore', { scene: await sceneOf('material') })).code).toBe('code_not_store')
    expect((await person.send('checkin.visitStore', { scene: 'nobody-made-this' })).code).toBe('code_unknown')
  })
})
