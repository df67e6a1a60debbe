import { engineOf } from '#server/platform/db/connect'
import { wholeTablesRead } from '#test/plans'
import { startWorld, type World } from '#test/world'
import { journeyHands, points, wait } from './test-journey'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('what lets members enter, what moves them and what operators see walk an index', async () => {
  const hands = journeyHands(world)
  const operator = await world.operator()
  const journeyId = await hands.journey(operator, { steps: [points(10), wait(60), points(10)] })
  const trigger = { kind: 'silent', days: 1, backDays: 5 } as const
  const silent = await hands.journey(operator, { trigger, againDays: null })
  const stopped = await hands.journey(operator, {
    ...{ trigger: { kind: 'silent_checkin', days: 1, backDays: 5 }, againDays: null },
    ...{ condition: { of: 'all', tests: [{ fact: 'tagged', tag: '常来', value: false }] }, pointsBudget: null },
    steps: [{ kind: 'tag', tag: '常来', put: true }],
  })
  const whole = await wholeTablesRead(world.db, async () => {
    const { person } = await hands.buyer()
    await hands.buy(person, 3000, new Date(hands.now().getTime() - 2 * 86_400_000))
    await hands.scan()
    await hands.walk()
    await operator.must('journey.members', { journeyId })
    await operator.must('journey.members', { journeyId, state: 'open' })
    await operator.must('journey.figures', { journeyId })
    await operator.must('journey.dryRun', { journeyId: silent, memberId: person.memberId })
    await operator.must('journey.dryRun', { journeyId: stopped, memberId: person.memberId })
    await operator.must('member.tagsOf', { memberId: person.memberId })
    await person.must('privacy.leave', { confirmed: true })
  })
  const ours = Object.keys(whole).filter((table) =>
    /^journey|^purchase_summary$|^checkin_streak$|^member_tag$/.test(table),
  )
  expect(ours).toEqual([])
})

test('what is due is found along (journey, due)', async () => {
  const sql = `SELECT id, member_id FROM journey_run WHERE journey_id = 1 AND due_at <= '2026-11-30' ORDER BY due_at LIMIT 100`
  const plan = JSON.stringify(
    await world.db.query(`${engineOf(world.db) === 'mysql' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql}`),
  )
  expect(plan).toContain('ix_journey_run_journey_id_due_at')
})
