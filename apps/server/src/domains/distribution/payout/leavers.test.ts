import { daysAfter } from '@huitou/shared/distribution/rules'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Distributors, Payouts } from '../entities'
import { distributionJobs } from '../jobs'
import { distributionHands } from '../test-distribution'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
})
beforeEach(async () => {
  op = await world.operator('owner')
  await hands.publish(op)
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const now = () => world.clock.now()

async function bought(paidFens: readonly number[]) {
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  const ids: string[] = []
  for (const fen of paidFens) {
    ids.push(await hands.buy(op, customer, fen))
    world.clock.advance(60_000)
  }
  await hands.heard()
  return { host, ids }
}

async function later(days: number, ...people: MemberClient[]) {
  await hands.later(days, ...people)
  op = await world.operator('owner')
}

/** Twice, as a restart would. */
async function work() {
  for (const job of [...distributionJobs, ...distributionJobs]) await job.run(world.platform, now())
}

async function asked({ memberId: distributorId }: { memberId: string }) {
  const rows = await world.db.manager.find(Payouts, { where: { distributorId }, order: { id: 'ASC' } })
  return rows.map(({ state, amountFen }) => [state, amountFen])
}

async function payNewest({ memberId: distributorId }: { memberId: string }) {
  const open = await world.db.manager.findOneByOrFail(Payouts, { openFor: distributorId })
  await hands.pay(op, open.id, now().toISOString())
}

const reject = async ({ memberId: openFor }: { memberId: string }) => {
  const { id: payoutId } = await world.db.manager.findOneByOrFail(Payouts, { openFor })
  await op.must('distribution.decidePayout', { payoutId, approve: false, reason: '账号不对' })
}

test('what a part asked for before leaving has left over is asked for once that part is paid', async () => {
  const { host } = await bought([100_000])
  await later(8, host)
  await host.must('distribution.requestPayout', { amountFen: 1000 })
  await host.must('privacy.leave', { confirmed: true })
  expect(await asked(host)).toEqual([['requested', 1000]])
  await payNewest(host)
  expect(await asked(host)).toEqual([
    ['paid', 1000],
    ['requested', 9000],
  ])
  await payNewest(host)
  expect(await hands.stored(host)).toMatchObject({ dueFen: 0, heldFen: 0, paidFen: 10_000, askAt: null })
})

test('what is rejected of a leaver is asked for again a day later, not at once and not twice', async () => {
  const { host } = await bought([100_000])
  await later(8, host)
  await host.must('privacy.leave', { confirmed: true })
  await reject(host)
  await work()
  expect(await asked(host)).toEqual([['rejected', 10_000]])
  const { decidedAt } = await world.db.manager.findOneByOrFail(Payouts, { distributorId: host.memberId })
  expect((await hands.stored(host)).askAt).toEqual(daysAfter(decidedAt ?? now(), 1))
  await later(1)
  await Promise.all([work(), work()])
  expect(await asked(host)).toEqual([
    ['rejected', 10_000],
    ['requested', 10_000],
  ])
  await reject(host)
  await later(1)
  await work()
  await payNewest(host)
  await later(30)
  await work()
  expect(await asked(host)).toHaveLength(3)
  expect(await hands.stored(host)).toMatchObject({ dueFen: 0, paidFen: 10_000, askAt: null })
})

test('who is still here asks for themselves after a rejection', async () => {
  const { host } = await bought([100_000])
  await later(8, host)
  await host.must('distribution.requestPayout', { amountFen: 1000 })
  await reject(host)
  await later(2)
  await work()
  expect(await asked(host)).toEqual([['rejected', 1000]])
})

test('commission that comes back to a leaver when nothing is frozen any more is asked for', async () => {
  await hands.publish(op, { purchases: 'first' })
  const { host, ids } = await bought([2000, 3000])
  await host.must('privacy.leave', { confirmed: true })
  await later(8)
  await work()
  await payNewest(host)
  await hands.refund(op, ids[0] ?? '')
  await hands.heard()
  expect(await asked(host)).toEqual([
    ['paid', 200],
    ['requested', 100],
  ])
})

test('one distributor at whom the job fails holds up nobody behind', async () => {
  const [bad, good] = [await bought([20_000]), await bought([30_000])]
  const { memberId } = bad.host
  await world.db.manager.update(Distributors, { memberId }, { frozenFen: 0 })
  await later(8)
  await work()
  expect(await hands.stored(good.host)).toMatchObject({ frozenFen: 0, dueFen: 3000 })
  expect(await hands.stored(bad.host)).toMatchObject({ frozenFen: 0, dueFen: 0 })
  await world.db.manager.update(Distributors, { memberId }, { frozenFen: 2000 })
  await work()
  expect(await hands.stored(bad.host)).toMatchObject({ frozenFen: 0, dueFen: 2000 })
})
