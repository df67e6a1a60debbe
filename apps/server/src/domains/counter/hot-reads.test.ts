import { IsNull, Not } from 'typeorm'
import { createDesk } from './test-desk'
import { openTemplate } from '../coupon/test-templates'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { startRuledWorld } from '#test/ruled-world'
import { until } from '#test/until'
import type { World } from '#test/world'

let world: World
let desk: ReturnType<typeof createDesk>
beforeAll(async () => {
  world = await startRuledWorld()
  desk = createDesk(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of and reads as a whole; and what the driver calls a SELECT without a table. */
const FEW = ['mall_category', 'tier_card', 'webhook_endpoint', 'dummy_table']

test('the wallet, a claim, a check-out and the day at the counter walk an index on every table they read', async () => {
  const [person, clerk] = [await world.member(), await world.staff()]
  const { id: templateId } = await openTemplate(await world.operator(), { stockTotal: 10, perMemberLimit: 1 })
  const whole = await wholeTablesRead(world.db, async () => {
    await person.must('coupon.centre', {})
    const { coupon } = await person.must('coupon.claim', { templateId })
    await person.must('coupon.list', { tab: 'unused' })
    await person.must('coupon.show', { couponId: coupon.id })
    const { id: visitId } = await desk.visit(person, clerk)
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen: 4400 })
    const seen = { payableSeenFen: quote.payableFen, couponIds: quote.couponIds }
    const { bill } = await clerk.must('counter.openBill', { visitId, amountFen: 4400, ...seen })
    await person.must('purchase.myBill', {})
    await clerk.must('counter.confirmBill', { billId: bill.id })
    await clerk.must('counter.day', { storeId: desk.storeId })
    await person.must('mall.shelf', {})
    await person.must('points.balance', {})
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
