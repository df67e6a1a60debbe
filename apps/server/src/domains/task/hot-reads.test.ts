import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { goal, taskHands } from './test-task'

let world: World
let hands: ReturnType<typeof taskHands>
beforeAll(async () => {
  world = await startWorld()
  hands = taskHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'tier_programme', 'joining_gift', 'dummy_table']

test('the list, what feeds it, fetching and the figures walk an index on every table they read', async () => {
  const operator = await world.operator()
  const first = await hands.task(operator, { goal: goal('first_purchase'), templateId: await hands.template() })
  const taskId = await hands.task(operator, { goal: goal('purchase'), afterId: first, minLevel: 2 })
  const person = await world.member()
  const whole = await wholeTablesRead(world.db, async () => {
    await person.must('task.list', {})
    const bought = await hands.buy(person)
    await hands.heard()
    await person.must('task.list', {})
    await person.must('task.claim', { taskId: first, day: null })
    await hands.refund(bought)
    await hands.heard()
    await operator.must('task.figures', { taskId })
    await person.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
