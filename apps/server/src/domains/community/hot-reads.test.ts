import { IsNull, Not } from 'typeorm'
import { referralHands } from '#server/domains/referral/test-referral'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { communityJobs } from './jobs'
import { communityHands } from './test-community'

let world: World
beforeAll(async () => {
  world = await startWorld()
  // Figures of a month are counted over whole tables, first when a server starts and then hours later: not while somebody looks here.
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
})
afterAll(() => world.stop())

/** What the driver calls a SELECT without a table, and what a shop keeps a few of. */
const FEW = ['dummy_table', 'webhook_endpoint', 'store']

test('a page, opening it, its figures, the lists and the jobs walk an index on every table they read', async () => {
  // Ten in the morning, when stores are asked.
  world.clock.set('2026-11-30T02:00:00.000Z')
  const hands = communityHands(world)
  const operator = await world.operator()
  await referralHands(world).open(operator)
  const groupId = await hands.group(operator, { storeIds: [world.shop.stores.wutong], until: hands.inDays(1) })
  const pageId = await hands.page(operator, [groupId], {
    blocks: [{ kind: 'picture', pictureId: await hands.picture() }],
  })
  const member = await world.member()
  const whole = await wholeTablesRead(world.db, async () => {
    const { scene } = await member.must('community.visit', { pageId })
    const guest = await world.visitor()
    await guest.must('community.offer', {})
    await guest.must('community.show', { pageId, ...(scene !== null && { scene }) })
    await guest.must('community.visit', { pageId, ...(scene !== null && { scene }) })
    await operator.must('community.figures', { pageId })
    await operator.must('community.setGroup', { groupId, state: 'paused' })
    await operator.must('community.groups', { state: 'paused' })
    await operator.must('community.pages', { state: 'on' })
    for (const job of communityJobs) await job.run(world.platform, world.clock.now())
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
