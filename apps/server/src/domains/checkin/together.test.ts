import { Accounts } from '#server/domains/points/entities'
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import { newKey } from '#test/client'
import { startWorld, type World } from '#test/world'
import { checkInTogether } from './check-in-together'
import { CheckIns } from './entities'
import { inTransaction } from '#server/platform/db/tx'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const crowd = (size: number) => Promise.all(Array.from({ length: size }, () => world.member()))

test('sixty members at once: one row and one reward each, and the same keys again answer the same', async () => {
  const people = (await crowd(60)).map((person) => ({ person, key: newKey() }))
  const all = () => Promise.all(people.map(({ person, key }) => person.send('checkin.checkIn', {}, key)))
  const [first, again] = [await all(), await all()]
  expect(first.map((answer) => [answer.status, answer.replayed])).toEqual(people.map(() => [200, false]))
  expect(again.map((answer) => [answer.body, answer.replayed])).toEqual(first.map(({ body }) => [body, true]))
  for (const [at, { person }] of people.entries()) {
    expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
    expect(first[at]?.body.balanceAfter).toBe((await person.must('points.balance', {})).available)
  }
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter(({ violations }) => violations.length > 0)).toEqual([])
})

test('who may not is told so, and holds up nobody else', async () => {
  const [frozen, others] = [await world.member(), await crowd(7)]
  await world.db.manager.update(Accounts, { memberId: frozen.memberId }, { frozenAt: world.clock.now() })
  const answers = await Promise.all([frozen, ...others].map((person) => person.send('checkin.checkIn', {})))
  expect(answers[0]?.code).toBe('account_frozen')
  expect(answers.slice(1).map((answer) => answer.status)).toEqual(others.map(() => 200))
  await world.db.manager.update(Accounts, { memberId: frozen.memberId }, { frozenAt: null })
})

test('one member under many keys has one row; a key with other input is refused', async () => {
  const person = await world.member()
  const keys = Array.from({ length: 20 }, newKey)
  const answers = await Promise.all(keys.map((key) => person.send('checkin.checkIn', {}, key)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
  const { day } = answers[0]?.body ?? { day: 0 }
  expect((await person.send('checkin.checkIn', { day }, keys[0]))?.code).toBe('key_reused')
})

test('those before and after midnight share a commit, not a day', async () => {
  const [late, early] = await crowd(2)
  const arrivals = [
    { actor: { memberId: early?.memberId ?? '' }, now: new Date('2027-05-01T16:00:00.001Z') },
    { actor: { memberId: late?.memberId ?? '' }, now: new Date('2027-05-01T15:59:59.999Z') },
  ]
  const ids = await inTransaction(world.db, (tx) => checkInTogether(tx, arrivals))
  const days = await Promise.all(ids.map((id) => world.db.manager.findOneByOrFail(CheckIns, { id: String(id) })))
  expect(days.map((row) => row.day)).toEqual([20270502, 20270501])
})
