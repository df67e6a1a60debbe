import { Events } from '#server/platform/events/entities'
import { returnUse, useCoupon } from '#server/domains/coupon/use'
import { Templates } from '#server/domains/coupon/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { GroupOrders } from './entities'
import { groupbuyHandlers } from './handlers'
import { groupHands, type Placed } from './test-groupbuy'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.settleAll()
  await stopWithPromisesKept(world)
})

const DAY_MS = 86_400_000

const useIt = (person: MemberClient, couponId: string) =>
  inTransaction(world.db, (tx) =>
    useCoupon(tx, {
      ...{ couponId, memberId: person.memberId, storeId: world.shop.stores.wutong, by: 'staff:1' },
      ...{ cause: `test:${couponId}`, now: world.clock.now() },
    }),
  )

/** An event of this voucher is heard once more, or later than what came after it. */
async function hear(name: string, couponId: string) {
  const handler = groupbuyHandlers.find((one) => one.event === name)
  const event = (await world.db.manager.findBy(Events, { name })).find(({ data }) => data['couponId'] === couponId)
  if (!handler || !('run' in handler) || !event) throw new Error(`nobody hears ${name}`)
  await inTransaction(world.db, (tx) => handler.run(tx, event, world.clock.now()))
}

const couponIdOf = async ({ orderId }: Placed) => (await hands.coupon(orderId))?.id ?? ''

test('used and undone, told in whatever order and however often: the order says what its voucher says', async () => {
  const { leader } = await hands.complete(await hands.activity(operator))
  const couponId = await couponIdOf(leader)
  const useId = await hands.useVoucher(leader)
  await hands.money.arrive()
  await inTransaction(world.db, (tx) => returnUse(tx, useId, world.clock.now()))
  await hands.money.arrive()
  await hear('coupon.used', couponId)
  expect(await hands.states(leader)).toEqual(['won'])
  await hands.useVoucher(leader, 'test:again')
  await hands.money.arrive()
  await hear('coupon.unused', couponId)
  expect(await hands.states(leader)).toEqual(['used'])
})

describe('a voucher that its shop lets be given after all', () => {
  async function given() {
    const activityId = await hands.activity(operator)
    const { templateId } = (await operator.must('groupbuy.activity', { activityId })).activity
    await operator.must('coupon.saveTemplate', { id: templateId, template: { giftable: true } })
    const { leader, joiner } = await hands.complete(activityId)
    const give = async (from: Placed) => {
      const { gift } = await from.person.must('coupon.give', { couponId: await couponIdOf(from) })
      const friend = await world.member()
      const { couponId } = await friend.must('coupon.acceptGift', { scene: gift.scene })
      return { friend, couponId: couponId ?? '' }
    }
    return { leader, joiner, give }
  }

  test('used by the friend, nobody has their money back: asked for, at its end, or by leaving', async () => {
    const { leader, joiner, give } = await given()
    for (const one of [leader, joiner]) {
      const { friend, couponId } = await give(one)
      await useIt(friend, couponId)
    }
    expect(await hands.code(leader.person.send('groupbuy.refund', { orderId: leader.orderId }))).toBe('voucher_used')
    await joiner.person.must('privacy.leave', { confirmed: true })
    world.clock.advance(20 * DAY_MS)
    await hands.settleAll()
    expect(await hands.wantedBack(leader)).toEqual([])
    expect(await hands.wantedBack(joiner)).toEqual([])
    expect(await hands.states(leader)).toEqual(['used'])
  })

  test('given on by the friend and used, or not: the voucher is followed from wallet to wallet', async () => {
    const { leader, joiner, give } = await given()
    const giveOn = async ({ friend, couponId }: Awaited<ReturnType<typeof give>>) => {
      const { gift } = await friend.must('coupon.give', { couponId })
      const third = await world.member()
      return { third, couponId: (await third.must('coupon.acceptGift', { scene: gift.scene })).couponId ?? '' }
    }
    const [used, unused] = [await giveOn(await give(leader)), await giveOn(await give(joiner))]
    await useIt(used.third, used.couponId)
    expect(await hands.code(leader.person.send('groupbuy.refund', { orderId: leader.orderId }))).toBe('voucher_used')
    await joiner.person.must('groupbuy.refund', { orderId: joiner.orderId })
    const late = useIt(unused.third, unused.couponId).catch((error: { code: string }) => error.code)
    expect(await late).toBe('coupon_void')
  })

  test('not used by the friend, it ends in their wallet and the money goes back', async () => {
    const { leader, joiner, give } = await given()
    const { friend, couponId } = await give(leader)
    await leader.person.must('groupbuy.refund', { orderId: leader.orderId })
    expect(await useIt(friend, couponId).catch((error: { code: string }) => error.code)).toBe('coupon_void')
    await give(joiner)
    world.clock.advance(20 * DAY_MS)
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'refunded'])
  })
})

test('who leaves with a voucher just used earns nothing and is owed nothing; undone after that, the money goes back', async () => {
  const { leader, joiner } = await hands.complete(await hands.activity(operator))
  const uses = [await hands.useVoucher(leader), await hands.useVoucher(joiner)]
  for (const { person } of [leader, joiner]) await person.must('privacy.leave', { confirmed: true })
  await hands.money.arrive()
  expect(await hands.states(leader, joiner)).toEqual(['used', 'used'])
  await inTransaction(world.db, (tx) => returnUse(tx, uses[0] ?? '', world.clock.now()))
  await hands.money.arrive()
  world.clock.advance(20 * DAY_MS)
  await hands.settleAll()
  expect(await hands.states(leader, joiner)).toEqual(['refunded', 'used'])
})

test('a voucher that cannot go back holds up no other', async () => {
  const { leader, joiner } = await hands.complete(await hands.activity(operator))
  const { paymentId } = await hands.row(leader.orderId)
  await world.db.manager.update(GroupOrders, { id: leader.orderId }, { paymentId: null, voucherEndsAt: new Date(0) })
  world.clock.advance(20 * DAY_MS)
  await hands.settleAll()
  expect(await hands.states(leader, joiner)).toEqual(['won', 'refunded'])
  await world.db.manager.update(GroupOrders, { id: leader.orderId }, { paymentId })
  await hands.settleAll()
  expect(await hands.states(leader)).toEqual(['refunded'])
})

test('a voucher that is not given stands in the way of publishing', async () => {
  for (const change of [{ state: 'draft' }, { state: 'paused' }, { state: 'ended' }, { validUntil: new Date(0) }]) {
    const templateId = await hands.voucher(change)
    const activityId = await hands.draft(operator, { templateId })
    expect(await hands.code(operator.send('groupbuy.publish', { activityId }))).toBe('group_not_ready')
  }
})

test('while its voucher is not given nobody is asked for money, and when it is given again all goes on', async () => {
  const activityId = await hands.activity(operator)
  const { templateId } = (await operator.must('groupbuy.activity', { activityId })).activity
  const { scene } = await hands.missingOne(activityId)
  const guest = await world.member()
  const open = { activityId, size: 2, priceSeenFen: 1590 }
  const join = { scene, priceSeenFen: 1990, ifFull: 'refund' } as const
  const whys = async () => [
    (await guest.must('groupbuy.show', { activityId })).why?.code,
    (await guest.must('groupbuy.team', { scene })).team.why?.code,
  ]
  await world.db.manager.update(Templates, { id: templateId }, { state: 'paused' })
  expect(await whys()).toEqual(['group_paused', 'group_paused'])
  expect(await hands.code(guest.send('groupbuy.open', open))).toBe('group_paused')
  expect(await hands.code(guest.send('groupbuy.join', join))).toBe('group_paused')
  await world.db.manager.update(Templates, { id: templateId }, { state: 'active' })
  expect(await whys()).toEqual([undefined, undefined])
  expect((await guest.must('groupbuy.join', join)).order.state).toBe('paying')
})

describe('a voucher and its money', () => {
  test('groupbuy.refund before it is used, once; afterwards it is refused, and undone it may be given back again', async () => {
    const activityId = await hands.activity(operator)
    const { leader, joiner } = await hands.complete(activityId)
    const taps = await Promise.all(
      Array.from({ length: 8 }, () => leader.person.send('groupbuy.refund', { orderId: leader.orderId })),
    )
    expect(taps.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await hands.coupon(leader.orderId))?.state).toBe('void')
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'won'])
    expect(await hands.stock(activityId)).toBe(49)
    expect((await joiner.person.must('groupbuy.show', { activityId })).activity).toMatchObject({ sold: 1, left: 49 })

    const useId = await hands.useVoucher(joiner)
    expect(await hands.code(joiner.person.send('groupbuy.refund', { orderId: joiner.orderId }))).toBe('voucher_used')
    await hands.money.arrive()
    expect(await hands.states(joiner)).toEqual(['used'])
    // Fetched, it is a purchase, of the money that was kept.
    const { rows: bought } = await operator.must('purchase.list', { memberId: joiner.person.memberId })
    expect(bought).toMatchObject([{ paidFen: 1990, refundedFen: 0, channel: 'miniapp' }])
    await inTransaction(world.db, (tx) => returnUse(tx, useId, world.clock.now()))
    await hands.money.arrive()
    expect(await hands.states(joiner)).toEqual(['won'])
    const { rows: undone } = await operator.must('purchase.list', { memberId: joiner.person.memberId })
    expect(undone).toMatchObject([{ paidFen: 1990, refundedFen: 1990 }])
    expect((await joiner.person.must('groupbuy.refund', { orderId: joiner.orderId })).order.state).toBe('refunding')
  })

  test('used and given back at once: one of both', async () => {
    const activityId = await hands.activity(operator)
    for (let round = 0; round < 4; round += 1) {
      const { leader } = await hands.complete(activityId)
      const [back, used] = await Promise.all([
        leader.person.send('groupbuy.refund', { orderId: leader.orderId }),
        hands.useVoucher(leader).then(
          () => 'ok',
          (error: { code: string }) => error.code,
        ),
      ])
      expect([back.code ?? 'ok', used].sort()).toEqual(used === 'ok' ? ['ok', 'voucher_used'] : ['coupon_void', 'ok'])
    }
    await hands.settleAll()
  })

  test('nobody used it in time: the money goes back by itself, late or twice', async () => {
    const activityId = await hands.activity(operator)
    const { leader, joiner } = await hands.complete(activityId)
    await hands.useVoucher(joiner)
    await hands.passes(20 * DAY_MS, leader, joiner)
    await Promise.all([hands.settleAll(), hands.settleAll()])
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'used'])
    expect(await hands.row(leader.orderId)).toMatchObject({ refundCause: 'expired', refundedFen: 1590 })
  })

  test('none to be given any more: the money goes back instead', async () => {
    const activityId = await hands.activity(operator)
    const { leader, scene } = await hands.missingOne(activityId)
    const joiner = await hands.join(scene)
    const { templateId } = (await operator.must('groupbuy.activity', { activityId })).activity
    await operator.must('coupon.endTemplate', { id: templateId ?? '' })
    await hands.pay(joiner)
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'refunded'])
  })
})
