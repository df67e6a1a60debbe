import { IsNull, Not } from 'typeorm'
import { settlePayments } from '#server/domains/payment/settle'
import { tellShippings } from '#server/domains/payment/shipping/tell-shipping'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { decideTeams } from './decide'
import { groupHands } from './test-groupbuy'
import { expireVouchers } from './voucher'

let world: World
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of, or one a day; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'joining_gift', 'payment_bill', 'dummy_table']

test('looking, opening, joining, paying, refunding and what time brings walk an index on every table they read', async () => {
  const operator = await world.operator()
  const activityId = await hands.activity(operator)
  const whole = await wholeTablesRead(world.db, async () => {
    const { leader, joiner, scene } = await hands.complete(activityId)
    const stranger = await world.member()
    await stranger.must('groupbuy.list', {})
    await stranger.must('groupbuy.show', { activityId })
    await stranger.must('groupbuy.team', { scene })
    await leader.person.must('groupbuy.mine', {})
    await leader.person.must('groupbuy.order', { orderId: leader.orderId })
    await leader.person.must('payment.mine', {})
    await leader.person.send('payment.result', { paymentId: leader.paymentId })
    await leader.person.must('groupbuy.refund', { orderId: leader.orderId })
    await joiner.person.must('privacy.leave', { confirmed: true })
    await operator.must('groupbuy.activity', { activityId })
    await operator.must('groupbuy.teams', { activityId })
    await operator.must('payment.tasks', {})
    await operator.must('payment.show', { paymentId: leader.paymentId })
    const now = world.clock.now()
    await decideTeams(world.platform, now)
    await expireVouchers(world.platform, now)
    await settlePayments(world.platform, now)
    await tellShippings(world.platform, now)
    await hands.money.arrive()
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
