import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { journeyHands } from './test-journey'

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
