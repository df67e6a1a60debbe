import { groupHands } from '#server/domains/groupbuy/test-groupbuy'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { happens, messagesOf, somebody, type Person } from '../test-telling'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const toldOf = async (who: Person, topic: string) =>
  (await messagesOf(world, who)).filter((row) => row.topic === topic)

test('a name as long as a name may be: told all the same, cut to what there is room for', async () => {
  const hands = groupHands(world)
  const name = '长'.repeat(40)
  const activityId = await hands.activity(await world.operator(), { name })
  const who = await somebody(world)
  const { memberId } = who.person
  const team = { teamId: '1', orderId: '1', activityId, amountFen: 1990 }
  await happens(world, 'groupbuy.lost', { memberId, ...team, cause: 'team_failed' })
  await until(async () => {
    world.platform.nudge()
    return (await toldOf(who, 'groupbuy.failed')).length === 1
  })
  const [told] = await toldOf(who, 'groupbuy.failed')
  expect([told?.title.length, told?.title.endsWith('…'), told?.facts['name']]).toEqual([40, true, name])
})
