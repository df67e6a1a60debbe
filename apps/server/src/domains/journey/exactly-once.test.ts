import type { EntityManager } from 'typeorm'
import type { OperatorClient } from '#test/people'
import { Refused } from '#server/platform/refused'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Coupons } from '#server/domains/coupon/entities'
import { Members } from '#server/domains/member/entities'
import { inTransaction } from '#server/platform/db/tx'
import { Events } from '#server/platform/events/entities'
import { enter } from './run/enter'
import { stepDue, stepRun } from './run/step'
import { journeyHands, points, say, wait } from './test-journey'

let world: World
let hands: ReturnType<typeof journeyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = journeyHands(world)
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

test('five processes at once do each step once', async () => {
  const templateId = await hands.template()
  const steps = [points(10), { kind: 'coupon' as const, templateId }, say]
  const journeyId = await hands.journey(operator, { steps, couponsBudget: 50 })
  const people = await Promise.all(Array.from({ length: 8 }, () => world.member()))
  for (const person of people) await hands.buy(person)
  await hands.heard()
  await Promise.all(Array.from({ length: 5 }, () => stepDue(world.platform, hands.now())))
  await hands.walk()
  const came = await hands.outcomes(journeyId)
  expect(came).toHaveLength(24)
  expect(came.reduce((sum, one) => sum + one.points, 0)).toBe(80)
  expect(await world.db.manager.countBy(Coupons, { templateId })).toBe(8)
  const told = await world.db.manager.findBy(Events, { name: 'journey.message' })
  expect(told.filter(({ data }) => data['journeyId'] === journeyId)).toHaveLength(8)
  await operator.must('journey.stop', { journeyId })
})

type Work = (manager: EntityManager) => Promise<unknown>

/** A database whose process dies: just before a transaction commits, or just after. */
const dying = (db: World['db'], when: 'before' | 'after') =>
  new Proxy(db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'transaction') return value
      return async (...asked: [Work] | ['READ COMMITTED', Work]) => {
        const work = asked[asked.length - 1] as Work
        const whole: Work = async (manager) => {
          await work(manager)
          if (when === 'before') throw new Error('cut off')
        }
        await (asked.length === 1 ? target.transaction(whole) : target.transaction(asked[0], whole))
        throw new Error('cut off')
      }
    },
  })

test.each(['before', 'after'] as const)('a process that dies %s the commit does nothing twice', async (when) => {
  const journeyId = await hands.journey(operator, { steps: [wait(10), points(10), wait(10), points(1)] })
  const { person } = await hands.buyer()
  await hands.walk()
  world.clock.advance(11 * 60_000)
  const [run] = await hands.runsOf(person, journeyId)
  const which = { id: run?.id ?? '', memberId: person.memberId }
  await expect(stepRun(dying(world.db, when), which, hands.now())).rejects.toThrow('cut off')
  await Promise.all([stepRun(world.db, which, hands.now()), stepRun(world.db, which, hands.now())])
  await hands.walk()
  expect((await hands.outcomes(journeyId)).map((one) => one.points)).toEqual([0, 10, 0])
  await operator.must('journey.stop', { journeyId })
})

/** So many at once may be told to come again, which the job does; nothing else may go wrong. */
const unlessBusy = (thrown: unknown) => {
  if (!(thrown instanceof Refused && thrown.code === 'busy')) throw thrown
}

test('thirty members and a budget for seven: seven get it, whoever is first, and the rest are told why not', async () => {
  const templateId = await hands.template()
  const journeyId = await hands.journey(operator, {
    ...{ steps: [points(10), { kind: 'coupon', templateId }], pointsBudget: 70, couponsBudget: 7 },
  })
  const people = await Promise.all(Array.from({ length: 30 }, () => world.member()))
  for (const person of people) await hands.buy(person)
  await hands.heard()
  const runs = await hands.runs(journeyId)
  expect(runs).toHaveLength(30)
  await Promise.all(runs.map((run) => stepRun(world.db, run, hands.now()).catch(unlessBusy)))
  await hands.walk()
  const came = await hands.outcomes(journeyId)
  const of = (step: number, why: string | null) => came.filter((one) => one.step === step && one.why === why).length
  expect([of(0, null), of(0, 'journey_budget'), of(1, null), of(1, 'journey_budget')]).toEqual([7, 23, 7, 23])
  expect(await hands.row(journeyId)).toMatchObject({ pointsGiven: 70, couponsGiven: 7 })
  expect(await world.db.manager.countBy(Coupons, { templateId })).toBe(7)
  await operator.must('journey.stop', { journeyId })
})

test('paused nobody enters and nobody moves; on again they go on where they were', async () => {
  const journeyId = await hands.journey(operator, { steps: [wait(60), points(10)] })
  const { person } = await hands.buyer()
  await hands.walk()
  await operator.must('journey.pause', { journeyId })
  world.clock.advance(2 * 3_600_000)
  await hands.buyer()
  await hands.walk()
  expect(await hands.runs(journeyId)).toMatchObject([{ state: 'open', step: 1 }])
  operator = await world.operator()
  expect((await operator.must('journey.putOn', { journeyId })).journey.version).toBe(1)
  await hands.walk()
  expect(await hands.runsOf(person, journeyId)).toMatchObject([{ state: 'done' }])
  await operator.must('journey.stop', { journeyId })
})

test('the switch takes everybody out, and nobody enters after it', async () => {
  const journeyId = await hands.journey(operator, { steps: [wait(60), points(10)] })
  for (let index = 0; index < 3; index += 1) await hands.buyer()
  await hands.walk()
  const rows = (await operator.must('journey.members', { journeyId, state: 'open' })).rows
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatchObject({ step: 1, version: 1, state: 'open', dueAt: expect.any(String) as string })
  expect((await operator.must('journey.stop', { journeyId })).journey.state).toBe('stopping')
  await hands.buyer()
  world.clock.advance(2 * 3_600_000)
  await Promise.all([hands.walk(), hands.stopAll()])
  await hands.stopAll()
  expect((await hands.runs(journeyId)).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped'])
  operator = await world.operator()
  expect((await operator.must('journey.journey', { journeyId })).journey).toMatchObject({ state: 'ended', open: 0 })
})

test.each([null, 100])(
  'who enters while the switch is thrown is on no way when it is over (cap %p)',
  async (dayCap) => {
    operator = await world.operator()
    const journeyId = await hands.journey(operator, { steps: [wait(60), points(10)], dayCap })
    const [person, journey] = [await world.member(), await hands.row(journeyId)]
    const member = await world.db.manager.findOneByOrFail(Members, { id: person.memberId })
    await operator.must('journey.stop', { journeyId })
    await hands.stopAll()
    // As one that had read it a moment before.
    const came = { cause: 'purchase:1', at: hands.now(), bought: { fen: 100, storeId: '1' } }
    await inTransaction(world.db, (tx) => enter(tx, journey, member, came, hands.now()))
    expect(await hands.runs(journeyId)).toEqual([])
  },
)

test('who leaves is on no way any more', async () => {
  const journeyId = await hands.journey(operator, { steps: [wait(60), points(10)] })
  const { person } = await hands.buyer()
  await hands.walk()
  const { sections } = await person.must('privacy.export', {})
  expect(sections.some(({ name }) => name === 'journeys')).toBe(true)
  await person.must('privacy.leave', { confirmed: true })
  expect(await hands.runsOf(person, journeyId)).toMatchObject([{ state: 'left', dueAt: null }])
  await operator.must('journey.stop', { journeyId })
})
