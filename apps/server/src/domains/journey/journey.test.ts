import { Coupons } from '#server/domains/coupon/entities'
import { Messages } from '#server/domains/notify/entities'
import { Items } from '#server/domains/worklist/entities'
import { Members } from '#server/domains/member/entities'
import { Events } from '#server/platform/events/entities'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { journeyHands, points, say, wait } from './test-journey'

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

describe('journey.save, journey.putOn, journey.list', () => {
  test('a draft does nothing; put on it has a version, changed and put on again the next', async () => {
    const journeyId = await hands.draft(operator)
    const { journey } = await operator.must('journey.putOn', { journeyId })
    expect(journey).toMatchObject({ state: 'on', version: 1, changed: false, faults: [], pointsLeft: 1000, open: 0 })
    expect((await operator.send('journey.putOn', { journeyId })).code).toBe('already_done')
    const saved = await operator.must('journey.save', { id: journeyId, body: hands.body({ steps: [points(20)] }) })
    expect(saved.journey).toMatchObject({ version: 1, changed: true })
    expect((await operator.must('journey.putOn', { journeyId })).journey).toMatchObject({ version: 2, changed: false })
    expect((await operator.must('journey.list', {})).rows[0]?.id).toBe(journeyId)
    await operator.must('journey.stop', { journeyId })
  })

  test('refuses what lacks something, and says what; a viewer; what is over', async () => {
    const journeyId = await hands.draft(operator, { pointsBudget: null })
    const refused = await operator.send('journey.putOn', { journeyId })
    expect(refused.code).toBe('journey_not_ready')
    expect((await operator.must('journey.journey', { journeyId })).journey).toMatchObject({
      ...{ state: 'draft', faults: ['要送积分，先填一共最多送多少'] },
    })
    const viewer = await world.operator('viewer')
    expect((await viewer.send('journey.save', { id: null, body: hands.body() })).status).toBe(403)
    expect((await operator.send('journey.pause', { journeyId })).code).toBe('not_found')
    await operator.must('journey.stop', { journeyId })
    await hands.stopAll()
    expect((await operator.must('journey.journey', { journeyId })).journey.state).toBe('ended')
    for (const call of ['journey.putOn', 'journey.pause'] as const)
      expect((await operator.send(call, { journeyId })).code).toBe('journey_ended')
    expect((await operator.send('journey.save', { id: journeyId, body: hands.body() })).code).toBe('journey_ended')
    expect((await operator.send('journey.stop', { journeyId })).code).toBe('already_done')
  })
})

test('journey.presets are there to be taken, and lack their coupon only', async () => {
  const { presets } = await operator.must('journey.presets', {})
  for (const { key, body } of presets) {
    const { journey } = await operator.must('journey.fromPreset', { key })
    expect(journey).toMatchObject({ state: 'draft', body })
    expect(journey.faults.every((fault) => fault === '发券那一步还没选券')).toBe(true)
  }
  expect((await operator.send('journey.fromPreset', { key: 'none' })).code).toBe('not_found')
})

describe('what a journey does', () => {
  test('steps in their order, each in its time, each once; a wait counts from when it was due', async () => {
    const templateId = await hands.template()
    const steps = [points(10), wait(60), { kind: 'coupon' as const, templateId }, say]
    const journeyId = await hands.journey(operator, { steps, couponsBudget: 5 })
    const { person } = await hands.buyer()
    await hands.walk()
    const [run] = await hands.runsOf(person, journeyId)
    expect(run).toMatchObject({ state: 'open', step: 2, dueAt: new Date((run?.enteredAt.getTime() ?? 0) + 3_600_000) })
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, templateId })).toBe(0)
    world.clock.advance(2 * 3_600_000)
    await hands.walk()
    expect((await hands.runsOf(person, journeyId))[0]).toMatchObject({ state: 'done', dueAt: null })
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, templateId })).toBe(1)
    await hands.heard()
    const told = { memberId: person.memberId, topic: 'journey.message' } as const
    expect(await world.db.manager.findBy(Messages, told)).toMatchObject([
      { title: '好久不见', page: 'pages/home/index' },
    ])
    const { steps: figures, runs } = await operator.must('journey.figures', { journeyId })
    expect(figures.map(({ done, waiting }) => [done, waiting])).toEqual([1, 1, 1, 1].map((n) => [n, 0]))
    expect(runs).toEqual([{ state: 'done', count: 1 }])
    await operator.must('journey.stop', { journeyId })
  })

  test('who does not meet the condition, or no longer does on the way, gets nothing', async () => {
    const never = { of: 'all' as const, tests: [{ fact: 'level' as const, is: 'atLeast' as const, value: 19 }] }
    const [closed, checked] = [
      await hands.journey(operator, { condition: never }),
      await hands.journey(operator, { steps: [{ kind: 'check', condition: never }, points(10)] }),
    ]
    const { person } = await hands.buyer()
    await hands.walk()
    expect(await hands.runsOf(person, closed)).toEqual([])
    expect(await hands.runsOf(person, checked)).toMatchObject([{ state: 'unmet', dueAt: null }])
    for (const journeyId of [closed, checked]) await operator.must('journey.stop', { journeyId })
  })

  test('a store is asked to do something about them', async () => {
    const steps = [{ kind: 'work' as const, title: '问候一声', text: '最近好吗', withinHours: 24 }]
    const journeyId = await hands.journey(operator, { steps })
    const { person } = await hands.buyer()
    await hands.walk()
    expect(await world.db.manager.findBy(Items, { memberId: person.memberId })).toMatchObject([
      { storeId: world.shop.stores.wutong, title: '问候一声', reason: '购后关怀', state: 'open' },
    ])
    await operator.must('journey.stop', { journeyId })
  })

  test('what cannot be given is noted with its reason, changes nothing, and the run goes on', async () => {
    const templateId = await hands.template({ stockTotal: 1, stockLeft: 1 })
    const journeyId = await hands.journey(operator, {
      ...{ steps: [{ kind: 'coupon', templateId }, points(5)], couponsBudget: 5 },
    })
    await hands.buyer()
    await hands.walk()
    const { person } = await hands.buyer()
    await hands.walk()
    expect((await hands.outcomes(journeyId)).slice(2)).toMatchObject([
      { why: 'coupon_sold_out', couponId: null },
      { why: null, points: 5 },
    ])
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, templateId })).toBe(0)
    const { steps } = await operator.must('journey.figures', { journeyId })
    expect(steps[0]?.refused).toEqual([{ why: 'coupon_sold_out', count: 1 }])
    await operator.must('journey.stop', { journeyId })
  })
})

describe('who enters', () => {
  test('once for a cause, however often it is told; again only after the days between', async () => {
    const journeyId = await hands.journey(operator, { againDays: 2 })
    const { person, purchaseId } = await hands.buyer()
    await hands.tell('purchase.recorded', { memberId: person.memberId, purchaseId })
    await hands.buy(person)
    await hands.heard()
    expect(await hands.runsOf(person, journeyId)).toHaveLength(1)
    world.clock.advance(3 * DAY_MS)
    await hands.tell('purchase.recorded', { memberId: person.memberId, purchaseId })
    await hands.heard()
    expect(await hands.runsOf(person, journeyId)).toHaveLength(1)
    await hands.buy(person)
    await hands.heard()
    expect(await hands.runsOf(person, journeyId)).toHaveLength(2)
    await (operator = await world.operator()).must('journey.stop', { journeyId })
  })

  test('not for what was given back, nor for what happened before it was on', async () => {
    const person = await world.member()
    const purchaseId = await hands.buy(person)
    await hands.heard()
    await hands.refund(purchaseId)
    const journeyId = await hands.journey(operator)
    const old = await world.db.manager.findOneByOrFail(Events, { name: 'purchase.recorded' })
    await world.db.manager.update(Events, { id: old.id }, { nextAt: hands.now() })
    await hands.tell('purchase.recorded', { memberId: person.memberId, purchaseId })
    await hands.heard()
    expect(await hands.runs(journeyId)).toEqual([])
    await operator.must('journey.stop', { journeyId })
  })

  test('no more in a day than it may hold', async () => {
    const journeyId = await hands.journey(operator, { dayCap: 3 })
    const people = await Promise.all(Array.from({ length: 6 }, () => world.member()))
    for (const person of people) await hands.buy(person)
    await hands.heard()
    expect(await hands.runs(journeyId)).toHaveLength(3)
    await operator.must('journey.stop', { journeyId })
  })

  test.each([
    ['joined', async () => (await world.member()).memberId],
    ['first_purchase', async () => (await hands.buyer()).person.memberId],
    ['tier_up', async () => tellOne('tier.raised', 'changeId')],
    ['task_done', async () => tellOne('task.done', 'progressId')],
  ] as const)('%s', async (kind, happens) => {
    const journeyId = await hands.journey(operator, { trigger: { kind }, againDays: null })
    const memberId = await happens()
    await hands.heard()
    expect(await hands.runsOf({ memberId }, journeyId)).toHaveLength(1)
    await operator.must('journey.stop', { journeyId })
  })

  const tellOne = async (name: string, fact: string) => {
    const { memberId } = await world.member()
    await hands.tell(name, { memberId, [fact]: '77' })
    return memberId
  }

  test('who is silent, from the day on which they are, once', async () => {
    const trigger = { kind: 'silent', days: 10, backDays: 5 } as const
    const [long, just, soon] = [await world.member(), await world.member(), await world.member()]
    const ago = (days: number) => new Date(hands.now().getTime() - days * DAY_MS)
    for (const [person, days] of [
      [long, 20],
      [just, 12],
      [soon, 9],
    ] as const)
      await hands.buy(person, 3000, ago(days))
    const journeyId = await hands.journey(operator, { trigger, againDays: null })
    const { enterNow, estimated } = await operator.must('journey.dryRun', { journeyId, memberId: null })
    expect([enterNow, estimated]).toEqual([1, false])
    await Promise.all([hands.scan(), hands.scan()])
    const entered = async () => (await hands.runs(journeyId)).map(({ memberId }) => memberId)
    expect(await entered()).toEqual([just.memberId])
    world.clock.advance(2 * DAY_MS)
    await hands.scan()
    await hands.scan()
    expect(await entered()).toEqual([just.memberId, soon.memberId])
    await (operator = await world.operator()).must('journey.stop', { journeyId })
  })

  test('whose birthday is near, once a year', async () => {
    const [near, far] = [await world.member(), await world.member()]
    const date = (days: number) =>
      Number(
        new Date(hands.now().getTime() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(5, 10).replace('-', ''),
      )
    await world.db.manager.update(Members, { id: near.memberId }, { birthday: 19_900_000 + date(3) })
    await world.db.manager.update(Members, { id: far.memberId }, { birthday: 19_900_000 + date(5) })
    const trigger = { kind: 'birthday', daysBefore: 3 } as const
    const journeyId = await hands.journey(operator, { trigger, againDays: null })
    await Promise.all([hands.scan(), hands.scan()])
    expect((await hands.runs(journeyId)).map(({ memberId }) => memberId)).toEqual([near.memberId])
    world.clock.advance(2 * DAY_MS)
    await hands.scan()
    expect(await hands.runs(journeyId)).toHaveLength(2)
    await (operator = await world.operator()).must('journey.stop', { journeyId })
  })
})

test('whose birthday was while it was paused is not wished it afterwards, and today’s are', async () => {
  const [past, present] = [await world.member(), await world.member()]
  const steps = [points(5)]
  const journeyId = await hands.journey(operator, { trigger: { kind: 'birthday', daysBefore: 0 }, steps })
  const bornIn = (days: number) =>
    Number(
      `1990${new Date(hands.now().getTime() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(5, 10).replace('-', '')}`,
    )
  for (const [{ memberId }, days] of [
    [past, 3],
    [present, 9],
  ] as const)
    await world.db.manager.update(Members, { id: memberId }, { birthday: bornIn(days) })
  await hands.scan()
  await operator.must('journey.pause', { journeyId })
  world.clock.advance(9 * DAY_MS)
  operator = await world.operator()
  await operator.must('journey.putOn', { journeyId })
  await hands.scan()
  expect((await hands.runs(journeyId)).map(({ memberId }) => memberId)).toEqual([present.memberId])
  await operator.must('journey.stop', { journeyId })
})

test('journey.dryRun shows what would become of one member, and changes nothing', async () => {
  const { person } = await hands.buyer()
  const tests = [{ fact: 'purchases' as const, is: 'atLeast' as const, value: 1 }]
  const journeyId = await hands.draft(operator, { condition: { of: 'all', tests }, steps: [wait(60), points(10), say] })
  const { enterNow, member } = await operator.must('journey.dryRun', { journeyId, memberId: person.memberId })
  expect(enterNow).toBeNull()
  expect(member).toMatchObject({ enters: true, why: null, trace: [{ fact: 'purchases', had: '1', ok: true }] })
  expect(member?.steps.map(({ kind, ok }) => [kind, ok])).toEqual([
    ['wait', true],
    ['points', true],
    ['message', true],
  ])
  expect(await hands.runs(journeyId)).toEqual([])
  const stranger = await world.member()
  const other = await operator.must('journey.dryRun', { journeyId, memberId: stranger.memberId })
  expect(other.member).toMatchObject({ enters: false, why: '条件不符合，进不来', steps: [] })
})
