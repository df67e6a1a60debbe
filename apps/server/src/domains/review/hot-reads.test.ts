import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { settleAllOwed } from './owed'
import { reviewHands, stars } from './test-review'

let world: World
let hands: ReturnType<typeof reviewHands>
beforeAll(async () => {
  world = await startWorld()
  hands = reviewHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'tier_programme', 'joining_gift', 'dummy_table', 'brand', 'store']

test('looking, writing, changing, replying, undoing and the figures walk an index on every table they read', async () => {
  const operator = await world.operator()
  const manager = await world.staff('manager')
  await hands.policy(operator, { points: 5 })
  const person = await world.member()
  const purchaseId = await hands.buy(person)
  const storeId = world.shop.stores.wutong
  const whole = await wholeTablesRead(world.db, async () => {
    await person.must('review.waiting', {})
    const { reviewId } = await hands.written(person, purchaseId, stars(1, 5, 5), '还行')
    await hands.mine(person, purchaseId)
    await person.must('review.change', hands.wish(purchaseId))
    await manager.must('review.ofStore', { storeId })
    await manager.must('review.ofStore', { storeId, onlyLow: true })
    await operator.must('review.all', { before: '999999' })
    await operator.must('review.all', { onlyLow: true })
    await manager.must('review.reply', { reviewId, words: '谢谢' })
    const day = (await hands.rows(purchaseId))[0]?.boughtDay ?? 0
    await operator.must('review.figures', { from: day, to: day })
    await hands.refund(purchaseId)
    await hands.heard()
    await settleAllOwed(world.platform, world.clock.now())
    await person.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
