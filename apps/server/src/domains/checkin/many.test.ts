import { leave } from '#server/domains/privacy/leave'
import { Accounts } from '#server/domains/points/entities'
import { inTransaction } from '#server/platform/db/tx'
import { runChecks } from '#server/platform/selfcheck/check'
import { startWorld, type World } from '#test/world'
import type { MemberClient } from '#test/people'
import { checkInMany } from './check-in'
import { checkinChecks } from './checks'
import { CheckIns } from './entities'
import { rollUp } from './report/roll-up'
import { FIRST_DAY, comeOn, gift, goTo, planIs, planWith } from './test-days'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await goTo(world, 0)
})
afterAll(async () => {
  const found = await runChecks(world.db.manager, checkinChecks, world.clock.now())
  await world.stop()
  expect(found.filter((check) => check.violations.length > 0)).toEqual([])
})

const together = (people: readonly MemberClient[]) =>
  inTransaction(world.db, (tx) =>
    checkInMany(
      tx,
      people.map((person) => person.memberId),
      world.clock.now(),
    ),
  )

const crowd = (count: number) => Promise.all(Array.from({ length: count }, () => world.member()))

describe('checking in many at once', () => {
  test('gives each what coming alone gives, in the order asked', async () => {
    await planIs(
      world,
      planWith({
        base: { points: 5, growth: 3 },
        tierMultiplier: true,
        first: gift(20),
        cumulative: [{ count: 1, ...gift(3) }],
      }),
    )
    const people = await crowd(12)
    const alone = await world.member()
    const expected = await alone.must('checkin.checkIn', {})
    const outcomes = await together([...people].reverse())
    for (const [index, person] of [...people].reverse().entries()) {
      const row = await world.db.manager.findOneByOrFail(CheckIns, { memberId: person.memberId })
      expect(outcomes[index]).toEqual({ ok: true, id: row.id })
      expect(await person.must('checkin.checkIn', {})).toMatchObject({
        points: expected.points,
        parts: expected.parts,
        growth: 3,
        balanceAfter: expected.balanceAfter,
      })
    }
  })

  test('one who may not holds up none of the others; who came already is answered with the row that is there', async () => {
    await planIs(world, planWith())
    const [fine, frozen, gone, before, ...rest] = await crowd(8)
    if (!fine || !frozen || !gone || !before) throw new Error('nobody came')
    await world.db.manager.update(Accounts, { memberId: frozen.memberId }, { frozenAt: world.clock.now() })
    await inTransaction(world.db, (tx) =>
      leave(tx, { memberId: gone.memberId, userId: gone.userId, confirmed: true, now: world.clock.now() }),
    )
    const first = await before.must('checkin.checkIn', {})
    const outcomes = await together([fine, frozen, gone, before, fine, ...rest])
    expect(outcomes.map((one) => (one.ok ? 'ok' : one.reason))).toEqual([
      'ok',
      'account_frozen',
      'not_found',
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
    ])
    expect(outcomes[4]).toEqual(outcomes[0])
    expect(await world.db.manager.countBy(CheckIns, { memberId: frozen.memberId })).toBe(0)
    expect((await before.must('points.balance', {})).available).toBe(first.balanceAfter)
    expect(await together([])).toEqual([])
  })

  test('crowds that overlap, in any order, at the same moment: one row each, and none waits for another for ever', async () => {
    const people = await crowd(10)
    const rotated = (by: number) => [...people.slice(by), ...people.slice(0, by)]
    const rounds = await Promise.all([0, 3, 5, 8].map((by) => together(rotated(by))))
    expect(rounds.flat().every((one) => one.ok)).toBe(true)
    for (const person of people) expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
  })
})

test('checkin.report counts by day, with the rate and the streaks', async () => {
  await planIs(world, planWith())
  const person = await world.member()
  await comeOn(world, person, [0, 1, 3])
  await person.must('checkin.makeUp', { day: FIRST_DAY + 2 })
  await goTo(world, 3)
  while (await inTransaction(world.db, (tx) => rollUp(tx, world.clock.now())));
  const operator = await world.operator('viewer')
  const report = await operator.must('checkin.report', { from: FIRST_DAY, to: FIRST_DAY + 5 })
  const last = report.days.find((one) => one.day === FIRST_DAY + 3)
  expect(last).toMatchObject({ checkIns: 1, makeUps: 1, visits: 0, points: 5 })
  expect(last?.ratePermille).toBe(Math.floor(1000 / (last?.members ?? 1)))
  expect(report.streaks.find((one) => one.from === 3)).toMatchObject({ to: 6, members: 1 })
  expect((await operator.send('checkin.report', { from: FIRST_DAY, to: FIRST_DAY - 1 })).code).toBe('input_invalid')
  expect((await operator.send('checkin.report', { from: 20270101, to: 20271231 })).code).toBe('input_invalid')
})
