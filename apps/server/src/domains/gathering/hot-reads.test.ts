import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { forgetAnswers } from './answers'
import { giveAllOwed } from './owed'
import { gatheringHands } from './test-gathering'

let world: World
let hands: ReturnType<typeof gatheringHands>
beforeAll(async () => {
  world = await startWorld()
  hands = gatheringHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'tier_programme', 'joining_gift', 'dummy_table', 'brand']

test('looking, signing up, letting in, telling and the figures walk an index on every table they read', async () => {
  const operator = await world.operator()
  const clerk = await world.staff()
  const id = await hands.on(operator, { points: 5, templateId: await hands.template(), seats: 9, tag: '来过' })
  const [person, other] = [await world.member(), await world.member()]
  const whole = await wholeTablesRead(world.db, async () => {
    await person.must('gathering.list', {})
    const ticketId = await hands.signedUp(person, id)
    await person.must('gathering.mine', {})
    await hands.shown(person, id)
    await person.must('gathering.withdraw', { ticketId })
    await hands.signedUp(person, id)
    await hands.came(person, clerk, id)
    await hands.signedUp(other, id)
    await clerk.must('gathering.door', { storeId: world.shop.stores.wutong })
    await clerk.must('counter.undoAdmission', { ticketId, reason: '扫错' })
    await hands.told()
    await giveAllOwed(world.platform, world.clock.now())
    await forgetAnswers(world.platform, world.clock.now())
    await operator.must('gathering.guests', { gatheringId: id })
    await operator.must('gathering.figures', { gatheringId: id })
    await person.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
