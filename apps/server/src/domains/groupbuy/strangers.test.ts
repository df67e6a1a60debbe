import { Members } from '#server/domains/member/entities'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Activities } from './entities'
import { groupHands } from './test-groupbuy'

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

test('another member’s order and payment answer the very same as none', async () => {
  const { leader } = await hands.complete(await hands.activity(await world.operator()))
  const other = await world.member()
  const none = '999999999'
  const asked = [
    ['groupbuy.order', 'call', { orderId: leader.orderId }, { orderId: none }],
    ['groupbuy.cancel', 'send', { orderId: leader.orderId }, { orderId: none }],
    ['groupbuy.refund', 'send', { orderId: leader.orderId }, { orderId: none }],
    ['payment.prepare', 'send', { paymentId: leader.paymentId }, { paymentId: none }],
    ['payment.result', 'send', { paymentId: leader.paymentId }, { paymentId: none }],
  ] as const
  for (const [name, how, theirs, nobodys] of asked) {
    const ask = (input: object) =>
      how === 'call' ? other.call(name, input as never) : other.send(name, input as never)
    const [real, missing] = [await ask(theirs), await ask(nobodys)]
    expect([name, real.status, real.code]).toEqual([name, 404, 'not_found'])
    expect({ ...(real.body as object), requestId: null }).toEqual({ ...(missing.body as object), requestId: null })
  }
})

test('what strangers see of a team holds no number, no full name and no id of anybody in it', async () => {
  const { leader, others, scene } = await hands.missingOne(await hands.activity(await world.operator()), 3)
  for (const [index, one] of [leader, ...others].entries())
    await world.db.manager.update(
      Members,
      { id: one.person.memberId },
      { nickname: `欧阳小满${index}`, nicknameState: 'fine' },
    )
  const stranger = await world.visitor()
  const { team } = await stranger.must('groupbuy.team', { scene })
  const shown = await stranger.must('groupbuy.show', { activityId: team.activity.id })
  for (const card of [team, ...shown.teams]) {
    for (const seat of card.seats) {
      expect(Object.keys(seat).sort()).toEqual(['isLeader', 'isYou', 'name'])
      expect(seat.name).not.toMatch(/小满\d/)
    }
  }
  expect(team).toMatchObject({ orderId: null, why: { code: 'join_needed' } })
})

test('a limit per member holds for who leaves and comes back', async () => {
  const activityId = await hands.activity(await world.operator(), { perMemberLimit: 1 })
  const { leader } = await hands.complete(activityId)
  await hands.useVoucher(leader)
  await leader.person.must('privacy.leave', { confirmed: true })
  const again = await world.member(leader.key)
  expect(again.memberId).not.toBe(leader.person.memberId)
  const wish = { activityId, size: 2, priceSeenFen: 1590 }
  expect((await again.send('groupbuy.open', wish)).code).toBe('group_limit')
})

test('numbers and texts that no phone sends are refused with nothing written', async () => {
  const operator = await world.operator()
  const activityId = await hands.activity(operator)
  const { scene } = await hands.missingOne(activityId)
  const person = await world.member()
  const left = await hands.stock(activityId)
  for (const size of [0, -1, 1, 2.5, 6, 1e9, 2 ** 53, '2', [2], null, Number.NaN])
    expect(
      (await person.send('groupbuy.open', { activityId, size, priceSeenFen: 1590 } as never)).status,
    ).toBeGreaterThanOrEqual(400)
  for (const priceSeenFen of [0, -1990, 1, 1989, 19.9, 1e12, '1990', [1990], null])
    expect(
      (await person.send('groupbuy.join', { scene, priceSeenFen, ifFull: 'refund' } as never)).status,
    ).toBeGreaterThanOrEqual(400)
  for (const bad of ['', 'x'.repeat(33), 'a b', 't:\u0000', '中文', ['t'], { $ne: '' }, `${scene}'--`])
    expect(
      (await person.send('groupbuy.join', { scene: bad, priceSeenFen: 1990, ifFull: 'refund' } as never)).status,
    ).toBeGreaterThanOrEqual(400)
  for (const bad of ['0', '-1', '1e3', '99999999999999999999', "1' OR '1'='1", ['1'], 1])
    expect(
      (await person.send('groupbuy.open', { activityId: bad, size: 2, priceSeenFen: 1590 } as never)).status,
    ).toBeGreaterThanOrEqual(400)
  expect(await hands.stock(activityId)).toBe(left)
  expect((await person.must('groupbuy.mine', {})).rows).toEqual([])
})

test('only operators who may write rules set one up, and none of theirs is shown before it is published', async () => {
  const [owner, person, clerk] = [await world.operator(), await world.member(), await world.staff()]
  const activityId = await hands.draft(owner)
  for (const who of [person, clerk]) {
    for (const name of ['groupbuy.publish', 'groupbuy.pause', 'groupbuy.end'] as const)
      expect([401, 403, 404]).toContain((await who.send(name, { activityId })).status)
    expect([401, 403, 404]).toContain((await who.call('groupbuy.activities', {})).status)
  }
  expect((await person.call('groupbuy.show', { activityId })).code).toBe('not_found')
  expect((await person.send('groupbuy.open', { activityId, size: 2, priceSeenFen: 1590 })).code).toBe('not_found')
})

test('what is over hides nothing that is open', async () => {
  const activityId = await hands.activity(await world.operator())
  const { id: _, ...row } = await world.db.manager.findOneByOrFail(Activities, { id: activityId })
  const over = { ...row, stockLeft: row.stockTotal, openUntil: new Date(world.clock.now().getTime() - 1) }
  await world.db.manager.insert(
    Activities,
    Array.from({ length: 60 }, () => over),
  )
  const { activities } = await (await world.member()).must('groupbuy.list', {})
  expect(activities.map(({ id }) => id)).toContain(activityId)
  await world.db.query(`UPDATE groupbuy_activity SET state = 'ended' WHERE id <> ${activityId}`)
})
