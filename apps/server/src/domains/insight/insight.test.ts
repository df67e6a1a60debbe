import { randomUUID } from 'node:crypto'
import { addMonths, monthOf } from '@huitou/shared/kit/day'
import { startWorld, type World } from '#test/world'
import { countMonth } from './checkin-orders'
import { insightJobs } from './jobs'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('insight.checkinOrders compares those who check in with those who do not, net of refunds', async () => {
  const [operator, here, away] = [await world.operator('manager'), await world.member(), await world.member()]
  const { day } = await here.must('checkin.checkIn', {})
  const month = monthOf(day)
  const buy = (memberId: string, paidFen: number) =>
    operator.must('purchase.record', {
      memberId,
      storeId: world.shop.stores.wutong,
      receiptNo: randomUUID().slice(0, 20),
      paidFen,
    })
  // Of a month that no job counts: of the others one may have been by already.
  const before = addMonths(month, -6)
  const uncounted = { month: before, asOf: null, bands: [] }
  expect(await operator.must('insight.checkinOrders', { month: before })).toEqual(uncounted)
  await buy(here.memberId, 3000)
  const { purchase } = await buy(here.memberId, 1000)
  await buy(away.memberId, 500)
  await operator.must('purchase.refund', {
    purchaseId: purchase.id,
    refundKey: 'one',
    reason: '不新鲜',
    what: { by: 'amount', amountFen: 400 },
  })
  for (const job of insightJobs) await job.run(world.platform, world.clock.now())
  const { bands, asOf } = await operator.must('insight.checkinOrders', { month })
  expect(asOf).not.toBeNull()
  expect(bands).toEqual([
    { band: 'none', members: 1, buyers: 1, orders: 1, spentFen: 500 },
    { band: 'few', members: 1, buyers: 1, orders: 2, spentFen: 3600 },
    { band: 'some', members: 0, buyers: 0, orders: 0, spentFen: 0 },
    { band: 'many', members: 0, buyers: 0, orders: 0, spentFen: 0 },
  ])
  await countMonth(world.platform, month, world.clock.now())
  expect((await operator.must('insight.checkinOrders', { month })).bands).toEqual(bands)
})
