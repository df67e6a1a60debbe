import { randomUUID } from 'node:crypto'
import { createDice } from '#seeds/dice'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Commissions, Payouts } from './entities'
import { distributionJobs } from './jobs'
import { settleBought, settleCustomer } from './settle'
import { distributionHands } from './test-distribution'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
  op = await world.operator('owner')
  await hands.publish(op)
})
beforeEach(async () => {
  op = await world.operator('owner')
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

async function pair() {
  const { host, scene } = await hands.distributor(op)
  return { host, scene, customer: await hands.customer(scene) }
}

async function bought(paidFens: readonly number[]) {
  const { host, customer, scene } = await pair()
  const ids: string[] = []
  for (const fen of paidFens) ids.push(await hands.buy(op, customer, fen))
  await hands.heard()
  return { host, customer, scene, ids }
}

/** With what was bought due. */
async function due(paidFens: readonly number[]) {
  const made = await bought(paidFens)
  await hands.later(8, made.host, made.customer)
  op = await world.operator('owner')
  return made
}

const NOTHING = { frozenFen: 0, dueFen: 0, heldFen: 0, paidFen: 0, debtFen: 0 }
const now = () => world.clock.now()
const asked = (amountFen: number) => ({ amountFen })

test('frozen until the refund window is over, and due then whoever looks when (P7)', async () => {
  const { host, ids } = await bought([20_000])
  expect(await hands.figures(host)).toEqual({ ...NOTHING, frozenFen: 2000 })
  expect((await host.send('distribution.requestPayout', asked(2000))).code).toBe('payout_beyond_due')
  await hands.later(8, host)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 2000 })
  expect((await hands.commission(ids[0] ?? ''))?.state).toBe('frozen')
  for (const job of [...distributionJobs, ...distributionJobs]) await job.run(world.platform, now())
  expect((await hands.commission(ids[0] ?? ''))?.state).toBe('due')
  expect([await hands.figures(host), (await hands.stored(host)).dueFen]).toEqual([{ ...NOTHING, dueFen: 2000 }, 2000])
})

test('parts of a refund in any order take what the whole takes, to the fen', async () => {
  const dice = createDice(20_261_130)
  const { host, customer } = await pair()
  for (let round = 0; round < 4; round += 1) {
    const paidFen = dice.whole(101, 9999)
    const purchaseId = await hands.buy(op, customer, paidFen)
    let left = paidFen
    while (left > 0) {
      const part = Math.min(left, dice.whole(1, 4000))
      await hands.refund(op, purchaseId, part)
      left -= part
      if (dice.whole(0, 1)) await hands.heard()
    }
    await hands.heard()
    expect(await hands.commission(purchaseId)).toMatchObject({ standingFen: 0, state: 'clawed_back' })
  }
  expect(await hands.figures(host)).toEqual(NOTHING)
  const half = await hands.buy(op, customer, 3333)
  await hands.refund(op, half, 1111)
  await hands.heard()
  expect(await hands.commission(half)).toMatchObject({ amountFen: 333, standingFen: 222, state: 'frozen' })
})

test('an event only says look again: twice, before joining was heard, or all at once is the same', async () => {
  const { host, customer, ids } = await bought([5000, 700])
  const before = await hands.entries(host)
  const again = () => inTransaction(world.db, (tx) => settleBought(tx, customer.memberId, ids[0] ?? '', now()))
  await Promise.all([
    again(),
    again(),
    again(),
    inTransaction(world.db, (tx) => settleCustomer(tx, customer.memberId, now())),
  ])
  expect(await hands.entries(host)).toEqual(before)
  expect(await world.db.manager.countBy(Commissions, { customerId: customer.memberId })).toBe(2)
  const { scene } = await hands.distributor(op)
  const visitor = await world.visitor(randomUUID())
  await visitor.must('distribution.touch', { scene })
  const quick = await hands.join(visitor)
  const purchaseId = await hands.buy(op, quick, 1000)
  await hands.refund(op, purchaseId, 400)
  await hands.heard()
  expect((await hands.commission(purchaseId))?.standingFen).toBe(60)
})

test('of a first purchase only: the first that stands, whatever was told first', async () => {
  await hands.publish(op, { purchases: 'first', rate: { by: 'fixed', amountFen: 500 } })
  const { host, customer } = await pair()
  world.clock.advance(60_000)
  const earlier = now()
  world.clock.advance(60_000)
  const second = await hands.buy(op, customer, 3000)
  await hands.heard()
  expect((await hands.figures(host)).frozenFen).toBe(500)
  const first = await hands.buy(op, customer, 200, earlier)
  await hands.heard()
  expect([(await hands.commission(first))?.standingFen, (await hands.commission(second))?.standingFen]).toEqual([
    200, 0,
  ])
  await hands.refund(op, first)
  await hands.heard()
  expect([(await hands.commission(first))?.standingFen, (await hands.commission(second))?.standingFen]).toEqual([
    0, 500,
  ])
  expect(await hands.figures(host)).toEqual({ ...NOTHING, frozenFen: 500 })
  await hands.publish(op)
})

test('distribution.requestPayout: all or a part, one at a time, ten at once one', async () => {
  const { host, customer } = await due([30_000])
  expect((await host.send('distribution.requestPayout', asked(99))).code).toBe('payout_below_minimum')
  expect((await host.send('distribution.requestPayout', asked(3001))).code).toBe('payout_beyond_due')
  expect((await customer.send('distribution.requestPayout', asked(100))).code).toBe('not_found')
  const all = await Promise.all(Array.from({ length: 10 }, () => host.send('distribution.requestPayout', asked(1000))))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(all.flatMap(({ code }) => code ?? []).every((code) => code === 'payout_open')).toBe(true)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 2000, heldFen: 1000 })
  expect(await world.db.manager.countBy(Payouts, { distributorId: host.memberId })).toBe(1)
  const payoutId = (await host.must('distribution.mine', {})).payout?.id ?? ''
  await op.must('distribution.decidePayout', { payoutId, approve: false, reason: '再来一次' })
  const key = randomUUID()
  const same = await Promise.all([1, 2, 3].map(() => host.send('distribution.requestPayout', asked(3000), key)))
  expect(same.map(({ status }) => status)).toContain(200)
  const again = await host.must('distribution.requestPayout', asked(3000), key)
  expect(again.payout).toMatchObject({ amountFen: 3000, state: 'requested' })
  expect(await world.db.manager.countBy(Payouts, { distributorId: host.memberId })).toBe(2)
})

test('distribution.decidePayout and recordPayout: by who may approve, once each; what is rejected is due again', async () => {
  const { host } = await due([20_000, 10_000])
  const { payout } = await host.must('distribution.requestPayout', asked(2500))
  const payoutId = payout.id
  const manager = await world.operator('manager')
  const yes = { payoutId, approve: true, reason: '核对过' }
  const record = { payoutId, method: 'bank' as const, reference: '流水 88', paidAt: now().toISOString() }
  expect((await manager.send('distribution.decidePayout', yes)).code).toBe('not_allowed')
  expect((await op.send('distribution.recordPayout', record)).code).toBe('payout_not_approved')
  await op.must('distribution.decidePayout', { payoutId, approve: false, reason: '收款账号不对' })
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 3000 })
  expect((await host.must('distribution.mine', {})).payout).toMatchObject({ state: 'rejected', reason: '收款账号不对' })
  expect((await op.send('distribution.decidePayout', yes)).code).toBe('payout_decided')
  const next = (await host.must('distribution.requestPayout', asked(2500))).payout
  const tomorrow = { ...record, payoutId: next.id, paidAt: new Date(now().getTime() + 60_000).toISOString() }
  expect((await op.send('distribution.recordPayout', tomorrow)).code).toBe('input_invalid')
  const finance = await world.operator('finance')
  const decided = await Promise.all(
    [1, 2, 3, 4].map(() => finance.send('distribution.decidePayout', { ...yes, payoutId: next.id })),
  )
  expect(decided.filter(({ status }) => status === 200)).toHaveLength(1)
  const paid = await Promise.all(
    [1, 2, 3, 4].map(() => finance.send('distribution.recordPayout', { ...record, payoutId: next.id })),
  )
  expect(paid.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 500, paidFen: 2500 })
  const where = { distributorId: host.memberId }
  const commissions = await world.db.manager.find(Commissions, { where, order: { id: 'ASC' } })
  expect(commissions.map(({ state, paidFen }) => [state, paidFen])).toEqual([
    ['paid', 2000],
    ['due', 500],
  ])
  const { rows } = await op.must('distribution.payouts', { state: 'paid' })
  expect(rows.find(({ id }) => id === next.id)).toMatchObject({ method: 'bank', reference: '流水 88', amountFen: 2500 })
  expect((await host.must('distribution.statement', {})).rows[0]).toMatchObject({ kind: 'payout', balanceFen: 500 })
})

test('what comes back after it was paid is a debt that later commission pays; an uncovered request is not approved', async () => {
  const { host, customer, ids } = await due([20_000, 10_000])
  const { payout } = await host.must('distribution.requestPayout', asked(2000))
  await hands.pay(op, payout.id, now().toISOString())
  const more = (await host.must('distribution.requestPayout', asked(1000))).payout
  await hands.refund(op, ids[0] ?? '')
  await hands.heard()
  expect(await hands.figures(host)).toEqual({ ...NOTHING, heldFen: 1000, debtFen: 2000, paidFen: 2000 })
  const yes = { payoutId: more.id, approve: true, reason: '同意' }
  expect((await op.send('distribution.decidePayout', yes)).code).toBe('payout_uncovered')
  await op.must('distribution.decidePayout', { ...yes, approve: false, reason: '有退货，扣完再提' })
  expect(await hands.figures(host)).toEqual({ ...NOTHING, debtFen: 1000, paidFen: 2000 })
  expect((await hands.entries(host)).at(-1)).toMatchObject({ kind: 'claw_back', balanceFen: 0, debtFen: 1000 })
  await hands.buy(op, customer, 15_000)
  await hands.heard()
  expect(await hands.figures(host)).toEqual({ ...NOTHING, frozenFen: 1500, debtFen: 1000, paidFen: 2000 })
  await hands.later(8, host)
  op = await world.operator('owner')
  expect(await hands.figures(host)).toEqual({ ...NOTHING, dueFen: 500, paidFen: 2000 })
  const last = (await host.must('distribution.requestPayout', asked(500))).payout
  await hands.pay(op, last.id, now().toISOString())
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 2500 })
  const rows = await world.db.manager.findBy(Commissions, { distributorId: host.memberId })
  expect(rows.every(({ leftFen }) => leftFen === 0)).toBe(true)
})

test('a transfer that was approved is recorded though all of it came back meanwhile, and is owed', async () => {
  const { host, customer, ids } = await due([20_000])
  const { payout } = await host.must('distribution.requestPayout', asked(2000))
  await op.must('distribution.decidePayout', { payoutId: payout.id, approve: true, reason: '核对过' })
  await hands.refund(op, ids[0] ?? '')
  await hands.heard()
  const record = { payoutId: payout.id, method: 'cash' as const, reference: '收条', paidAt: now().toISOString() }
  await op.must('distribution.recordPayout', record)
  expect(await hands.figures(host)).toEqual({ ...NOTHING, debtFen: 2000, paidFen: 2000 })
  expect(await hands.commission(ids[0] ?? '')).toMatchObject({ standingFen: 0, paidFen: 2000, leftFen: -2000 })
  await hands.buy(op, customer, 25_000)
  await hands.heard()
  await hands.later(8, host)
  op = await world.operator('owner')
  const next = (await host.must('distribution.requestPayout', asked(500))).payout
  await hands.pay(op, next.id, now().toISOString())
  expect(await hands.figures(host)).toEqual({ ...NOTHING, paidFen: 2500 })
  const rows = await world.db.manager.findBy(Commissions, { distributorId: host.memberId })
  expect(rows.every(({ leftFen }) => leftFen === 0)).toBe(true)
})

test('who leaves is asked for, then paid; their code leads nowhere; what is kept of them they can take along', async () => {
  const { host, scene } = await due([20_000])
  const { sections } = await host.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'distributionEntries')?.rows).toHaveLength(1)
  await host.must('privacy.leave', { confirmed: true })
  const payout = await world.db.manager.findOneByOrFail(Payouts, { distributorId: host.memberId })
  expect(payout).toMatchObject({ state: 'requested', amountFen: 2000 })
  expect(await hands.pay(op, payout.id, now().toISOString())).toMatchObject({ state: 'paid', name: '已退会的会员' })
  expect(await hands.stored(host)).toMatchObject({ state: 'ended', scene: null, words: null, paidFen: 2000, dueFen: 0 })
  const visitor = await world.visitor(randomUUID())
  expect((await visitor.call('distribution.touch', { scene })).code).toBe('not_found')
  expect((await op.send('distribution.designate', { memberId: host.memberId })).code).toBe('not_found')
})

test('what was frozen when they left is asked for once it is due', async () => {
  const { host } = await bought([20_000])
  await host.must('privacy.leave', { confirmed: true })
  expect(await world.db.manager.countBy(Payouts, { distributorId: host.memberId })).toBe(0)
  await hands.later(8)
  for (const job of distributionJobs) await job.run(world.platform, now())
  const payout = await world.db.manager.findOneByOrFail(Payouts, { distributorId: host.memberId })
  expect(payout.amountFen).toBe(2000)
})

test('distribution.figures: what it brought and cost', async () => {
  op = await world.operator('owner')
  const figures = await op.must('distribution.figures', { from: 20_260_101, until: 20_291_231 })
  expect(figures.customers).toBeGreaterThan(5)
  expect(figures.soldFen).toBeGreaterThan(figures.commissionFen)
  expect(figures.paidOutFen).toBeGreaterThan(0)
})
