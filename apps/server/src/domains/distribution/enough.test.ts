import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { distributionHands } from './test-distribution'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
  op = await world.operator('owner')
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

async function customer() {
  const { host, scene } = await hands.distributor(op)
  return { host, who: await hands.customer(scene) }
}
const standing = async (purchaseId: string) => (await hands.commission(purchaseId))?.standingFen ?? null

test('a purchase below the minimum brings nothing; what comes back takes its share of one that was enough', async () => {
  const { inForce } = await hands.publish(op, { minPurchaseFen: 5000 })
  expect(inForce?.rules.join()).toContain('每笔满 50 元的消费')
  const { host, who } = await customer()
  const [small, enough] = [await hands.buy(op, who, 4999), await hands.buy(op, who, 5000)]
  await hands.heard()
  expect([await standing(small), await standing(enough)]).toEqual([null, 500])
  await hands.refund(op, enough, 1000)
  await hands.heard()
  expect((await hands.figures(host)).frozenFen).toBe(400)
})

test('where the first purchase counts, it is the first that was enough by what held at its moment', async () => {
  await hands.publish(op, { minPurchaseFen: 5000, purchases: 'first' })
  const { who } = await customer()
  const small = await hands.buy(op, who, 1000)
  world.clock.advance(60_000)
  const first = await hands.buy(op, who, 6000)
  world.clock.advance(60_000)
  await hands.heard()
  expect([await standing(small), await standing(first)]).toEqual([null, 600])
  await hands.publish(op, { purchases: 'first' })
  const later = await hands.buy(op, who, 300)
  await hands.heard()
  expect(await standing(later)).toBeNull()
  await hands.refund(op, first)
  await hands.heard()
  expect([await standing(small), await standing(first), await standing(later)]).toEqual([null, 0, 30])
})
