import { randomUUID } from 'node:crypto'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Adjustments, Entries, Payouts } from '../entities'
import { distributionHands } from '../test-distribution'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
  await hands.publish(await world.operator('owner'))
})
beforeEach(async () => {
  op = await world.operator('owner')
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const NOTHING = { frozenFen: 0, dueFen: 0, heldFen: 0, paidFen: 0, debtFen: 0 }
const now = () => world.clock.now().toISOString()

const adjust = ({ memberId }: MemberClient, amountFen: number, key = randomUUID()) =>
  op.send('distribution.adjust', { memberId, amountFen, reason: '核对' }, key)

/** Who is told to come again does, with the same key. */
async function insist<Answer extends { status: number; code?: string | undefined }>(ask: () => Promise<Answer>) {
  for (;;) {
    const answer = await ask()
    if (answer.code !== 'busy' && answer.code !== 'key_in_flight') return answer
  }
}

const net = async ({ memberId: distributorId }: MemberClient) =>
  (await world.db.manager.sum(Entries, 'amountFen', { distributorId })) ?? 0

test('ten take at once what is there for four: four do; each key counts once, however often it is sent', async () => {
  const { host } = await hands.distributor(op)
  await adjust(host, 1000)
  const keys = Array.from({ length: 10 }, () => randomUUID())
  const answers = await Promise.all(keys.flatMap((key) => [1, 2].map(() => insist(() => adjust(host, -250, key)))))
  expect(answers.every(({ status, code }) => status === 200 || code === 'adjustment_beyond')).toBe(true)
  expect(await hands.figures(host)).toEqual(NOTHING)
  expect(await world.db.manager.countBy(Adjustments, { distributorId: host.memberId })).toBe(5)
})

test('taken while it is asked for: one of the two is refused, and nothing is paid that is not there', async () => {
  const { host } = await hands.distributor(op)
  await adjust(host, 1000)
  const [asked, taken] = await Promise.all([
    insist(() => host.send('distribution.requestPayout', { amountFen: 1000 })),
    insist(() => adjust(host, -1000)),
  ])
  expect([asked.status, taken.status].filter((status) => status === 200)).toHaveLength(1)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, heldFen: asked.status === 200 ? 1000 : 0 })
})

/** Whatever happens to be possible next, by the dice. */
async function anything(host: MemberClient, customer: MemberClient, bought: string[], dice: () => number) {
  const open = await world.db.manager.findOneBy(Payouts, { openFor: host.memberId })
  const amountFen = 1 + Math.floor(dice() * 900)
  const [back] = bought
  const all: (() => Promise<unknown>)[] = [
    () => adjust(host, amountFen),
    () => adjust(host, -amountFen),
    async () => bought.push(await hands.buy(op, customer, amountFen * 10)),
    async () => back !== undefined && hands.refund(op, bought.shift() ?? back),
    () => host.send('distribution.requestPayout', { amountFen }),
    async () =>
      open && op.send('distribution.decidePayout', { payoutId: open.id, approve: dice() < 0.7, reason: '看过' }),
    async () =>
      open &&
      op.send('distribution.recordPayout', { payoutId: open.id, method: 'cash', reference: '现金', paidAt: now() }),
  ]
  return all[Math.floor(dice() * all.length)]?.()
}

test.each([1, 2, 3])('given, taken, bought, brought back and paid in any order, it adds up (%i)', async (seed) => {
  let state = seed * 7919
  const dice = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  const bought: string[] = []
  for (let round = 0; round < 12; round += 1) {
    await Promise.all(Array.from({ length: 3 }, () => anything(host, customer, bought, dice)))
    await hands.heard()
    if (round % 4 === 3) {
      await hands.later(3, host, customer)
      op = await world.operator('owner')
    }
    const { frozenFen, dueFen, heldFen, debtFen } = await hands.stored(host)
    expect(frozenFen + dueFen + heldFen - debtFen).toBe(await net(host))
    expect(Math.min(frozenFen, dueFen, heldFen, debtFen)).toBeGreaterThanOrEqual(0)
  }
  await host.must('privacy.leave', { confirmed: true })
  await adjust(host, 777)
  await hands.heard()
})
