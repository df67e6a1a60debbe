import { randomUUID } from 'node:crypto'
import { Audits } from '#server/platform/audit/audit'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Adjustments, Payouts } from '../entities'
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

const now = () => world.clock.now()
const NOTHING = { frozenFen: 0, dueFen: 0, heldFen: 0, paidFen: 0, debtFen: 0 }

/** A distributor with commission that is due. */
async function due(paidFen: number) {
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  const purchaseId = await hands.buy(op, customer, paidFen)
  await hands.heard()
  await hands.later(8, host)
  op = await world.operator('owner')
  return { host, customer, purchaseId }
}

const adjust = ({ memberId }: MemberClient, amountFen: number, key?: string) =>
  op.send('distribution.adjust', { memberId, amountFen, reason: '补上月的' }, key)
const ask = async (host: MemberClient, amountFen: number) =>
  (await host.must('distribution.requestPayout', { amountFen })).payout.id
const paid = (host: MemberClient) =>
  world.db.manager.find(Adjustments, { where: { distributorId: host.memberId }, order: { id: 'ASC' } })

test('given and taken by hand: due at once, a line of the statement with its reason, in the audit, once for a key', async () => {
  const { host } = await due(10_000)
  const key = randomUUID()
  const all = await Promise.all([1, 2, 3].map(() => adjust(host, 500, key)))
  expect(all.map(({ status }) => status)).toContain(200)
  expect((await adjust(host, 500, key)).replayed).toBe(true)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 1500 })
  expect((await adjust(host, -1200)).status).toBe(200)
  const { rows } = await host.must('distribution.statement', {})
  expect(rows.slice(0, 2)).toMatchObject([
    { kind: 'claw_back', words: '店里调整：补上月的', amountFen: -1200, balanceFen: 300 },
    { kind: 'earn', words: '店里调整：补上月的', amountFen: 500, balanceFen: 1500 },
  ])
  expect(await world.db.manager.countBy(Audits, { action: 'distribution.adjust' })).toBeGreaterThanOrEqual(2)
  const { sections } = await host.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'distributionAdjustments')?.rows).toHaveLength(2)
  const figures = await op.must('distribution.figures', { from: 20_260_101, until: 20_291_231 })
  expect(figures.adjustedFen).toBe(-700)
})

test('not by who may not approve, not for who has never been a distributor, not nothing, and never below zero', async () => {
  const { host, customer } = await due(10_000)
  const manager = await world.operator('manager')
  const wish = { memberId: host.memberId, amountFen: 100, reason: '奖励' }
  expect((await manager.send('distribution.adjust', wish)).code).toBe('not_allowed')
  expect((await op.send('distribution.adjust', { ...wish, amountFen: 0 })).code).toBe('input_invalid')
  expect((await op.send('distribution.adjust', { ...wish, amountFen: 1_000_001 })).code).toBe('input_invalid')
  expect((await adjust(customer, 100)).code).toBe('not_found')
  await customer.relogin()
  await customer.must('distribution.apply', { words: '我也想' })
  expect((await adjust(customer, 100)).code).toBe('distributor_not_active')
  expect((await adjust(host, -1001)).code).toBe('adjustment_beyond')
  await ask(host, 400)
  expect((await adjust(host, -601)).code).toBe('adjustment_beyond')
  expect((await adjust(host, -600)).status).toBe(200)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, heldFen: 400 })
})

test('a pay-out is for commission and entries by hand alike, oldest first; what was taken pays nobody', async () => {
  const { host, purchaseId } = await due(10_000)
  await adjust(host, 800)
  await adjust(host, -300)
  await hands.pay(op, await ask(host, 1200), now().toISOString())
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 300, paidFen: 1200 })
  expect(await hands.commission(purchaseId)).toMatchObject({ state: 'paid', paidFen: 1000, leftFen: 0 })
  expect((await paid(host)).map(({ paidFen, leftFen }) => [paidFen, leftFen])).toEqual([
    [500, 300],
    [-300, 0],
  ])
  await hands.pay(op, await ask(host, 300), now().toISOString())
  expect((await paid(host)).map(({ leftFen }) => leftFen)).toEqual([0, 0])
})

test('for who has no commission at all it is paid like any other; for who has left it is asked for', async () => {
  const { host } = await hands.distributor(op)
  await adjust(host, 5000)
  await hands.pay(op, await ask(host, 5000), now().toISOString())
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 5000 })
  await host.must('privacy.leave', { confirmed: true })
  expect((await adjust(host, 700)).status).toBe(200)
  const open = await world.db.manager.findOneByOrFail(Payouts, { openFor: host.memberId })
  expect(open.amountFen).toBe(700)
  await hands.pay(op, open.id, now().toISOString())
})

test('a debt is paid by what is given, and frozen commission can be taken before it is due', async () => {
  const { host, customer, purchaseId } = await due(10_000)
  await hands.pay(op, await ask(host, 1000), now().toISOString())
  await hands.refund(op, purchaseId)
  await hands.heard()
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 1000, debtFen: 1000 })
  expect((await adjust(host, -1)).code).toBe('adjustment_beyond')
  await adjust(host, 1500)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 1000, dueFen: 500 })
  await hands.buy(op, customer, 2000)
  await hands.heard()
  await adjust(host, -700)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 1000, frozenFen: 200, debtFen: 200 })
  await hands.later(8, host)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 1000 })
})
