import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { memberByPhone } from '#server/domains/member/enrol-member'
import type { MemberClient, OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { journeyHands, points, wait } from './test-journey'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

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

const stop = async (journeyId: string) => {
  operator = await world.operator()
  await operator.must('journey.stop', { journeyId })
  await hands.stopAll()
}
const causesOf = async (person: { memberId: string }, journeyId: string) =>
  (await hands.runsOf(person, journeyId)).map(({ cause }) => cause)

test('what happened within the days between lets nobody in again, however late it is told', async () => {
  const journeyId = await hands.journey(operator, { againDays: 1 })
  const { person, purchaseId } = await hands.buyer()
  world.clock.advance(HOUR_MS)
  await hands.buy(person)
  world.clock.advance(2 * DAY_MS)
  await hands.heard()
  expect(await causesOf(person, journeyId)).toEqual([`purchase:${purchaseId}`])
  await stop(journeyId)
})

test('told late it comes between what was told before: too near to the one after it, or far enough from both', async () => {
  const journeyId = await hands.journey(operator, { againDays: 2 })
  const person = await world.member()
  const begin = hands.now().getTime()
  world.clock.advance(6 * DAY_MS)
  const after = (days: number) => hands.buy(person, 3000, new Date(begin + days * DAY_MS))
  const told: string[] = []
  for (const days of [5, 4, 3, 1, 2]) {
    told.push(`purchase:${await after(days)}`)
    await hands.heard()
  }
  const [fifth, , third, first] = told
  expect(await causesOf(person, journeyId)).toEqual([fifth, third, first])
  await stop(journeyId)
})

test('what happened before it was on lets nobody in, even if a till tells it afterwards', async () => {
  const journeyId = await hands.journey(operator)
  const person = await world.member()
  await hands.buy(person, 3000, new Date(hands.now().getTime() - HOUR_MS))
  await hands.heard()
  expect(await causesOf(person, journeyId)).toEqual([])
  await stop(journeyId)
})

/** Somebody whom a counter has enrolled, and who comes with WeChat later. */
async function enrolled(key: string, phone: string) {
  await world.control('users', { key, phone })
  const asked = { storeId: world.shop.stores.wutong, phone, agreed: true, privacyVersion: PRIVACY_VERSION }
  await (await world.staff()).must('counter.enrol', asked)
  const memberId = (await memberByPhone(world.db.manager, world.platform.vault, phone))?.id ?? ''
  const comes = async (before?: MemberClient) => {
    const person = before ?? (await world.member(key))
    await person.must('member.bindPhone', await world.control('phone-code', { key }))
    return person
  }
  return { memberId, comes }
}

test('what a membership was let in for counts for the one that goes on: told again, or too soon, it lets nobody in', async () => {
  const journeyId = await hands.journey(operator, { againDays: 30 })
  const { memberId, comes } = await enrolled('again-merged', '13612340001')
  const purchaseId = await hands.buy({ memberId })
  await hands.heard()
  await hands.walk()
  expect(await hands.runsOf({ memberId }, journeyId)).toMatchObject([{ state: 'done' }])
  const person = await comes()
  await hands.tell('purchase.recorded', { memberId, purchaseId })
  await hands.buy(person)
  await hands.heard()
  await hands.walk()
  expect(await causesOf(person, journeyId)).toEqual([`purchase:${purchaseId}`])
  expect((await hands.outcomes(journeyId)).map((one) => one.points)).toEqual([10])
  await stop(journeyId)
})

test('who is on two ways for one cause goes on by one, and not at all where the other is over', async () => {
  const journeyId = await hands.journey(operator, {
    ...{ trigger: { kind: 'task_done' }, againDays: null, steps: [wait(60), points(10)] },
  })
  const { memberId, comes } = await enrolled('again-both', '13612340002')
  await hands.tell('task.done', { memberId, progressId: '5' })
  await hands.heard()
  world.clock.advance(2 * HOUR_MS)
  await hands.walk()
  const other = await world.member('again-both')
  await hands.tell('task.done', { memberId: other.memberId, progressId: '5' })
  await hands.heard()
  await comes(other)
  world.clock.advance(2 * HOUR_MS)
  await hands.walk()
  expect((await hands.outcomes(journeyId)).filter((one) => one.points > 0)).toHaveLength(1)
  await stop(journeyId)
})

test('who has bought as enrolled only, and came with WeChat since, is silent too; who has bought again is not', async () => {
  const trigger = { kind: 'silent', days: 10, backDays: 0 } as const
  const journeyId = await hands.journey(operator, { trigger, againDays: null })
  const [quiet, back] = [await enrolled('again-quiet', '13612340003'), await enrolled('again-back', '13612340004')]
  for (const { memberId } of [quiet, back]) await hands.buy({ memberId })
  const [silent, active] = [await quiet.comes(), await back.comes()]
  world.clock.advance(5 * DAY_MS)
  await hands.buy(active)
  world.clock.advance(6 * DAY_MS)
  await hands.scan()
  const entered = async () => [await hands.runsOf(silent, journeyId), await hands.runsOf(active, journeyId)]
  expect((await entered()).map(({ length }) => length)).toEqual([1, 0])
  world.clock.advance(5 * DAY_MS)
  await hands.scan()
  expect((await entered()).map(({ length }) => length)).toEqual([1, 1])
  await stop(journeyId)
})
