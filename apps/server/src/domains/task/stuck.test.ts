import { eventHandlers } from '#server/app'
import { Templates } from '#server/domains/coupon/entities'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Accounts } from '#server/domains/points/entities'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { referralHands } from '#server/domains/referral/test-referral'
import { inTransaction } from '#server/platform/db/tx'
import { deliverEvents } from '#server/platform/events/deliver'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Tasks } from './entities'
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

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

async function complete(person: MemberClient, key: string) {
  await person.must('member.updateProfile', { nickname: '小林', birthday: 19950607 })
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
}

async function withProfile(phone: string): Promise<MemberClient> {
  await world.control('users', { key: phone, phone })
  const person = await world.member(phone)
  await complete(person, phone)
  await hands.heard()
  return person
}

describe('a profile', () => {
  test('can be fetched only when its task counts: not before it begins, nor outside its days', async () => {
    const person = await withProfile('13800007001')
    const later = new Date(world.clock.now().getTime() + DAY_MS).toISOString()
    const taskId = await hands.task(operator, { goal: goal('profile'), from: later })
    expect(await hands.card(person, taskId)).toBeUndefined()
    const weekday = (world.clock.now().getUTCDay() + 3) % 7
    const other = await hands.task(operator, { goal: goal('profile'), weekdays: [weekday] })
    expect(await hands.card(person, other)).toMatchObject({ state: 'doing' })
    expect((await hands.claim(person, other)).code).toBe('task_not_done')
    world.clock.advance(2 * DAY_MS)
    await person.relogin()
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable' })
    expect((await hands.claim(person, taskId)).status).toBe(200)
  })

  test('filled in before its turn counts when its turn has come', async () => {
    const first = await hands.task(operator, { name: '先买一次' })
    const next = await hands.task(operator, { goal: goal('profile'), afterId: first })
    const person = await withProfile('13800007002')
    expect(await hands.card(person, next)).toMatchObject({ state: 'locked', why: '先做完「先买一次」' })
    expect((await hands.claim(person, next)).code).toBe('task_not_done')
    world.clock.advance(1000)
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, next)).toMatchObject({ state: 'claimable' })
    expect((await hands.claim(person, next)).status).toBe(200)
  })
})

test('tasks whose time is over do not crowd out those that are on', async () => {
  const before = await world.db.manager.findOneByOrFail(Tasks, { id: await hands.task(operator, { name: '老任务' }) })
  const over = new Date(world.clock.now().getTime() - 30 * DAY_MS)
  const { id: _, ...row } = before
  const rows = Array.from({ length: 110 }, () => ({ ...row, openUntil: over }))
  const { identifiers } = await world.db.manager.insert(Tasks, rows)
  const taskId = await hands.task(operator, { name: '新任务' })
  const person = await world.member()
  expect(await hands.card(person, taskId)).toMatchObject({ state: 'doing' })
  await world.db.manager.delete(
    Tasks,
    identifiers.map((one) => String(one['id'])),
  )
})

test('a daily reward is told as long as it can be fetched, though its task has ended', async () => {
  const taskId = await hands.task(operator, { period: 'daily' })
  const person = await world.member()
  await hands.buy(person)
  await hands.heard()
  await operator.must('task.end', { taskId })
  const { periodKey: day } = (await hands.rows(taskId))[0] ?? { periodKey: 0 }
  const until = new Date((await hands.card(person, taskId))?.claimUntil ?? '')
  world.clock.set(new Date(until.getTime() - 1000))
  await person.relogin()
  expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable' })
  expect((await hands.claim(person, taskId, day)).status).toBe(200)
})

test('who gives the first purchase back has bought for the first time by the next, whichever was told first', async () => {
  const taskId = await hands.task(operator, { goal: goal('first_purchase') })
  const person = await world.member()
  const first = await hands.buy(person)
  await hands.heard()
  await hands.buy(person)
  await hands.heard()
  expect((await hands.claim(person, taskId)).status).toBe(200)
  await hands.refund(first)
  await hands.heard()
  expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimed' })
  expect((await hands.rows(taskId))[0]).toMatchObject({ count: 1 })
})

test('a friend who gave the first purchase back and bought again counts again', async () => {
  const friends = referralHands(world)
  await friends.open(operator)
  const taskId = await hands.task(operator, { goal: goal('invite'), period: 'growth' })
  const host = await world.member()
  const friend = await friends.friend(await friends.sceneOf(host))
  await hands.heard()
  const count = async () => (await hands.card(host, taskId))?.count
  const first = await friends.buy(operator, friend, 2000)
  await hands.heard()
  expect(await count()).toBe(1)
  await friends.refund(operator, first)
  await hands.heard()
  expect(await count()).toBe(0)
  await friends.buy(operator, friend, 2000)
  await hands.heard()
  expect(await friends.state(friend)).toBe('qualified')
  expect(await count()).toBe(1)
})

describe('what cannot come by itself holds up nothing else', () => {
  test('of a frozen account: what was done counts, and can be fetched when it is let go', async () => {
    const taskId = await hands.task(operator, { claim: 'automatic' })
    const other = await hands.task(operator, { points: 5 })
    const person = await world.member()
    const wanted = { memberId: person.memberId, unit: 'points', reason: '看看', actor: 'operator:1' } as const
    await inTransaction(world.db, (tx) => freeze(tx, wanted, world.clock.now()))
    const account = await world.db.manager.findOneByOrFail(Accounts, { memberId: person.memberId, unit: 'points' })
    expect(account.frozenAt).not.toBeNull()
    await hands.buy(person)
    await hands.heard()
    expect([await hands.card(person, other), await hands.card(person, taskId)]).toMatchObject([
      { state: 'claimable' },
      { state: 'claimable' },
    ])
    await inTransaction(world.db, (tx) => unfreeze(tx, wanted, world.clock.now()))
    expect((await hands.claim(person, taskId)).status).toBe(200)
  })

  test('taken back from a frozen account when it is let go; what else the purchase counted for goes at once', async () => {
    const templateId = await hands.template()
    const [kept, other] = [await hands.task(operator), await hands.task(operator, { points: 0, templateId })]
    const person = await world.member()
    const bought = await hands.buy(person)
    await hands.heard()
    expect((await hands.claim(person, kept)).status).toBe(200)
    const had = await hands.points(person)
    const wanted = { memberId: person.memberId, unit: 'points', reason: '看看', actor: 'operator:1' } as const
    await inTransaction(world.db, (tx) => freeze(tx, wanted, world.clock.now()))
    await hands.refund(bought)
    for (let round = 0; round < 3; round += 1) await deliverEvents(world.db, eventHandlers, world.clock.now())
    expect((await hands.claim(person, other)).code).toBe('task_not_done')
    expect((await hands.rows(kept))[0]).toMatchObject({ points: 20 })
    await inTransaction(world.db, (tx) => unfreeze(tx, wanted, world.clock.now()))
    world.clock.advance(HOUR_MS)
    await person.relogin()
    await hands.heard()
    expect((await hands.rows(kept))[0]).toMatchObject({ points: 0, claimedAt: null, count: 0 })
    expect(await hands.points(person)).toBeLessThanOrEqual(had - 20)
  })

  test('of a coupon that would be over before it begins', async () => {
    const templateId = await hands.template({ validFromDays: 5 })
    const taskId = await hands.task(operator, { claim: 'automatic', templateId })
    const other = await hands.task(operator, { points: 5 })
    await world.db.manager.update(
      Templates,
      { id: templateId },
      { validUntil: new Date(world.clock.now().getTime() + DAY_MS) },
    )
    const person = await world.member()
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, other)).toMatchObject({ state: 'claimable' })
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable' })
    expect((await hands.claim(person, taskId)).code).toBe('coupon_ended')
  })
})

test('what was given to an enrolment goes back from the membership that took it over', async () => {
  const taskId = await hands.task(operator, { claim: 'automatic', goal: goal('purchase', 2), period: 'growth' })
  const clerk = await world.staff('clerk')
  const phone = '13800007003'
  const storeId = world.shop.stores.wutong
  await clerk.must('counter.enrol', { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
  const { id: enrolled } = await world.db.manager.findOneByOrFail(Members, { enrolledBy: clerk.staffId })
  await hands.buy({ memberId: enrolled })
  const second = await hands.buy({ memberId: enrolled })
  await hands.heard()
  expect((await hands.rows(taskId))[0]).toMatchObject({ count: 2, points: 20 })
  await world.control('users', { key: phone, phone })
  const person = await world.member(phone)
  await person.must('member.bindPhone', await world.control('phone-code', { key: phone }))
  const had = await hands.points(person)
  await hands.refund(second)
  await hands.heard()
  expect((await hands.rows(taskId))[0]).toMatchObject({ claimedAt: null })
  expect(await hands.points(person)).toBeLessThanOrEqual(had - 20)
  await hands.buy(person)
  await hands.heard()
  expect((await hands.rows(taskId)).filter(({ claimedAt }) => claimedAt)).toHaveLength(1)
})
