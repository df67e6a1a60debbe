import { randomUUID } from 'node:crypto'
import { In } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import type { Trigger } from '@huitou/shared/journey/schema'
import { CheckIns, Streaks } from '#server/domains/checkin/entities'
import { recordPurchase } from '#server/domains/purchase/record'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient, OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Journeys } from './entities'
import { journeyHands } from './test-journey'

const DAY_MS = 86_400_000

let world: World
let hands: ReturnType<typeof journeyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = journeyHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

describe('silent_checkin', () => {
  const trigger: Trigger = { kind: 'silent_checkin', days: 3, backDays: 2 }
  const entered = async (journeyId: string) =>
    (await hands.runs(journeyId)).map(({ memberId, cause }) => [memberId, cause.replace(/\d+$/, '')])

  test('who has checked in and stopped, on the day on which it has been so long, once; and who never did, not', async () => {
    const [stopped, goes, never] = [await world.member(), await world.member(), await world.member()]
    for (const person of [stopped, goes]) await person.must('checkin.checkIn', {})
    const journeyId = await hands.journey(operator, { trigger, againDays: null })
    await hands.scan()
    expect(await entered(journeyId)).toEqual([])
    world.clock.advance(DAY_MS)
    for (const person of [stopped, goes, never]) await person.relogin()
    await goes.must('checkin.checkIn', {})
    world.clock.advance(2 * DAY_MS)
    operator = await world.operator()
    expect(await operator.must('journey.dryRun', { journeyId, memberId: null })).toMatchObject({ enterNow: 1 })
    await Promise.all([hands.scan(), hands.scan(), hands.scan()])
    await hands.scan()
    expect(await entered(journeyId)).toEqual([[stopped.memberId, 'silent_checkin:']])
    world.clock.advance(DAY_MS)
    await hands.scan()
    expect(await entered(journeyId)).toEqual([stopped, goes].map(({ memberId }) => [memberId, 'silent_checkin:']))
    operator = await world.operator()
    await operator.must('journey.stop', { journeyId })
  })

  test('also who stopped in the days that it looks back, and nobody of before', async () => {
    const [long, back] = [await world.member(), await world.member()]
    for (const person of [long, back]) await person.must('checkin.checkIn', {})
    const { lastDay } = await world.db.manager.findOneByOrFail(Streaks, { memberId: back.memberId })
    world.clock.advance(5 * DAY_MS)
    await world.db.manager.update(Streaks, { memberId: long.memberId }, { lastDay: addDays(lastDay, -1) })
    await world.db.manager.update(CheckIns, { memberId: long.memberId }, { day: addDays(lastDay, -1) })
    operator = await world.operator()
    const journeyId = await hands.journey(operator, { trigger, againDays: null })
    expect(await operator.must('journey.dryRun', { journeyId, memberId: null })).toMatchObject({ enterNow: 1 })
    await hands.scan()
    expect((await hands.runs(journeyId)).map(({ memberId }) => memberId)).toEqual([back.memberId])
    await operator.must('journey.stop', { journeyId })
  })

  test('over the cap of a day, they wait for the next one', async () => {
    const people = [await world.member(), await world.member(), await world.member()]
    for (const person of people) await person.must('checkin.checkIn', {})
    world.clock.advance(3 * DAY_MS)
    operator = await world.operator()
    const journeyId = await hands.journey(operator, { trigger, againDays: null, dayCap: 2 })
    const countNow = async () => {
      await hands.scan()
      return (await hands.runs(journeyId)).length
    }
    expect([await countNow(), await countNow()]).toEqual([2, 2])
    world.clock.advance(DAY_MS)
    expect([await countNow(), await countNow()]).toEqual([3, 3])
    await (await world.operator()).must('journey.stop', { journeyId })
  })

  test('who has left enters nothing', async () => {
    const person = await world.member()
    await person.must('checkin.checkIn', {})
    await person.must('privacy.leave', { confirmed: true })
    world.clock.advance(4 * DAY_MS)
    operator = await world.operator()
    const journeyId = await hands.journey(operator, { trigger, againDays: null })
    await hands.scan()
    expect((await hands.runs(journeyId)).map(({ memberId }) => memberId)).not.toContain(person.memberId)
    await operator.must('journey.stop', { journeyId })
  })
})

describe('purchases of a kind', () => {
  const buyAt = ({ memberId }: MemberClient, storeId: string, paidFen: number) =>
    inTransaction(world.db, (tx) =>
      recordPurchase(tx, {
        ...{ memberId, storeId, receiptNo: randomUUID().slice(0, 30), channel: 'counter', actor: 'staff:1' },
        ...{ lines: [{ name: '吐司', category: '面包', quantity: 1, paidFen }], at: hands.now(), now: hands.now() },
      }),
    )

  test.each(['purchase', 'first_purchase'] as const)('%s of at least so much, in one of these stores', async (kind) => {
    const { wutong, riverside } = world.shop.stores
    const trigger: Trigger = { kind, minFen: 5000, storeIds: [riverside] }
    const journeyId = await hands.journey(operator, { trigger })
    const [fits, small, elsewhere] = [await world.member(), await world.member(), await world.member()]
    await buyAt(fits, riverside, 5000)
    await buyAt(small, riverside, 4999)
    await buyAt(elsewhere, wutong, 9000)
    await hands.heard()
    expect((await hands.runs(journeyId)).map(({ memberId }) => memberId)).toEqual([fits.memberId])
    await operator.must('journey.stop', { journeyId })
  })

  test('what counts is what was kept', async () => {
    const person = await world.member()
    const purchaseId = await buyAt(person, world.shop.stores.wutong, 6000)
    await hands.refund(purchaseId, 2000)
    await hands.heard()
    const journeys = await Promise.all(
      [4000, 4001].map((minFen) => hands.journey(operator, { trigger: { kind: 'purchase', minFen } })),
    )
    await world.db.manager.update(Journeys, { id: In(journeys) }, { publishedAt: new Date(0) })
    await hands.tell('purchase.recorded', { memberId: person.memberId, purchaseId })
    await hands.heard()
    const entered = await Promise.all(journeys.map((journeyId) => hands.runs(journeyId)))
    expect(entered.map(({ length }) => length)).toEqual([1, 0])
    for (const journeyId of journeys) await operator.must('journey.stop', { journeyId })
  })

  test('a store that is none, or closed, lets nobody in, which is said', async () => {
    const journeyId = await hands.draft(operator, { trigger: { kind: 'purchase', storeIds: ['999999'] } })
    expect((await operator.send('journey.putOn', { journeyId })).code).toBe('journey_not_ready')
    const { journey } = await operator.must('journey.journey', { journeyId })
    expect(journey.faults).toEqual(['选的门店没有一家在营业，没有人进得来'])
  })
})
