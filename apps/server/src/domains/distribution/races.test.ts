import { randomUUID } from 'node:crypto'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { bindCustomer } from './bind'
import { Customers, Distributors, Entries, Payouts } from './entities'
import { distributionJobs } from './jobs'
import { settleBought, settleCustomer } from './settle'
import { distributionHands } from './test-distribution'

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
const times = <Done>(count: number, run: (nth: number) => Promise<Done>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => run(nth)))

async function due(paidFens: readonly number[]) {
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  const ids: string[] = []
  for (const fen of paidFens) ids.push(await hands.buy(op, customer, fen))
  await hands.heard()
  await hands.later(8, host, customer)
  op = await world.operator('owner')
  return { host, customer, ids }
}

const net = async ({ memberId: distributorId }: MemberClient) =>
  (await world.db.manager.sum(Entries, 'amountFen', { distributorId })) ?? 0

test('two distributors, one visitor: they touch and join at once and are bound once, heard of as often as it is', async () => {
  const [one, other] = [await hands.distributor(op), await hands.distributor(op)]
  const visitors = await times(4, () => world.visitor(randomUUID()))
  await Promise.all(
    visitors.flatMap((visitor) => [one, other].map(({ scene }) => visitor.call('distribution.touch', { scene }))),
  )
  const members = await Promise.all(visitors.map((visitor) => hands.join(visitor)))
  const bind = (memberId: string) =>
    inTransaction(world.db, (tx) => bindCustomer(tx, { memberId, returning: false }, now()))
  await Promise.all(members.flatMap(({ memberId }) => [1, 2, 3].map(() => bind(memberId))))
  await hands.heard()
  for (const { memberId } of members) {
    const rows = await world.db.manager.findBy(Customers, { customerId: memberId })
    expect(rows).toHaveLength(1)
    expect([one.host.memberId, other.host.memberId]).toContain(rows[0]?.distributorId)
  }
})

test('buying, refunding, looking again, the job and a pay-out asked for at once: what stands is what the rows say', async () => {
  const { host, customer, ids } = await due([30_000, 20_000])
  const [first, second] = ids as [string, string]
  const { memberId } = customer
  const again = () => inTransaction(world.db, (tx) => settleBought(tx, memberId, second, now()))
  const asked = times(5, () => host.send('distribution.requestPayout', { amountFen: 2000 }))
  await Promise.all([
    hands.refund(op, first, 10_000),
    hands.refund(op, second),
    hands.buy(op, customer, 7000),
    again(),
    again(),
    inTransaction(world.db, (tx) => settleCustomer(tx, memberId, now())),
    ...distributionJobs.map((job) => job.run(world.platform, now())),
  ])
  const answers = await asked
  await hands.heard()
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  for (const { code } of answers) expect([undefined, 'payout_open', 'payout_beyond_due']).toContain(code)
  expect(await net(host)).toBe(2000 + 700)
  const held = answers.some(({ status }) => status === 200) ? 2000 : 0
  expect(await hands.figures(host)).toMatchObject({ frozenFen: 700, heldFen: held, paidFen: 0 })
})

test('given, taken, asked for and decided at once: nobody takes what is not there', async () => {
  const { host } = await due([30_000])
  const { memberId } = host
  const adjust = (amountFen: number) => op.send('distribution.adjust', { memberId, amountFen, reason: '对账' })
  const [taken, asked] = await Promise.all([
    times(8, () => adjust(-1000)),
    times(4, () => host.send('distribution.requestPayout', { amountFen: 1000 })),
  ])
  const [less, more] = [
    taken.filter(({ status }) => status === 200).length,
    asked.filter(({ status }) => status === 200),
  ]
  expect(more.length).toBeLessThanOrEqual(1)
  expect(less + more.length).toBe(3)
  for (const { code } of taken) expect([undefined, 'adjustment_beyond']).toContain(code)
  expect(await net(host)).toBe(3000 - 1000 * less)
  expect(await hands.stored(host)).toMatchObject({ dueFen: 0, debtFen: 0, heldFen: 1000 * more.length })
  await adjust(2000)
  const payoutId = (await world.db.manager.findOneBy(Payouts, { openFor: memberId }))?.id ?? (await ask(host))
  const yes = { payoutId, approve: true, reason: '核对过' }
  await Promise.all([times(3, () => op.send('distribution.decidePayout', yes)), times(3, () => adjust(-1000))])
  const record = { payoutId, method: 'bank' as const, reference: '流水 9', paidAt: now().toISOString() }
  const recorded = await Promise.all([
    ...Array.from({ length: 3 }, () => op.send('distribution.recordPayout', record)),
    adjust(-1000),
    adjust(50),
  ])
  expect(recorded.slice(0, 3).filter(({ status }) => status === 200)).toHaveLength(1)
  const stored = await hands.stored(host)
  expect(stored.debtFen).toBe(0)
  expect(stored.dueFen + stored.heldFen + stored.frozenFen).toBe(await net(host))
})

const ask = async (host: MemberClient) => (await host.must('distribution.requestPayout', { amountFen: 1000 })).payout.id

test('who leaves while money moves is asked for all that is left, once', async () => {
  const { host, ids } = await due([10_000, 5000])
  const { memberId } = host
  await Promise.all([
    host.send('privacy.leave', { confirmed: true }),
    host.send('distribution.requestPayout', { amountFen: 300 }),
    op.send('distribution.adjust', { memberId, amountFen: 500, reason: '补' }),
    hands.refund(op, ids[1] ?? ''),
  ])
  await hands.heard()
  for (const job of distributionJobs) await job.run(world.platform, now())
  const open = () => world.db.manager.findOneBy(Payouts, { openFor: memberId })
  for (let round = 0; round < 3; round += 1) {
    const payout = await open()
    if (!payout) break
    const approved = await op.send('distribution.decidePayout', {
      payoutId: payout.id,
      approve: true,
      reason: '核对过',
    })
    const record = { payoutId: payout.id, method: 'bank' as const, reference: '流水', paidAt: now().toISOString() }
    if (approved.status === 200) await op.must('distribution.recordPayout', record)
    else break
  }
  const { dueFen, frozenFen, askAt } = await world.db.manager.findOneByOrFail(Distributors, { memberId })
  expect([frozenFen, dueFen === 0 || askAt !== null || (await open()) !== null]).toEqual([0, true])
})
