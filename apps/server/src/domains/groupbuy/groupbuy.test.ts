import { In } from 'typeorm'
import { Payments } from '#server/domains/payment/entities'
import { Shippings } from '#server/domains/payment/shipping/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { GroupOrders, Teams } from './entities'
import { groupHands } from './test-groupbuy'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
// Tests move the clock past the life of a login.
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.settleAll()
  await stopWithPromisesKept(world)
})

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS

describe('operators', () => {
  test('groupbuy.saveActivity, publish, pause, end, addStock: what is missing is told, what was told stays', async () => {
    const { activity } = await operator.must('groupbuy.saveActivity', {
      id: null,
      body: {
        name: '盒子',
        templateId: await hands.voucher({ giftable: true }),
        singlePriceFen: 3200,
        prices: [{ size: 2, priceFen: 1990, leaderPriceFen: 1990 }],
      },
    })
    expect(activity).toMatchObject({ state: 'draft', stockLeft: 0, hours: 24, newcomersOnly: false })
    const refused = await operator.send('groupbuy.publish', { activityId: activity.id })
    expect(refused).toMatchObject({ code: 'group_not_ready', body: { faults: activity.faults } })
    expect(activity.faults).toContain('还没填一共多少份')
    const visitor = await world.member()
    expect((await visitor.call('groupbuy.show', { activityId: activity.id })).code).toBe('not_found')

    const activityId = await hands.activity(operator, { stockTotal: 3 })
    const price = [{ size: 2, priceFen: 1000, leaderPriceFen: 1000 }]
    expect(await hands.code(operator.send('groupbuy.saveActivity', { id: activityId, body: { prices: price } }))).toBe(
      'group_published',
    )
    await operator.must('groupbuy.saveActivity', { id: activityId, body: { about: ['当天现做'] } })
    expect(
      await hands.code(
        operator.send('groupbuy.saveActivity', { id: activityId, body: { until: new Date().toISOString() } }),
      ),
    ).toBe('group_published')
    await operator.must('groupbuy.addStock', { activityId, add: 2, reason: '多做了' })
    expect(await hands.code(operator.send('groupbuy.addStock', { activityId, add: -9, reason: '少' }))).toBe(
      'stock_too_low',
    )
    await operator.must('groupbuy.pause', { activityId })
    expect((await visitor.must('groupbuy.show', { activityId })).why).toMatchObject({ code: 'group_paused' })
    await operator.must('groupbuy.publish', { activityId })
    await operator.must('groupbuy.end', { activityId })
    expect(await hands.code(operator.send('groupbuy.publish', { activityId }))).toBe('group_ended')
    const { rows } = await operator.must('groupbuy.activities', { state: 'ended' })
    expect(rows.find((one) => one.id === activityId)).toMatchObject({
      stockTotal: 5,
      stockLeft: 5,
      about: ['当天现做'],
    })
    const viewer = await world.operator('viewer')
    expect(await hands.code(viewer.send('groupbuy.end', { activityId }))).toBe('not_allowed')
    expect((await viewer.must('groupbuy.activity', { activityId })).activity.state).toBe('ended')
  })
})

describe('a team', () => {
  test('opened, joined, complete: everybody has a voucher, WeChat is told how it is handed over, others are masked', async () => {
    const activityId = await hands.activity(operator)
    const leader = await hands.open(activityId)
    expect((await leader.person.must('groupbuy.order', { orderId: leader.orderId })).order).toMatchObject({
      ...{ state: 'paying', priceFen: 1590, isLeader: true, mayCancel: true, words: '还没付款，付了才算数' },
    })
    const { scene } = await hands.team(leader.orderId)
    const friend = await hands.friend()
    expect(await hands.code(friend.person.send('groupbuy.join', { scene, priceSeenFen: 1990, ifFull: 'refund' }))).toBe(
      'not_found',
    )
    await hands.pay(leader)
    const { team } = await friend.person.must('groupbuy.team', { scene })
    expect(team).toMatchObject({ state: 'forming', missing: 1, paying: 0, priceFen: 1990, why: null, orderId: null })
    expect(team.seats).toEqual([{ name: expect.stringMatching(/^会员/) as string, isLeader: true, isYou: false }])
    expect((await friend.person.must('groupbuy.show', { activityId })).teams.map((one) => one.scene)).toEqual([scene])

    const joiner = await hands.join(scene, friend)
    expect((await leader.person.must('groupbuy.team', { scene })).team.paying).toBe(1)
    await hands.pay(joiner)
    expect(await hands.states(leader, joiner)).toEqual(['won', 'won'])
    for (const { person, orderId } of [leader, joiner]) {
      const { order } = await person.must('groupbuy.order', { orderId })
      expect(order).toMatchObject({ state: 'won', mayRefund: true, mayCancel: false, words: '人齐了，券在卡包里' })
      const wallet = (await person.must('coupon.list', { tab: 'unused' })).rows.filter((one) => one.source === '拼团')
      expect(wallet.map((one) => one.id)).toEqual([order.couponId])
    }
    const paymentIds = [leader.paymentId, joiner.paymentId]
    const told = await world.db.manager.findBy(Shippings, { paymentId: In(paymentIds) })
    expect(told.map((one) => one.logistics)).toEqual(['pickup', 'pickup'])
    expect(await hands.stock(activityId)).toBe(48)
    const shown = (await joiner.person.must('groupbuy.list', {})).activities.find((one) => one.id === activityId)
    expect(shown).toMatchObject({ sold: 2, left: 48 })
    const { activity } = await operator.must('groupbuy.activity', { activityId })
    expect(activity.figures).toMatchObject({ succeeded: 1, won: 2, earnedFen: 3580 })
    const { rows } = await operator.must('groupbuy.teams', { activityId })
    expect(rows[0]?.orders.map((one) => one.state)).toEqual(['won', 'won'])
    expect((await joiner.person.must('groupbuy.mine', {})).rows.map((one) => one.id)).toEqual([joiner.orderId])
  })

  test('what is not so is refused before anybody pays, with nothing written', async () => {
    const activityId = await hands.activity(operator, { perMemberLimit: 1, stockTotal: 3 })
    const me = await hands.friend()
    const wish = { activityId, size: 2, priceSeenFen: 1590 }
    expect(await hands.code(me.person.send('groupbuy.open', { ...wish, priceSeenFen: 1990 }))).toBe('quote_changed')
    expect(await hands.code(me.person.send('groupbuy.open', { ...wish, size: 4 }))).toBe('not_found')
    const placed = await hands.open(activityId, 2, me)
    const again = await me.person.send('groupbuy.open', wish)
    expect(again).toMatchObject({ code: 'group_order_waiting', body: { orderId: placed.orderId } })
    await hands.pay(placed)
    expect(await hands.code(me.person.send('groupbuy.open', wish))).toBe('group_limit')
    const { scene } = await hands.team(placed.orderId)
    const own = { scene, priceSeenFen: 1990, ifFull: 'refund' } as const
    expect(await hands.code(me.person.send('groupbuy.join', own))).toBe('team_own')
    expect(await hands.stock(activityId)).toBe(2)
    const other = await hands.friend()
    expect(await hands.code(other.person.call('groupbuy.order', { orderId: placed.orderId }))).toBe('not_found')
    expect(await hands.code(other.person.send('groupbuy.cancel', { orderId: placed.orderId }))).toBe('not_found')
    expect(await hands.code(other.person.send('groupbuy.refund', { orderId: placed.orderId }))).toBe('not_found')
    const guest = await world.visitor()
    expect((await guest.must('groupbuy.team', { scene })).team.why?.code).toBe('join_needed')
    expect(await hands.code(guest.send('groupbuy.join', own))).toBe('join_needed')
    await hands.passes(DAY_MS - MINUTE_MS, { ...other, orderId: '', paymentId: '' })
    expect(await hands.code(other.person.send('groupbuy.join', own))).toBe('team_closing')
    await hands.passes(HOUR_MS, { ...other, orderId: '', paymentId: '' })
    expect(await hands.code(other.person.send('groupbuy.join', own))).toBe('team_over')
  })

  test('nobody is asked to become a member for what is over anyway', async () => {
    const activityId = await hands.activity(operator)
    const { scene } = await hands.complete(activityId)
    const guest = await world.visitor()
    const whyOpen = async () => (await guest.must('groupbuy.show', { activityId })).why?.code
    expect((await guest.must('groupbuy.team', { scene })).team.why?.code).toBe('team_full')
    expect(await whyOpen()).toBe('join_needed')
    await operator.must('groupbuy.pause', { activityId })
    expect(await whyOpen()).toBe('group_paused')
  })

  test('the same key twice is one order; twenty taps with keys of their own are one order that waits', async () => {
    const activityId = await hands.activity(operator)
    const { person } = await hands.friend()
    const wish = { activityId, size: 2, priceSeenFen: 1590 }
    const key = 'groupbuy-same-key-0001'
    const [first, second] = [
      await person.send('groupbuy.open', wish, key),
      await person.send('groupbuy.open', wish, key),
    ]
    expect(second.body).toEqual(first.body)
    const answers = await Promise.all(Array.from({ length: 20 }, () => person.send('groupbuy.open', wish)))
    expect(answers.every(({ code }) => code === 'group_order_waiting')).toBe(true)
    expect(await hands.stock(activityId)).toBe(49)
  })

  test('only newcomers join where that is said; anybody opens', async () => {
    const plain = await hands.activity(operator)
    const { leader: regular } = await hands.complete(plain)
    const activityId = await hands.activity(operator, { newcomersOnly: true })
    const { scene } = await hands.missingOne(activityId)
    const wish = { scene, priceSeenFen: 1990, ifFull: 'refund' } as const
    expect(await hands.code(regular.person.send('groupbuy.join', wish))).toBe('newcomers_only')
    const opened = await hands.open(activityId, 2, regular)
    expect((await hands.row(opened.orderId)).state).toBe('paying')
    await hands.pay(await hands.join(scene))
  })
})

describe('the last seat', () => {
  test('two pay: the first sits, the other gets what was chosen beforehand', async () => {
    const activityId = await hands.activity(operator)
    const { leader, scene } = await hands.missingOne(activityId)
    const first = await hands.join(scene)
    const refund = await hands.join(scene, undefined, 'refund')
    const own = await hands.join(scene, undefined, 'open')
    await hands.pay(first, refund, own)
    expect(await hands.states(leader, first, refund, own)).toEqual(['won', 'won', 'refunding', 'seated'])
    expect(await hands.row(refund.orderId)).toMatchObject({ refundCause: 'no_seat' })
    expect(await hands.wantedBack(refund)).toEqual([[1990, expect.any(String)]])
    // A leader pays less: the difference goes back, and they lead a team of their own.
    expect(await hands.wantedBack(own)).toEqual([[400, expect.any(String)]])
    const team = await hands.team(own.orderId)
    expect(team).toMatchObject({ state: 'forming', seats: 1, leaderId: own.person.memberId, priceFen: 1990 })
    await hands.settleAll()
    expect(await hands.states(refund)).toEqual(['refunded'])
    expect((await refund.person.must('groupbuy.order', { orderId: refund.orderId })).order).toMatchObject({
      ...{ words: '付款时团已经满了，¥19.90 已原路退回', refundedFen: 1990, team: null, mayCancel: false },
    })
    expect(await hands.stock(activityId)).toBe(47)
  })

  test('fifty payments race for one seat: one sits, forty-nine have their money back', async () => {
    const activityId = await hands.activity(operator, { stockTotal: 51 })
    const { scene } = await hands.missingOne(activityId)
    const racers = await Promise.all(Array.from({ length: 50 }, () => hands.join(scene)))
    await Promise.all(racers.map((one) => hands.payAtSheet(one)))
    await Promise.all([hands.money.arrive(), hands.money.arrive(), hands.money.settle()])
    await hands.settleAll()
    const ends = await hands.states(...racers)
    expect(ends.filter((state) => state === 'won')).toHaveLength(1)
    expect(ends.filter((state) => state === 'refunded')).toHaveLength(49)
    const { id: teamId } = await world.db.manager.findOneByOrFail(Teams, { scene })
    expect(await world.db.manager.countBy(GroupOrders, { teamId, state: 'won' })).toBe(2)
    expect(await hands.stock(activityId)).toBe(49)
  })

  test('thirty at once for the last five pieces: five orders, the others are told', async () => {
    const activityId = await hands.activity(operator, { stockTotal: 5 })
    const people = await Promise.all(Array.from({ length: 30 }, () => hands.friend()))
    const wish = { activityId, size: 2, priceSeenFen: 1590 }
    const answers = await Promise.all(people.map(({ person }) => person.send('groupbuy.open', wish)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.filter(({ code }) => code === 'group_sold_out')).toHaveLength(25)
    expect(await hands.stock(activityId)).toBe(0)
    expect(
      await world.db.manager.countBy(Payments, {
        purpose: 'groupbuy',
        description: '拼团 草莓奶油盒子',
        state: 'created',
      }),
    ).toBeGreaterThanOrEqual(5)
    world.clock.advance(20 * MINUTE_MS)
    await hands.settleAll()
    // Nobody paid: nobody hoards.
    expect(await hands.stock(activityId)).toBe(5)
  })
})

describe('groupbuy.cancel', () => {
  test('not paid: nothing was charged; a seat: the money goes back and the seat is free; a leader stays once others are in', async () => {
    const activityId = await hands.activity(operator)
    const unpaid = await hands.open(activityId)
    await unpaid.person.must('groupbuy.cancel', { orderId: unpaid.orderId })
    await hands.settleAll()
    expect(await hands.states(unpaid)).toEqual(['closed'])
    expect(await hands.code(unpaid.person.send('groupbuy.cancel', { orderId: unpaid.orderId }))).toBe(
      'group_order_over',
    )

    const { leader, others } = await hands.missingOne(activityId, 3)
    const [joiner] = others
    if (!joiner) throw new Error('nobody joined')
    expect(await hands.code(leader.person.send('groupbuy.cancel', { orderId: leader.orderId }))).toBe('leader_stays')
    await joiner.person.must('groupbuy.cancel', { orderId: joiner.orderId })
    expect(await hands.team(leader.orderId)).toMatchObject({ state: 'forming', seats: 1 })
    await leader.person.must('groupbuy.cancel', { orderId: leader.orderId })
    expect(await hands.team(leader.orderId)).toMatchObject({ state: 'failed', seats: 0 })
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'refunded'])
    expect(await hands.stock(activityId)).toBe(50)
  })

  test('cancelled while it is being paid: one of both, and never the money without the seat', async () => {
    const activityId = await hands.activity(operator)
    for (let round = 0; round < 4; round += 1) {
      const placed = await hands.open(activityId)
      const { params } = await placed.person.must('payment.prepare', { paymentId: placed.paymentId })
      const [sheet] = await Promise.all([
        hands.money.control('request-payment', { key: placed.key, decision: 'pay', ...params }),
        placed.person.send('groupbuy.cancel', { orderId: placed.orderId }),
      ])
      await hands.settleAll()
      const paid = String(sheet['errMsg']).includes(':ok')
      expect(await hands.states(placed)).toEqual([paid ? 'refunded' : 'closed'])
    }
    expect(await hands.stock(activityId)).toBe(50)
  })

  test('ten cancels at once are one; stepping back beside the payment that completes the team: one of both', async () => {
    const activityId = await hands.activity(operator)
    const { leader } = await hands.missingOne(activityId)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => leader.person.send('groupbuy.cancel', { orderId: leader.orderId })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'group_order_over')).toHaveLength(9)
    const { leader: other, others, scene } = await hands.missingOne(activityId, 3)
    const [middle] = others
    const last = await hands.join(scene)
    await hands.payAtSheet(last)
    const [cancelled] = await Promise.all([
      middle?.person.send('groupbuy.cancel', { orderId: middle.orderId }),
      hands.money.arrive(),
    ])
    await hands.settleAll()
    const team = await hands.team(other.orderId)
    expect(team).toMatchObject(
      cancelled?.status === 200 ? { state: 'forming', seats: 2 } : { state: 'succeeded', seats: 3 },
    )
  })
})

test('privacy.leave: what waits is closed, what was paid and not used goes back, the team goes on', async () => {
  const activityId = await hands.activity(operator)
  const { leader, others } = await hands.missingOne(activityId, 3)
  const { leader: winner } = await hands.complete(activityId)
  const waiting = await hands.open(activityId)
  for (const { person } of [leader, winner, waiting]) await person.must('privacy.leave', { confirmed: true })
  await hands.settleAll()
  expect(await hands.states(leader, winner, waiting)).toEqual(['refunded', 'refunded', 'closed'])
  expect(await hands.team(others[0]?.orderId ?? '')).toMatchObject({ state: 'forming', seats: 1 })
})
