import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { groupHands } from '../test-groupbuy'
import { GroupCards } from './entities'
import { tellCards } from './tell'

let world: World
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
afterAll(async () => {
  await hands.settleAll()
  await stopWithPromisesKept(world)
})
beforeEach(() => hands.money.control('fault', { clear: true }))

const UPDATE = '/cgi-bin/message/wxopen/updatablemsg/send'
const CREATE = '/cgi-bin/message/wxopen/activityid/create'
const cardOf = (activityId: string | null) => world.simulator.world.messaging.activities.get(activityId ?? '')
const tell = async () => {
  while (await tellCards(world.platform, world.clock.now()));
}

test('groupbuy.card: one for a team; it shows who has come, and at the end leads to the team', async () => {
  const { leader, others, scene } = await hands.missingOne(await hands.activity(await world.operator()), 3)
  const card = await leader.person.must('groupbuy.card', { scene })
  expect(card).toMatchObject({ activityId: expect.any(String) as string, members: 2, places: 3 })
  expect((await others[0]?.person.must('groupbuy.card', { scene }))?.activityId).toBe(card.activityId)
  const stranger = await world.member()
  expect((await stranger.send('groupbuy.card', { scene })).code).toBe('not_found')
  await others[0]?.person.must('groupbuy.cancel', { orderId: others[0].orderId })
  await hands.money.arrive()
  await tell()
  expect(cardOf(card.activityId)).toMatchObject({ state: 0 })
  await hands.pay(await hands.join(scene), await hands.join(scene))
  await tell()
  expect(cardOf(card.activityId)).toMatchObject({ state: 1 })
  expect(await world.db.manager.countBy(GroupCards, { activityId: card.activityId ?? '' })).toBe(1)
})

test('WeChat without a card: sharing goes on; busy while one changes: it is told later', async () => {
  const activityId = await hands.activity(await world.operator())
  const { leader, scene } = await hands.missingOne(activityId)
  await hands.money.control('fault', { path: CREATE, errcode: 48001 })
  expect(await leader.person.must('groupbuy.card', { scene })).toEqual({ activityId: null, members: 1, places: 2 })
  const card = await leader.person.must('groupbuy.card', { scene })
  await hands.money.control('fault', { path: UPDATE, status: 502, times: 3 })
  await hands.pay(await hands.join(scene))
  await tell()
  expect(cardOf(card.activityId)).toMatchObject({ state: 0 })
  await hands.money.control('fault', { clear: true })
  world.clock.advance(60_000)
  await tell()
  expect(cardOf(card.activityId)).toMatchObject({ state: 1 })
})
