import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { referralJobs } from './jobs'
import { referralHands } from './test-referral'

let world: World
let hands: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startWorld()
  hands = referralHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of, or one a day; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'joining_gift', 'dummy_table', 'purchase_category', 'store']

test('inviting, opening, joining, buying, refunding and what time brings walk an index on every table they read', async () => {
  const operator = await world.operator()
  await hands.open(operator, { ranking: true, milestones: [{ friends: 2, points: 1, templateId: null }] })
  const whole = await wholeTablesRead(world.db, async () => {
    const host = await world.member()
    await host.must('referral.offer', {})
    const scene = await hands.sceneOf(host)
    const friend = await hands.friend(scene, { device: 'a-phone-in-a-test-0001' })
    await hands.heard()
    await friend.must('referral.invitation', { scene })
    const purchaseId = await hands.buy(operator, friend, 2000)
    await hands.heard()
    await host.must('referral.mine', {})
    await host.must('referral.friends', {})
    await host.must('referral.ranking', {})
    await operator.must('referral.reviews', {})
    await operator.must('referral.list', { state: 'qualified' })
    await hands.refund(operator, purchaseId)
    await hands.heard()
    for (const job of referralJobs) await job.run(world.platform, world.clock.now())
    await friend.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
