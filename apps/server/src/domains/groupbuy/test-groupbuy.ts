import { randomUUID } from 'node:crypto'
import type { ActivityBody, IfFull } from '@huitou/shared/groupbuy/schema'
import { templateOf } from '#seeds/shop'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { useCoupon } from '#server/domains/coupon/use'
import { onSale, type Terms } from '#server/domains/mall/test-items'
import { paymentHands } from '#server/domains/payment/test-payments'
import { Refunds } from '#server/domains/payment/entities'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { decideTeams } from './decide'
import { Activities, GroupOrders, Teams } from './entities'
import { expireVouchers } from './voucher'

export type Friend = { person: MemberClient; key: string }
/** How goods get to somebody. */
export type Way = { storeId?: string; addressId?: string }
export type Placed = Friend & { orderId: string; paymentId: string }

const BODY = {
  ...{ name: '草莓奶油盒子', singlePriceFen: 3200, hours: 24, stockTotal: 50, perMemberLimit: 5 },
  ...{ organiser: '禾木烘焙', contact: '021-6000 0018' },
  prices: [
    { size: 2, priceFen: 1990, leaderPriceFen: 1590 },
    { size: 3, priceFen: 1790, leaderPriceFen: 1790 },
  ],
}

/** What an operator sets up. */
function shopHands(world: World) {
  /** A voucher as a group-buy needs it. */
  async function voucher(change: Parameters<typeof templateOf>[0] | object = {}): Promise<string> {
    const plan = { name: '盒子一份', kind: 'exchange', itemName: '盒子一份', validDays: 14, giftable: false } as const
    const row = templateOf({ ...plan, ...change }, world.clock.now())
    const { identifiers } = await world.db.manager.insert(Templates, row)
    return String(identifiers[0]?.['id'])
  }

  async function draft(operator: OperatorClient, change: Partial<ActivityBody> = {}): Promise<string> {
    const body = { ...BODY, templateId: await voucher(), ...change }
    return (await operator.must('groupbuy.saveActivity', { id: null, body })).activity.id
  }

  async function activity(operator: OperatorClient, change: Partial<ActivityBody> = {}): Promise<string> {
    const activityId = await draft(operator, change)
    await operator.must('groupbuy.publish', { activityId })
    return activityId
  }

  /** Goods of the mall that are for points in the mall, and for money in a group-buy. */
  async function ofGoods(operator: OperatorClient, terms: Partial<Terms> = {}, change: Partial<ActivityBody> = {}) {
    const itemId = await onSale(operator, terms)
    const activityId = (
      await operator.must('groupbuy.saveActivity', { id: null, body: { ...BODY, itemId, ...change } })
    ).activity.id
    await operator.must('groupbuy.publish', { activityId })
    return { itemId, activityId }
  }

  return { voucher, draft, activity, ofGoods }
}

/** What the rows say. */
function looks(world: World) {
  const row = (orderId: string) => world.db.manager.findOneByOrFail(GroupOrders, { id: orderId })
  const team = async (orderId: string) => world.db.manager.findOneByOrFail(Teams, { id: (await row(orderId)).teamId })
  const states = (...placed: Pick<Placed, 'orderId'>[]) =>
    Promise.all(placed.map(async ({ orderId }) => (await row(orderId)).state))
  const stock = async (activityId: string) =>
    (await world.db.manager.findOneByOrFail(Activities, { id: activityId })).stockLeft
  const coupon = async (orderId: string) => {
    const { couponId } = await row(orderId)
    return couponId === null ? null : world.db.manager.findOneByOrFail(Coupons, { id: couponId })
  }
  const wantedBack = async ({ paymentId }: Pick<Placed, 'paymentId'>) =>
    (await world.db.manager.findBy(Refunds, { paymentId })).map(({ amountFen, state }) => [amountFen, state])

  /** At the counter. */
  const useVoucher = async ({ orderId, person: { memberId } }: Placed, cause = `test:${orderId}`) => {
    const couponId = (await coupon(orderId))?.id ?? ''
    const at = { storeId: world.shop.stores.wutong, by: 'staff:1', now: world.clock.now() }
    return inTransaction(world.db, (tx) => useCoupon(tx, { couponId, memberId, cause, ...at }))
  }

  return { row, states, team, stock, coupon, wantedBack, useVoucher }
}

/** Who opens, joins and pays. */
function buyers(world: World, money: ReturnType<typeof paymentHands>) {
  async function friend(): Promise<Friend> {
    const key = randomUUID()
    return { person: await world.member(key), key }
  }

  async function open(activityId: string, size = 2, who?: Friend, way: Way = {}): Promise<Placed> {
    const by = who ?? (await friend())
    const { prices } = await world.db.manager.findOneByOrFail(Activities, { id: activityId })
    const priceSeenFen = prices.find((one) => one.size === size)?.leaderPriceFen ?? 0
    const { order } = await by.person.must('groupbuy.open', { activityId, size, priceSeenFen, ...way })
    return { ...by, orderId: order.id, paymentId: order.paymentId ?? '' }
  }

  async function join(scene: string, who?: Friend, ifFull: IfFull = 'refund', way: Way = {}): Promise<Placed> {
    const by = who ?? (await friend())
    const { priceFen } = await world.db.manager.findOneByOrFail(Teams, { scene })
    const { order } = await by.person.must('groupbuy.join', { scene, priceSeenFen: priceFen, ifFull, ...way })
    return { ...by, orderId: order.id, paymentId: order.paymentId ?? '' }
  }

  /** Pays at the sheet; the notice is on its way. */
  async function payAtSheet({ person, key, paymentId }: Placed) {
    const { params } = await person.must('payment.prepare', { paymentId })
    return money.control('request-payment', { key, decision: 'pay', ...params })
  }

  async function pay(...placed: Placed[]) {
    for (const one of placed) await payAtSheet(one)
    await money.arrive()
  }

  /** Time goes by, past the life of a login. */
  async function passes(ms: number, ...placed: Placed[]) {
    world.clock.advance(ms)
    for (const { person } of placed) await person.relogin()
  }

  return { friend, open, join, payAtSheet, pay, passes }
}

/** Group-buys for tests: set up by an operator, paid on the simulator's phones. */
export function groupHands(world: World) {
  const money = paymentHands(world)
  const seen = looks(world)
  const people = buyers(world, money)
  const { open, join, pay } = people

  /** A team of `size` that misses one. */
  async function missingOne(activityId: string, size = 2) {
    const leader = await open(activityId, size)
    await pay(leader)
    const { scene } = await seen.team(leader.orderId)
    const others: Placed[] = []
    for (let seat = 2; seat < size; seat += 1) others.push(await join(scene))
    await pay(...others)
    return { leader, others, scene }
  }

  async function complete(activityId: string) {
    const { leader, scene } = await missingOne(activityId)
    const joiner = await join(scene)
    await pay(joiner)
    return { leader, joiner, scene }
  }

  /** Some minutes go by, and all that is due happens: WeChat says after a while what became of a refund. */
  async function settleAll() {
    for (let round = 0; round < 4; round += 1) {
      if (round > 0) world.clock.advance(61_000)
      const now = world.clock.now()
      await money.settle()
      while (await decideTeams(world.platform, now));
      while (await expireVouchers(world.platform, now));
      await money.arrive()
    }
  }

  return {
    money,
    ...shopHands(world),
    ...seen,
    ...people,
    missingOne,
    complete,
    settleAll,
    code,
  }
}

const code = async (asked: Promise<{ code?: string | undefined; status: number }>) => {
  const { code: refused, status } = await asked
  return refused ?? String(status)
}
