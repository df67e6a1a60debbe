import fc from 'fast-check'
import { In } from 'typeorm'
import type { Prize } from '@huitou/shared/groupbuy/schema'
import { Payments, Refunds } from '#server/domains/payment/entities'
import { Orders } from '#server/domains/mall/entities'
import { Coupons } from '#server/domains/coupon/entities'
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import { startWorld, type World } from '#test/world'
import { Activities, GroupOrders, Teams, type GroupOrderRow } from './entities'
import { groupHands, type Placed, type Way } from './test-groupbuy'

let world: World
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
afterAll(() => world.stop())

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** What people, WeChat and the clock may do, in any order. `at` picks among those whom it can happen to. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('open' as const), at: fc.nat(9) }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constantFrom('joinRefund' as const, 'joinOwn' as const), at: fc.nat(9) }),
  },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('pay' as const), at: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('cancel' as const, 'refund' as const), at: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('arrive' as const, 'settle' as const), at: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'duplicate' as const,
        'reorder' as const,
        'drop' as const,
        'tamper' as const,
        'forge' as const,
      ),
      at: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('slowRefund' as const, 'notEnough' as const, 'timeout' as const),
      at: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('minutes' as const, 'day' as const), at: fc.nat(9) }) },
)
type Step = { does: string; at: number }

const REFUNDS = '/v3/refund/domestic/refunds'
const push = (trouble: string, more: object = {}) =>
  hands.money.control('pay-fault', { on: 'push', trouble, times: 1, ...more })

/** Faults of WeChat by name; each strikes once. */
const FAULTS: Record<string, () => Promise<unknown>> = {
  duplicate: () => push('duplicate', { copies: 5 }),
  reorder: () => push('reorder'),
  drop: () => push('drop'),
  tamper: () => push('tamper', { total: 1 }),
  forge: () => push('forged'),
  slowRefund: () => hands.money.control('refund-outcome', { next: true, status: 'SUCCESS', afterMs: 5 * MINUTE_MS }),
  notEnough: () => hands.money.control('pay-fault', { on: 'refund', trouble: 'not-enough', times: 1 }),
  timeout: () => hands.money.control('fault', { path: REFUNDS, drop: 'after', times: 1 }),
}

const pick = <One>(list: readonly One[], at: number): One | undefined => list[at % Math.max(1, list.length)]

/** A no to somebody who comes too late is part of any story; a server that breaks is not. */
const unlessRefused = (error: Error) => {
  if (!/ answered 4\d\d: /.test(error.message)) throw error
}

/** One story: its people, its orders, and what is done with them. Every refusal is fine; what it leaves behind is judged at the end. */
function createStory(activityId: string, way: Way) {
  const placed: Placed[] = []
  const inState = async (...states: string[]) => {
    const rows = await world.db.manager.findBy(GroupOrders, { activityId, state: In(states) })
    return placed.filter(({ orderId }) => rows.some(({ id }) => id === orderId))
  }
  const remember = (work: Promise<Placed>) => work.then((one) => void placed.push(one)).catch(unlessRefused)
  const joinAny = async (at: number, ifFull: 'open' | 'refund') => {
    const teams = await world.db.manager.find(Teams, { where: { activityId }, order: { id: 'ASC' } })
    const team = pick(teams, at)
    if (team) await remember(hands.join(team.scene, undefined, ifFull, way))
  }
  const deeds: Record<string, (at: number) => Promise<unknown>> = {
    open: (at) => remember(hands.open(activityId, 2 + (at % 2), undefined, way)),
    joinRefund: (at) => joinAny(at, 'refund'),
    joinOwn: (at) => joinAny(at, 'open'),
    async pay(at) {
      const one = pick(await inState('paying'), at)
      await one?.person.relogin()
      if (one) await hands.payAtSheet(one).catch(unlessRefused)
    },
    async cancel(at) {
      const one = pick(await inState('paying', 'seated'), at)
      await one?.person.relogin()
      await one?.person.send('groupbuy.cancel', { orderId: one.orderId })
    },
    async refund(at) {
      const one = pick(await inState('won'), at)
      await one?.person.relogin()
      await one?.person.send('groupbuy.refund', { orderId: one.orderId })
    },
    arrive: () => hands.money.arrive(),
    settle: () => hands.money.settle(),
    minutes: async () => world.clock.advance(6 * MINUTE_MS),
    day: async () => world.clock.advance(DAY_MS),
  }
  return {
    placed,
    run: async ({ does, at }: Step) => (deeds[does] ?? FAULTS[does] ?? (() => Promise.resolve()))(at),
  }
}

/** Faults have stopped and time has gone by: nothing may be left on its way. */
async function quiesce() {
  await hands.money.control('fault', { clear: true })
  await hands.money.control('pay-fault', { clear: true })
  for (let round = 0; round < 3; round += 1) {
    world.clock.advance(2 * DAY_MS)
    await hands.settleAll()
  }
}

/** Where each order's money is by WeChat's own books. */
function netAtWechat(outTradeNo: string) {
  const pay = world.simulator.world.pay
  const order = pay?.orders.get(outTradeNo)
  const refunds = [...(pay?.refunds.values() ?? [])].filter((one) => one.order.outTradeNo === outTradeNo)
  const back = refunds.filter(({ status }) => status === 'SUCCESS').reduce((sum, one) => sum + one.amount, 0)
  return order?.payment ? order.total - back : 0
}

/** Whether a buyer has what they paid for: a voucher that can be used, or goods that wait for them. */
async function hasPrize({ couponId, mallOrderId }: GroupOrderRow) {
  const { manager } = world.db
  if (couponId !== null) return (await manager.findOneByOrFail(Coupons, { id: couponId })).state === 'unused'
  if (mallOrderId === null) return false
  return (await manager.findOneByOrFail(Orders, { id: mallOrderId })).state === 'waiting_pickup'
}

async function judge(activityId: string) {
  const orders = await world.db.manager.findBy(GroupOrders, { activityId })
  for (const order of orders) {
    const payment = await world.db.manager.findOneByOrFail(Payments, { id: order.paymentId ?? '0' })
    const net = netAtWechat(payment.outTradeNo)
    const refunds = await world.db.manager.findBy(Refunds, { paymentId: payment.id })
    // P4, by WeChat's books: whoever has a voucher or goods has paid for it, whoever has none has all their money.
    expect(['closed', 'won', 'refunded']).toContain(order.state)
    expect(await hasPrize(order)).toBe(order.state === 'won')
    expect(net > 0).toBe(order.state === 'won')
    expect(refunds.every(({ state }) => state === 'done')).toBe(true)
  }
  for (const team of await world.db.manager.findBy(Teams, { activityId })) {
    const won = orders.filter((order) => order.teamId === team.id && order.wonAt !== null).length
    expect(won).toBe(team.state === 'succeeded' ? team.size : 0)
    expect(['succeeded', 'failed']).toContain(team.state)
  }
  const { stockTotal, stockLeft } = await world.db.manager.findOneByOrFail(Activities, { id: activityId })
  expect(stockTotal - stockLeft).toBe(orders.filter(({ state }) => state === 'won').length)
}

const RUNS = Number(process.env['GROUPBUY_RUNS'] ?? 6)

/** What it sells holds longer than the story lasts. */
async function sells(prize: Prize): Promise<{ activityId: string; way: Way }> {
  const operator = await world.operator()
  if (prize === 'goods') {
    const { activityId } = await hands.ofGoods(operator, { pickUp: { storeIds: [], days: 365 } }, { stockTotal: 6 })
    return { activityId, way: { storeId: world.shop.stores.wutong } }
  }
  const templateId = await hands.voucher({ validDays: 3000 })
  return { activityId: await hands.activity(operator, { templateId, stockTotal: 6 }), way: {} }
}

const story = fc.tuple(fc.constantFrom<Prize>('voucher', 'goods'), fc.array(step, { minLength: 10, maxLength: 30 }))

test('whatever people, WeChat and the clock do in whatever order: every paid order ends as a voucher, as goods, or with all its money back', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ([prize, steps]) => {
      const { activityId, way } = await sells(prize)
      const { run } = createStory(activityId, way)
      for (const one of steps) await run(one)
      await quiesce()
      await judge(activityId)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter(({ violations }) => violations.length > 0)).toEqual([])
})
