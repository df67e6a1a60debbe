import { IsNull, Not } from 'typeorm'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { giveAllOwed } from './owed'
import { forgetAnswers } from './sealed'
import { surveyHands } from './test-survey'

let world: World
let hands: ReturnType<typeof surveyHands>
beforeAll(async () => {
  world = await startWorld()
  hands = surveyHands(world)
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What a shop keeps a few of; and what the driver calls a SELECT without a table. */
const FEW = ['webhook_endpoint', 'tier_card', 'tier_programme', 'joining_gift', 'dummy_table', 'brand']

test('looking, answering, counting and the results walk an index on every table they read', async () => {
  const operator = await world.operator()
  const tagRules = [{ question: 0, option: '手冲', tag: '爱手冲' }]
  const id = await hands.on(operator, { points: 5, templateId: await hands.template(), thanksTotal: 9, tagRules })
  const person = await world.member()
  const whole = await wholeTablesRead(world.db, async () => {
    await person.must('survey.list', {})
    await person.must('survey.show', { surveyId: id })
    await hands.answered(person, id)
    await hands.counted()
    await giveAllOwed(world.platform, world.clock.now())
    await forgetAnswers(world.platform, world.clock.now())
    await operator.must('survey.results', { surveyId: id })
    await operator.must('survey.texts', { surveyId: id, question: 3 })
    await person.must('privacy.leave', { confirmed: true })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
