import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { issueCoupon } from '#server/domains/coupon/issue'
import { returnUse, useCoupon } from '#server/domains/coupon/use'
import { businessDay, instantOf } from '#server/platform/business-day'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { brandOf } from '#server/domains/store/queries'
import { inTransaction } from '#server/platform/db/tx'
import { Events, type EventRow } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { taskHandlers } from './handlers'
import { SOURCES } from './happenings'
import { goal, taskHands } from './test-task'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof taskHands>
beforeAll(async () => {
  world = await startWorld()
  hands = taskHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** One of a template of its own, used at the counter. */
async function useOne({ memberId }: MemberClient, templateId: string): Promise<string> {
  const now = world.clock.now()
  return inTransaction(world.db, async (tx) => {
    const template = await tx.findOneByOrFail(Templates, { id: templateId })
    const coupon = await issueCoupon(tx, { memberId, template, source: 'rule', sourceKey: randomUUID(), now })
    const at = { storeId: world.shop.stores.wutong, by: 'staff:1', now }
    return useCoupon(tx, { couponId: coupon.id, memberId, cause: `test:${coupon.id}`, ...at })
  })
}

/** What was told about a member, as this room hears it. */
async function toldOf({ memberId }: MemberClient): Promise<EventRow[]> {
  const all = await world.db.manager.find(Events, { order: { id: 'ASC' } })
  return all.filter(({ name, data }) => name in SOURCES && data['memberId'] === memberId)
}

/** Hands one over, without anybody remembering that it was. */
async function tellAgain(event: EventRow) {
  const handler = taskHandlers.find((one) => one.event === event.name)
  if (!handler || !('run' in handler)) throw new Error(`nobody hears ${event.name}`)
  await inTransaction(world.db, (tx) => handler.run(tx, event, world.clock.now()))
}

test('a daily task begins anew with the business day; what is told late counts for the day on which it happened', async () => {
  const brand = await brandOf(world.db.manager)
  const taskId = await hands.task(operator, { name: '今日消费', period: 'daily', goal: goal('purchase') })
  const person = await world.member()
  const today = businessDay(world.clock.now(), brand)
  // A second before midnight, and at midnight.
  world.clock.set(new Date(today.endsAt.getTime() + DAY_MS - 1000))
  await person.relogin()
  const eve = businessDay(world.clock.now(), brand).day
  const late = world.clock.now()
  world.clock.set(new Date(today.endsAt.getTime() + DAY_MS))
  const next = businessDay(world.clock.now(), brand).day
  await hands.buy(person, 3000)
  await hands.heard()
  expect((await hands.rows(taskId)).map(({ periodKey }) => periodKey)).toEqual([next])
  // The till was offline at midnight.
  await hands.buy(person, 3000, late)
  await hands.heard()
  expect((await hands.rows(taskId)).map(({ periodKey }) => periodKey)).toEqual([next, eve])
  expect((await hands.claim(person, taskId, next)).status).toBe(200)
  expect((await hands.claim(person, taskId, eve)).status).toBe(200)
  expect((await hands.claim(person, taskId, eve)).code).toBe('task_claimed')
  expect((await hands.claim(person, taskId)).code).toBe('task_not_done')
  operator = await world.operator()
  const { rewards, claimed } = await operator.must('task.figures', { taskId })
  expect([rewards, claimed]).toEqual([2, 1])
})

test('yesterday’s reward waits beside today’s task, and is gone after seven days', async () => {
  const taskId = await hands.task(operator, { name: '今日一单', period: 'daily', goal: goal('purchase') })
  const person = await world.member()
  await hands.buy(person)
  await hands.heard()
  world.clock.advance(DAY_MS)
  await person.relogin()
  const shown = async () => {
    const { groups } = await person.must('task.list', {})
    return groups.flatMap(({ tasks }) => tasks).filter((one) => one.taskId === taskId)
  }
  expect((await shown()).map(({ state }) => state)).toEqual(['claimable', 'doing'])
  world.clock.advance(7 * DAY_MS)
  await person.relogin()
  expect((await shown()).map(({ state }) => state)).toEqual(['doing'])
  const [row] = await hands.rows(taskId)
  expect((await hands.claim(person, taskId, row?.periodKey ?? null)).code).toBe('task_claim_over')
})

test('weekdays, hours, a pause and the newcomers’ days are judged by when it happened', async () => {
  const { zone } = await brandOf(world.db.manager)
  // The next Wednesday but one, at ten in the morning.
  const { day } = businessDay(new Date(world.clock.now().getTime() + 7 * DAY_MS), { zone, dayStartMinutes: 0 })
  const base = instantOf(day, 600, zone)
  const wednesday = new Date(base.getTime() + ((3 - new Date(base).getUTCDay() + 7) % 7) * DAY_MS)
  world.clock.set(new Date(wednesday.getTime() - HOUR_MS))
  operator = await world.operator()
  const growth = { period: 'growth', goal: goal('purchase', 9) } as const
  const hours = await hands.task(operator, { ...growth, weekdays: [3], hours: { from: 600, until: 660 } })
  const other = await hands.task(operator, { ...growth, weekdays: [1, 2] })
  const fresh = await hands.task(operator, { ...growth, newcomerDays: 1 })
  const paused = await hands.task(operator, growth)
  const person = await world.member()
  await hands.buy(person)
  world.clock.set(wednesday)
  await operator.must('task.pause', { taskId: paused })
  await hands.buy(person)
  world.clock.advance(HOUR_MS)
  await operator.must('task.publish', { taskId: paused })
  await hands.buy(person)
  await hands.heard()
  const counts = async () =>
    Promise.all([hours, other, fresh, paused].map(async (id) => (await hands.rows(id))[0]?.count ?? 0))
  expect(await counts()).toEqual([1, 0, 3, 2])
  world.clock.advance(DAY_MS)
  await hands.buy(person)
  // During the pause, told only now.
  await hands.buy(person, 3000, new Date(wednesday.getTime() + 60_000))
  await hands.heard()
  expect(await counts()).toEqual([2, 0, 4, 3])
  await person.relogin()
  expect((await hands.card(person, hours))?.when).toBe('周三 10:00–11:00才算')
})

test('what was bought before WeChat came goes on in the membership that takes over', async () => {
  const taskId = await hands.task(operator, { goal: goal('purchase', 2), period: 'growth' })
  const clerk = await world.staff('clerk')
  const phone = '13800001234'
  const storeId = world.shop.stores.wutong
  await clerk.must('counter.enrol', { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
  const { id: enrolled } = await world.db.manager.findOneByOrFail(Members, { enrolledBy: clerk.staffId })
  await hands.buy({ memberId: enrolled })
  await hands.heard()
  const key = `merge-${taskId}`
  await world.control('users', { key, phone })
  const person = await world.member(key)
  await hands.buy(person)
  await hands.heard()
  expect((await hands.rows(taskId)).map(({ count }) => count)).toEqual([1, 1])
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  expect((await hands.rows(taskId)).map(({ count, memberId }) => [count, memberId])).toEqual([[2, person.memberId]])
  expect((await hands.claim(person, taskId)).status).toBe(200)
  expect(await world.db.manager.countBy(Coupons, { memberId: enrolled, source: 'task' })).toBe(0)
})

test('told twenty times and in any order, everything counts once and comes to the same', async () => {
  const template = await hands.template()
  const tasks = [
    await hands.task(operator, { goal: goal('purchase', 2, 2000), period: 'growth' }),
    await hands.task(operator, { goal: goal('spend', 1, 9000), period: 'growth' }),
    await hands.task(operator, { goal: goal('coupon', 2), period: 'growth' }),
    await hands.task(operator, { goal: goal('checkin'), period: 'daily' }),
    await hands.task(operator, { goal: goal('visit', 3), period: 'growth' }),
  ]
  tasks.push(await hands.task(operator, { goal: goal('purchase'), afterId: tasks[0] ?? null }))
  const person = await world.member()
  await person.must('checkin.checkIn', {})
  const bought: string[] = []
  for (const fen of [1000, 2500, 4000, 3000]) {
    bought.push(await hands.buy(person, fen))
    world.clock.advance(1000)
  }
  await hands.refund(bought[1] ?? '')
  await hands.refund(bought[2] ?? '', 500)
  const [kept, returned] = [await useOne(person, template), await useOne(person, template)]
  await inTransaction(world.db, (tx) => returnUse(tx, returned, world.clock.now()))
  expect(kept).not.toBe(returned)
  await hands.heard()

  const look = async () => {
    const all = await Promise.all(tasks.map((taskId) => hands.rows(taskId)))
    return all.flat().map(({ taskId, periodKey, count, doneAt }) => ({ taskId, periodKey, count, doneAt }))
  }
  const first = await look()
  expect(first.map(({ count }) => count)).toEqual([2, 7500, 1, 1, 0])
  const events = await toldOf(person)
  expect(events.length).toBeGreaterThanOrEqual(9)

  const story = fc.shuffledSubarray(Array.from({ length: 20 }, () => events).flat(), { minLength: events.length * 20 })
  for (const order of fc.sample(story, { numRuns: 3, seed: 20_261_130 })) {
    for (const taskId of tasks) await hands.forget(taskId)
    for (const event of order.slice(0, 60)) await tellAgain(event)
    for (const event of events.toReversed()) await tellAgain(event)
    expect((await look()).filter(({ count }) => count > 0)).toEqual(first.filter(({ count }) => count > 0))
  }
})
