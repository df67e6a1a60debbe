import { MemberTags } from '#server/domains/member/entities'
import { memberByPhone } from '#server/domains/member/enrol-member'
import { Messages } from '#server/domains/notify/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { goal, taskHands } from '#server/domains/task/test-task'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient, OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { forgetAnswers, openAnswers } from './answers'
import { giveAllOwed } from './owed'
import { gatheringHands, inHours } from './test-gathering'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let world: World
let hands: ReturnType<typeof gatheringHands>
let operator: OperatorClient
let clerk: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = gatheringHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
  clerk = await world.staff()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const toldOf = async ({ memberId }: MemberClient) =>
  (await world.db.manager.find(Messages, { where: { memberId }, order: { id: 'ASC' } }))
    .filter(({ topic }) => topic.startsWith('gathering.'))
    .map(({ topic, words, untilAt }) => ({ topic, words, untilAt }))

describe('what holders of a ticket are told', () => {
  test('reminded a day before, once; told of another time and reminded anew; told when it is called off', async () => {
    const id = await hands.on(operator, { startsAt: inHours(world, 30), endsAt: inHours(world, 32) })
    const [person, gone] = [await world.member(), await world.member()]
    await hands.signedUp(person, id)
    const ticketId = await hands.signedUp(gone, id)
    await gone.must('gathering.withdraw', { ticketId })
    await hands.told()
    expect(await toldOf(person)).toEqual([])
    world.clock.advance(7 * HOUR_MS)
    await hands.told()
    await hands.told()
    expect(await toldOf(person)).toMatchObject([{ topic: 'gathering.reminder' }])
    operator = await world.operator()
    const body = { startsAt: inHours(world, 40), endsAt: inHours(world, 42), place: '后院' }
    await operator.must('gathering.saveDefinition', { id, body })
    await hands.told()
    expect((await toldOf(person))[1]).toMatchObject({
      topic: 'gathering.moved',
      words: expect.stringContaining('后院') as string,
    })
    world.clock.advance(17 * HOUR_MS)
    await hands.told()
    expect((await toldOf(person)).map(({ topic }) => topic)).toEqual([
      'gathering.reminder',
      'gathering.moved',
      'gathering.reminder',
    ])
    operator = await world.operator()
    await operator.must('gathering.cancel', { gatheringId: id, reason: '下大雨' })
    await hands.told()
    expect((await toldOf(person))[3]).toMatchObject({
      topic: 'gathering.cancelled',
      words: '「新豆品鉴」取消了：下大雨',
    })
    expect(await toldOf(gone)).toEqual([])
    await person.relogin()
    expect((await hands.shown(person, id)).gathering).toMatchObject({ state: 'cancelled', cancelReason: '下大雨' })
  })

  test('called off while it goes on: who is on the way still hears it in time', async () => {
    const endsAt = inHours(world, 5)
    const id = await hands.on(operator, { startsAt: inHours(world, 1), endsAt })
    const person = await world.member()
    await hands.signedUp(person, id)
    await hands.told()
    world.clock.advance(2 * HOUR_MS)
    operator = await world.operator()
    await operator.must('gathering.cancel', { gatheringId: id, reason: '停电了' })
    await hands.told()
    const last = (await toldOf(person)).at(-1)
    expect(last).toMatchObject({ topic: 'gathering.cancelled', untilAt: new Date(endsAt) })
  })

  test('more than one slice: everybody once', async () => {
    const id = await hands.on(operator)
    const people = await Promise.all(Array.from({ length: 4 }, () => world.member()))
    for (const person of people) await hands.signedUp(person, id)
    await operator.must('gathering.cancel', { gatheringId: id, reason: '改天' })
    await Promise.all([hands.told(), hands.told()])
    for (const person of people) expect(await toldOf(person)).toHaveLength(1)
    expect((await operator.send('gathering.cancel', { gatheringId: id, reason: '再' })).code).toBe('already_done')
    expect((await hands.letIn(people[0] ?? (await world.member()), clerk, id)).code).toBe('gathering_cancelled')
  })
})

test('a task counts who came, and no longer who was let in by mistake', async () => {
  const tasks = taskHands(world)
  const taskId = await tasks.task(operator, { name: '来一场活动', goal: goal('gathering') })
  const id = await hands.on(operator)
  const person = await world.member()
  const ticketId = await hands.came(person, clerk, id)
  await hands.heard()
  expect(await tasks.card(person, taskId)).toMatchObject({ state: 'claimable', goalWords: '参加一场店里的活动' })
  await clerk.must('counter.undoAdmission', { ticketId, reason: '扫错了' })
  await hands.heard()
  expect(await tasks.card(person, taskId)).toMatchObject({ state: 'doing', count: 0 })
  await hands.came(person, clerk, id)
  await hands.heard()
  expect(await tasks.card(person, taskId)).toMatchObject({ state: 'claimable', count: 1 })
})

test('points of an account that is stopped wait, and nobody waits at the door', async () => {
  const id = await hands.on(operator, { points: 40 })
  const person = await world.member()
  const stop = { memberId: person.memberId, unit: 'points', reason: '核对', actor: 'operator:1' } as const
  await inTransaction(world.db, (tx) => freeze(tx, stop, world.clock.now()))
  const before = await hands.points(person)
  await hands.came(person, clerk, id)
  await giveAllOwed(world.platform, world.clock.now())
  expect((await hands.shown(person, id)).ticket).toMatchObject({ state: 'used', points: 0, giftOwed: true })
  await inTransaction(world.db, (tx) => unfreeze(tx, stop, world.clock.now()))
  await Promise.all([giveAllOwed(world.platform, world.clock.now()), giveAllOwed(world.platform, world.clock.now())])
  expect((await hands.shown(person, id)).ticket).toMatchObject({ points: 40, giftOwed: false })
  expect(await hands.points(person)).toBe(before + 40)
})

test('who leaves gives the place back and is forgotten; as a new member there is no second gift', async () => {
  const questions = [{ label: '称呼', kind: 'text' as const, options: [], required: false }]
  const id = await hands.on(operator, { points: 15, seats: 2, questions })
  const later = await hands.on(operator, {
    startsAt: inHours(world, 30),
    endsAt: inHours(world, 31),
    seats: 1,
    questions,
  })
  const key = 'comes-and-goes'
  const person = await world.member(key)
  const wish = { answers: [['小满']], agreed: true }
  for (const gatheringId of [id, later]) await person.must('gathering.signUp', { gatheringId, ...wish })
  await hands.came(person, clerk, id)
  const { sections } = await person.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'gatherings')?.rows).toMatchObject([
    { answers: '称呼：小满' },
    { answers: '称呼：小满' },
  ])
  await person.must('privacy.leave', { confirmed: true })
  expect((await hands.row(later)).taken).toBe(0)
  expect((await hands.tickets(id))[0]).toMatchObject({ state: 'used', answersSealed: null })
  const again = await world.member(key)
  await hands.came(again, clerk, id)
  expect((await hands.shown(again, id)).ticket).toMatchObject({ state: 'used', points: 0 })
})

test('who was enrolled at a counter brings their tickets along: of two for one gathering the stronger stays', async () => {
  const [one, two, three] = [await hands.on(operator), await hands.on(operator), await hands.on(operator, { seats: 2 })]
  const [key, phone] = ['brings-tickets', '13612340041']
  await world.control('users', { key, phone })
  const storeId = world.shop.stores.wutong
  const { visit } = await clerk.must('counter.enrol', { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
  for (const gatheringId of [one, three]) await clerk.must('counter.admit', { visitId: visit.id, gatheringId })
  const person = await world.member(key)
  for (const gatheringId of [two, three]) await hands.signedUp(person, gatheringId)
  expect((await hands.row(three)).taken).toBe(2)
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  const enrolled = await memberByPhone(world.db.manager, world.platform.vault, phone)
  expect(enrolled?.id).toBe(person.memberId)
  const states = async (id: string) => (await hands.tickets(id)).map(({ memberId, state }) => [memberId, state])
  expect(await states(one)).toEqual([[person.memberId, 'used']])
  expect(await states(two)).toEqual([[person.memberId, 'held']])
  expect([await states(three), (await hands.row(three)).taken]).toEqual([[[person.memberId, 'used']], 1])
})

test('a full bag of tags keeps nobody out, and a tag that somebody else gave stays', async () => {
  const id = await hands.on(operator, { tag: '来过' })
  const [full, called] = [await world.member(), await world.member()]
  for (let at = 0; at < 20; at += 1) await operator.must('member.tag', { memberId: full.memberId, tag: `标${at}` })
  await hands.came(full, clerk, id)
  await operator.must('member.tag', { memberId: called.memberId, tag: '来过' })
  const ticketId = await hands.came(called, clerk, id)
  await clerk.must('counter.undoAdmission', { ticketId, reason: '扫错了' })
  expect(await world.db.manager.countBy(MemberTags, { memberId: called.memberId })).toBe(1)
})

test('half a year after it was over nobody’s answers are kept', async () => {
  const questions = [{ label: '称呼', kind: 'text' as const, options: [], required: true }]
  const id = await hands.on(operator, { questions })
  const person = await world.member()
  await person.must('gathering.signUp', { gatheringId: id, answers: [['小满']], agreed: true })
  const sealed = async () => (await hands.tickets(id))[0]?.answersSealed ?? null
  expect(openAnswers(world.platform.vault, await sealed())).toEqual([['小满']])
  const forgetAll = async (at: Date) => {
    for (let more = true; more;) more = await forgetAnswers(world.platform, at)
  }
  await forgetAll(new Date(world.clock.now().getTime() + 180 * DAY_MS))
  expect(await sealed()).not.toBeNull()
  await forgetAll(new Date(world.clock.now().getTime() + 181 * DAY_MS))
  expect(await sealed()).toBeNull()
})
