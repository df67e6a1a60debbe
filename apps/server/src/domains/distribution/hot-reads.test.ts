import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Commissions } from './entities'
import { distributionJobs } from './jobs'
import { distributionHands } from './test-distribution'

let world: World
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startWorld()
  hands = distributionHands(world)
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of, or one a day; and what the driver calls a SELECT without a table. */
const FEW = [
  'webhook_endpoint',
  'tier_card',
  'joining_gift',
  'dummy_table',
  'purchase_category',
  'store',
  'distribution_settings',
]

test('coming through a code, buying, refunding, asking for money and what time brings walk an index on every table they read', async () => {
  const operator = await world.operator('owner')
  await hands.publish(operator)
  const { host, scene } = await hands.distributor(operator)
  const whole = await wholeTablesRead(world.db, async () => {
    const customer = await hands.customer(scene)
    const purchaseId = await hands.buy(operator, customer, 20_000)
    await hands.buy(operator, customer, 20_000)
    await hands.heard()
    await hands.refund(operator, purchaseId, 500)
    await hands.heard()
    // Not by moving the clock, or the jobs of the whole shop would run.
    await world.db.manager.update(Commissions, { distributorId: host.memberId }, { freesAt: world.clock.now() })
    for (const job of distributionJobs) await job.run(world.platform, world.clock.now())
    await host.must('distribution.customers', {})
    await host.must('distribution.statement', {})
    await operator.must('distribution.adjust', { memberId: host.memberId, amountFen: 300, reason: '补' })
    const { payout } = await host.must('distribution.requestPayout', { amountFen: 1000 })
    await hands.pay(operator, payout.id, world.clock.now().toISOString())
    await operator.must('distribution.payouts', { state: 'paid' })
    await operator.must('distribution.distributors', { state: 'active' })
    await host.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
