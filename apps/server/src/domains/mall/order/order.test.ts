import { Not } from 'typeorm'
import { newKey } from '#test/client'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Templates } from '#server/domains/coupon/entities'
import { issueCoupon } from '#server/domains/coupon/issue'
import { returnUse, useCoupon } from '#server/domains/coupon/use'
import { Accounts } from '#server/domains/points/entities'
import { inTransaction } from '#server/platform/db/tx'
import { Items, OrderChanges, Orders } from '../entities'
import { onSale, troubles } from '../test-items'
import { expireOrders } from './expire'
import { pickUp, undoPickUp } from './pick-up'
import { ordersForCounter } from './queries'

const DAY_MS = 86_400_000

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

/** Time goes by, and everybody logs in again. */
async function later(ms: number, person: MemberClient) {
  world.clock.advance(ms)
  await person.relogin()
  operator = await world.operator()
}

const rich = async (points = 1000) => {
  const person = await world.member()
  await world.setBalance(person, points)
  return person
}
const wutong = () => world.shop.stores.wutong
const balanceOf = async (person: MemberClient) => (await person.must('points.balance', {})).available
const stockOf = async (id: string) => (await world.db.manager.findOneByOrFail(Items, { id })).stockLeft
const order = async (person: MemberClient, itemId: string, change: object = {}) =>
  (await person.must('mall.placeOrder', { itemId, quantity: 1, pointsSeen: 100, storeId: wutong(), ...change })).order

const handOver = (person: MemberClient, orderId: string, storeId = wutong()) =>
  inTransaction(world.db, (tx) =>
    pickUp(tx, { orderId, memberId: person.memberId, storeId, staffId: '1', now: world.clock.now() }),
  )
const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : (one.reason as { code: string }).code)).sort()

describe('mall.placeOrder', () => {
  test('points go, stock goes, and the order waits in the chosen store until its last day', async () => {
    const itemId = await onSale(operator, { stockTotal: 5, pickUp: { storeIds: [wutong()], days: 14 } })
    const person = await rich()
    const done = await person.must('mall.placeOrder', { itemId, quantity: 2, pointsSeen: 200, storeId: wutong() })
    expect(done).toMatchObject({ balanceAfter: 800, coupons: [] })
    expect(done.order).toMatchObject({ state: 'waiting_pickup', quantity: 2, points: 200, storeName: '梧桐路店' })
    expect(await stockOf(itemId)).toBe(3)
    const { order: detail } = await person.must('mall.order', { orderId: done.order.id })
    expect(detail).toMatchObject({ mayCancel: true, mayShowCode: true, timeline: [{ words: '兑换成功' }] })
    const days = (new Date(detail.pickUpUntil ?? '').getTime() - world.clock.now().getTime()) / DAY_MS
    expect(days).toBeGreaterThan(14)
    expect(days).toBeLessThanOrEqual(15)
  })

  test('the same key again pays once and answers the same', async () => {
    const itemId = await onSale(operator)
    const person = await rich()
    const key = newKey()
    const input = { itemId, quantity: 1, pointsSeen: 100, storeId: wutong() }
    const first = await person.send('mall.placeOrder', input, key)
    const again = await person.send('mall.placeOrder', input, key)
    expect(again).toMatchObject({ status: 200, replayed: true, body: first.body })
    expect(await balanceOf(person)).toBe(900)
  })

  test('refuses what does not fit, and writes nothing', async () => {
    const riverside = world.shop.stores.riverside
    const person = await rich()
    const ask = async (change: object, wish: object = { storeId: wutong() }) => {
      const itemId = await onSale(operator, change)
      const input = { itemId, quantity: 1, pointsSeen: 100, ...wish }
      return (await person.send('mall.placeOrder', input)).code
    }
    const soon = new Date(world.clock.now().getTime() + DAY_MS).toISOString()
    expect(await ask({}, {})).toBe('item_way')
    expect(await ask({ pickUp: { storeIds: [riverside], days: 3 } })).toBe('item_store')
    expect(await ask({ delivery: { shippingPoints: 0 } }, { addressId: '999999' })).toBe('not_found')
    expect(await ask({ saleFrom: soon })).toBe('item_not_started')
    expect(await ask({ minLevel: 2 })).toBe('item_tier')
    expect(await ask({ stockTotal: 0 })).toBe('item_sold_out')
    expect(await ask({}, { storeId: wutong(), pointsSeen: 99 })).toBe('quote_changed')
    expect(await ask({ perMemberDayLimit: 1 }, { storeId: wutong(), quantity: 2, pointsSeen: 200 })).toBe(
      'item_day_limit',
    )
    expect(await ask({ points: 5000 }, { storeId: wutong(), pointsSeen: 5000 })).toBe('points_short')
    expect(await balanceOf(person)).toBe(1000)
    expect((await person.must('mall.orders', { tab: 'all' })).rows).toEqual([])
  })

  test('an offer in its time is the price, and a sale that is over is over', async () => {
    const now = world.clock.now().getTime()
    const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
    const itemId = await onSale(operator, { offer: { points: 60, from: at(-1), until: at(1) } })
    const person = await rich()
    expect((await order(person, itemId, { pointsSeen: 60 })).points).toBe(60)
    const { item } = await person.must('mall.showItem', { itemId })
    expect(item).toMatchObject({ points: 60, listPoints: 100 })
    const short = await onSale(operator, { saleUntil: at(0.5) })
    await later(3_600_000, person)
    expect(
      (await person.send('mall.placeOrder', { itemId: short, quantity: 1, pointsSeen: 100, storeId: wutong() })).code,
    ).toBe('item_over')
  })

  test('one person, many taps: the limit holds; a day later the daily one begins anew', async () => {
    const itemId = await onSale(operator, { perMemberLimit: 3, perMemberDayLimit: 2 })
    const person = await rich(5000)
    const input = { itemId, quantity: 1, pointsSeen: 100, storeId: wutong() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => person.send('mall.placeOrder', input)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2)
    expect(answers.filter((answer) => answer.code === 'item_day_limit')).toHaveLength(18)
    expect(await balanceOf(person)).toBe(4800)
    await later(DAY_MS, person)
    expect((await person.send('mall.placeOrder', { ...input, quantity: 2, pointsSeen: 200 })).code).toBe('item_limit')
    expect((await order(person, itemId)).state).toBe('waiting_pickup')
    expect((await person.send('mall.placeOrder', input)).code).toBe('item_limit')
  })

  test('many at once on a stock of ten and a day’s quota of six: six today, and nobody else pays', async () => {
    const itemId = await onSale(operator, { stockTotal: 10, dailyQuota: 6 })
    const people = []
    for (let index = 0; index < 20; index += 1) people.push(await rich(100))
    const input = { itemId, quantity: 1, pointsSeen: 100, storeId: wutong() }
    const answers = await Promise.all(people.map((person) => person.send('mall.placeOrder', input)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(6)
    expect(answers.filter((answer) => answer.code === 'item_today_out')).toHaveLength(14)
    expect(await stockOf(itemId)).toBe(4)
    const balances = await Promise.all(people.map(balanceOf))
    expect(balances.filter((one) => one === 100)).toHaveLength(14)
    expect(await troubles(world)).toEqual([])
  })
})

describe('mall.cancel', () => {
  test('gives points and stock back once, however often it is asked for at once', async () => {
    const itemId = await onSale(operator, { stockTotal: 1, dailyQuota: 1 })
    const person = await rich()
    const { id: orderId } = await order(person, itemId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => person.send('mall.cancel', { orderId })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'order_cancelled')).toHaveLength(9)
    expect(answers.find((answer) => answer.status === 200)?.body).toMatchObject({ pointsBack: 100, balanceAfter: 1000 })
    expect([await balanceOf(person), await stockOf(itemId)]).toEqual([1000, 1])
    expect((await order(person, itemId)).state).toBe('waiting_pickup')
    expect(await troubles(world)).toEqual([])
  })

  test('a coupon within a day while it is unused; not when it is used, and not a day later', async () => {
    const { templates } = world.shop
    const itemId = await onSale(operator, { kind: 'coupon', templateId: templates.bread, pickUp: null })
    const person = await rich()
    const take = () => order(person, itemId, { storeId: undefined })
    const first = await take()
    const { order: cancelled } = await person.must('mall.cancel', { orderId: first.id })
    expect(cancelled.state).toBe('cancelled')
    expect((await person.must('mall.order', { orderId: first.id })).order.coupons[0]?.state).toBe('expired')
    const second = await take()
    const { order: detail } = await person.must('mall.order', { orderId: second.id })
    const used = { couponId: detail.coupons[0]?.id ?? '', memberId: person.memberId, storeId: wutong() }
    const now = world.clock.now()
    const useId = await inTransaction(world.db, (tx) => useCoupon(tx, { ...used, by: 'staff:1', cause: 'test:1', now }))
    expect((await person.send('mall.cancel', { orderId: second.id })).code).toBe('order_coupon_used')
    await inTransaction(world.db, (tx) => returnUse(tx, useId, now))
    await later(DAY_MS, person)
    expect((await person.send('mall.cancel', { orderId: second.id })).code).toBe('order_too_late')
    expect(await balanceOf(person)).toBe(900)
  })

  test('another member’s order does not exist', async () => {
    const itemId = await onSale(operator)
    const { id: orderId } = await order(await rich(), itemId)
    const stranger = await world.member()
    expect((await stranger.send('mall.cancel', { orderId })).code).toBe('not_found')
    expect((await stranger.call('mall.order', { orderId })).code).toBe('not_found')
    expect((await stranger.send('mall.showCode', { orderId })).code).toBe('not_found')
  })
})

describe('the counter', () => {
  test('one of ten hands it over; the others are told that it is done; undone it waits again', async () => {
    const person = await rich()
    const { id: orderId } = await order(person, await onSale(operator))
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => handOver(person, orderId)))
    expect(codes(results)).toEqual(['ok', ...Array.from({ length: 9 }, () => 'order_done')].sort())
    expect((await person.send('mall.cancel', { orderId })).code).toBe('order_done')
    const now = world.clock.now()
    const [seen] = await ordersForCounter(world.db.manager, { memberId: person.memberId, orderId }, wutong(), now)
    expect(seen).toMatchObject({ usable: false, why: '这一单已经取走了' })
    await inTransaction(world.db, (tx) => undoPickUp(tx, { orderId, now }))
    await expect(inTransaction(world.db, (tx) => undoPickUp(tx, { orderId, now }))).rejects.toMatchObject({
      code: 'undo_done',
    })
    expect((await person.must('mall.order', { orderId })).order.state).toBe('waiting_pickup')
    await handOver(person, orderId)
    expect(await world.db.manager.countBy(OrderChanges, { orderId })).toBe(4)
  })

  test('another store says which one; cancelling and handing over at once: one of them', async () => {
    const person = await rich(5000)
    const itemId = await onSale(operator)
    const { id: orderId } = await order(person, itemId)
    const { riverside } = world.shop.stores
    await expect(handOver(person, orderId, riverside)).rejects.toMatchObject({ code: 'order_other_store' })
    const waiting = await ordersForCounter(world.db.manager, person, riverside, world.clock.now())
    expect(waiting).toMatchObject([{ id: orderId, usable: false, facts: [{ value: '梧桐路店' }, {}] }])
    for (let round = 0; round < 5; round += 1) {
      const { id } = await order(person, itemId)
      const before = await balanceOf(person)
      const [cancelled, handed] = await Promise.all([
        person.send('mall.cancel', { orderId: id }),
        handOver(person, id).then(
          () => 'ok',
          (error: { code: string }) => error.code,
        ),
      ])
      expect([cancelled.code ?? 'ok', handed].sort()).toEqual(
        handed === 'ok' ? ['ok', 'order_done'] : ['ok', 'order_cancelled'],
      )
      expect(await balanceOf(person)).toBe(handed === 'ok' ? before : before + 100)
    }
    expect(await troubles(world)).toEqual([])
  })

  test('member, shop and clerk at once: exactly one of them has it; fifty times handed over and undone it is still one order', async () => {
    const person = await rich(5000)
    const itemId = await onSale(operator, { stockTotal: 10 })
    let handed = ''
    for (let round = 0; round < 6; round += 1) {
      const { id } = await order(person, itemId)
      const key = newKey()
      const outcomes = await Promise.all([
        person.send('mall.cancel', { orderId: id }).then((answer) => answer.code ?? 'ok'),
        operator.send('mall.cancelOrder', { orderId: id, reason: '缺货' }, key).then((answer) => answer.code ?? 'ok'),
        handOver(person, id).then(
          () => (handed = id),
          (error: { code: string }) => error.code,
        ),
      ])
      expect(outcomes.filter((outcome) => outcome === 'ok' || outcome === id)).toHaveLength(1)
    }
    const { id: orderId } = handed === '' ? await order(person, itemId) : { id: handed }
    if (handed === '') await handOver(person, orderId)
    for (let round = 0; round < 50; round += 1) {
      await inTransaction(world.db, (tx) => undoPickUp(tx, { orderId, staffId: '1', now: world.clock.now() }))
      const again = await Promise.allSettled([handOver(person, orderId), handOver(person, orderId)])
      expect(codes(again)).toEqual(['ok', 'order_done'])
    }
    expect(await world.db.manager.countBy(OrderChanges, { orderId })).toBe(102)
    expect(await troubles(world)).toEqual([])
  })

  test('mall.showCode shows a code for the order, and none when nothing is to be handed over', async () => {
    const person = await rich()
    const { id: orderId } = await order(person, await onSale(operator))
    expect((await person.must('mall.showCode', { orderId })).digits).toMatch(/^\d{8}$/)
    await handOver(person, orderId)
    expect((await person.send('mall.showCode', { orderId })).code).toBe('order_done')
  })
})

describe('mall.expireOrders', () => {
  test('what nobody came for ends once, late or twice or beside a pick-up; the points keep their end', async () => {
    const itemId = await onSale(operator, { stockTotal: 3, pickUp: { storeIds: [], days: 2 } })
    const person = await rich()
    const { id: orderId } = await order(person, itemId)
    const { id: second } = await order(person, itemId)
    expect(await expireOrders(world.db, world.clock.now())).toBe(false)
    expect((await world.db.manager.findOneByOrFail(Orders, { id: orderId })).state).toBe('waiting_pickup')
    await later(4 * DAY_MS, person)
    // Before any job: it is over all the same.
    expect((await person.must('mall.order', { orderId })).order).toMatchObject({ state: 'expired', mayCancel: false })
    expect((await person.send('mall.cancel', { orderId })).code).toBe('order_expired')
    const now = world.clock.now()
    const results = await Promise.allSettled([
      expireOrders(world.db, now),
      expireOrders(world.db, now),
      handOver(person, orderId),
      handOver(person, second),
    ])
    expect(codes(results)).toEqual(['ok', 'ok', 'order_expired', 'order_expired'])
    expect([await balanceOf(person), await stockOf(itemId)]).toEqual([1000, 3])
    expect(await troubles(world)).toEqual([])
  })

  test('a slice full of what cannot end holds up nobody behind it', async () => {
    const itemId = await onSale(operator, { stockTotal: 3, pickUp: { storeIds: [], days: 2 } })
    const [stuck, free] = [await rich(), await rich()]
    const first = await order(stuck, itemId)
    await later(1000, free)
    const last = await order(free, itemId)
    const account = { memberId: stuck.memberId, unit: 'points' } as const
    await world.db.manager.update(Accounts, account, { frozenAt: world.clock.now() })
    const { id: _own, ...row } = await world.db.manager.findOneByOrFail(Orders, { id: first.id })
    const copies = Array.from({ length: 200 }, () => ({ ...row }))
    await world.db.manager.insert(Orders, copies)
    await later(4 * DAY_MS, free)
    expect(await expireOrders(world.db, world.clock.now())).toBe(false)
    const stateOf = async (id: string) => (await world.db.manager.findOneByOrFail(Orders, { id })).state
    expect([await stateOf(first.id), await stateOf(last.id)]).toEqual(['waiting_pickup', 'expired'])
    await world.db.manager.delete(Orders, { memberId: stuck.memberId, id: Not(first.id) })
    await world.db.manager.update(Accounts, account, { frozenAt: null })
    await expireOrders(world.db, world.clock.now())
    await stuck.relogin()
    expect([await balanceOf(stuck), await stateOf(first.id)]).toEqual([1000, 'expired'])
    expect(await troubles(world)).toEqual([])
  })
})

describe('delivery', () => {
  const address = { name: '林小满', phone: '13800138000', region: '上海市 徐汇区', detail: '梧桐路 1 号 602' }

  test('mall.ship, mall.revealAddress, mall.confirmReceipt: masked for operators until somebody looks', async () => {
    const itemId = await onSale(operator, { delivery: { shippingPoints: 80 } })
    const person = await rich()
    const saved = await person.must('mall.saveAddress', { id: null, ...address, isDefault: false })
    const wish = { storeId: undefined, addressId: saved.address.id, pointsSeen: 180 }
    const { id: orderId, shippingPoints } = await order(person, itemId, wish)
    expect(shippingPoints).toBe(80)
    expect((await person.send('mall.confirmReceipt', { orderId })).code).toBe('order_not_sent')
    const { order: seen } = await operator.must('mall.findOrder', { orderId })
    expect(seen.addressMasked).toBe('林** 138******00 上海市 徐汇区')
    expect((await operator.must('mall.revealAddress', { orderId })).address).toEqual(address)
    const sent = await operator.must('mall.ship', { orderId, carrier: '顺丰', trackingNo: 'SF1234567890' })
    expect(sent.order).toMatchObject({ state: 'shipped', carrier: '顺丰' })
    expect(
      (await operator.send('mall.ship', { orderId, carrier: '顺丰', trackingNo: 'SF1' + '0'.repeat(9) })).code,
    ).toBe('order_shipped')
    expect((await person.send('mall.cancel', { orderId })).code).toBe('order_shipped')
    expect((await person.must('mall.confirmReceipt', { orderId })).order.state).toBe('done')
    const { order: detail } = await person.must('mall.order', { orderId })
    expect(detail.timeline.map((step) => step.words)).toEqual(['兑换成功', '已寄出，顺丰 SF1234567890', '已收到'])
    expect(detail.address).toEqual(address)
  })

  test('a free-shipping coupon pays for sending once, and comes back when the order is cancelled', async () => {
    const now = world.clock.now()
    const plain = await world.db.manager.findOneByOrFail(Templates, { id: world.shop.templates.bread })
    const { id: _, ...columns } = plain
    const { identifiers } = await world.db.manager.insert(Templates, { ...columns, name: '包邮券', kind: 'shipping' })
    const template = await world.db.manager.findOneByOrFail(Templates, { id: String(identifiers[0]?.['id']) })
    const itemId = await onSale(operator, { delivery: { shippingPoints: 80 } })
    const person = await rich()
    const saved = await person.must('mall.saveAddress', { id: null, ...address, isDefault: false })
    const given = { memberId: person.memberId, source: 'grant' }
    const coupon = await inTransaction(world.db, (tx) =>
      issueCoupon(tx, { ...given, template, sourceKey: `test:${person.memberId}`, now }),
    )
    const { item } = await person.must('mall.showItem', { itemId })
    expect(item.delivery).toMatchObject({ shippingPoints: 80, coupon: { id: coupon.id, shippingPoints: 0 } })
    const wish = { storeId: undefined, addressId: saved.address.id, couponId: coupon.id }
    const input = { itemId, quantity: 1, pointsSeen: 180, addressId: saved.address.id, couponId: coupon.id }
    expect((await person.send('mall.placeOrder', input)).code).toBe('quote_changed')
    const { id: orderId } = await order(person, itemId, wish)
    expect(await balanceOf(person)).toBe(900)
    expect((await person.send('mall.placeOrder', { ...input, pointsSeen: 100 })).code).toBe('coupon_used')
    await person.must('mall.cancel', { orderId })
    expect(await balanceOf(person)).toBe(1000)
    expect((await order(person, itemId, wish)).shippingPoints).toBe(0)
    const [bread] = (await person.must('coupon.list', { tab: 'unused' })).rows
    const other = await person.send('mall.placeOrder', { ...input, couponId: bread?.id ?? '' })
    expect(other.code).toBe('coupon_other_goods')
    expect(await troubles(world)).toEqual([])
  })

  test('the shop cancels: what was in the order’s lots lasts another fifteen days at least', async () => {
    const itemId = await onSale(operator)
    const person = await rich()
    await world.db.query(
      `UPDATE point_lot SET expires_at = ?, due_at = ? WHERE account_id = (SELECT id FROM point_account WHERE member_id = ? AND unit = 'points')`,
      [new Date(world.clock.now().getTime() + DAY_MS), new Date(world.clock.now().getTime() + DAY_MS), person.memberId],
    )
    const { id: orderId } = await order(person, itemId)
    const { order: cancelled } = await operator.must('mall.cancelOrder', { orderId, reason: '缺货' })
    expect(cancelled).toMatchObject({ state: 'cancelled', timeline: [{}, { by: '后台', reason: '缺货' }] })
    expect((await operator.send('mall.cancelOrder', { orderId, reason: '缺货' })).code).toBe('order_cancelled')
    expect(await balanceOf(person)).toBe(1000)
    await later(10 * DAY_MS, person)
    expect(await balanceOf(person)).toBe(100)
  })
})

test('mall.orders pages by tab, mall.findOrders by state, store and day; mall.report counts them', async () => {
  const itemId = await onSale(operator, { costFen: 500 })
  const person = await rich(5000)
  const { today } = await person.must('store.brand', {})
  const ids: string[] = []
  for (let index = 0; index < 22; index += 1) ids.push((await order(person, itemId)).id)
  await handOver(person, ids[0] ?? '')
  await person.must('mall.cancel', { orderId: ids[1] ?? '' })
  const first = await person.must('mall.orders', { tab: 'all' })
  expect(first).toMatchObject({ counts: { pickup: 20, delivery: 0 } })
  const rest = await person.must('mall.orders', { tab: 'all', before: first.next ?? '' })
  expect([...first.rows, ...rest.rows].map((one) => one.id)).toEqual([...ids].reverse())
  expect((await person.must('mall.orders', { tab: 'over' })).rows.map((one) => one.id)).toEqual([ids[1]])
  const filters = { state: 'done', storeId: wutong(), day: today } as const
  expect((await operator.must('mall.findOrders', filters)).rows.map((one) => one.id)).toContain(ids[0])
  const { rows } = await operator.must('mall.report', { from: today, until: today })
  expect(rows.find((row) => row.itemId === itemId)).toEqual({
    ...{ itemId, name: expect.any(String) as string, kind: 'goods' },
    ...{ exchanged: 22, done: 1, waiting: 20, cancelled: 1, expired: 0, pointsBurned: 2100, costFen: 10_500 },
  })
  expect((await operator.call('mall.report', { from: today, until: today - 1 })).code).toBe('input_invalid')
})

test('leaving cancels what waits, and no address stays', async () => {
  const itemId = await onSale(operator, { stockTotal: 1, delivery: { shippingPoints: 0 } })
  const person = await rich()
  const fields = { name: '林', phone: '13800138000', region: '上海市', detail: '梧桐路' }
  const { address } = await person.must('mall.saveAddress', { id: null, ...fields, isDefault: true })
  const { id } = await order(person, itemId, { storeId: undefined, addressId: address.id })
  await person.must('privacy.leave', { confirmed: true })
  const row = await world.db.manager.findOneByOrFail(Orders, { id })
  expect(row).toMatchObject({ state: 'cancelled', addressSealed: null })
  expect(await stockOf(itemId)).toBe(1)
  expect(await troubles(world)).toEqual([])
})

// Last in this file: after an EXPLAIN the embedded reader keeps the moment at which it was asked.
test('the lists that are opened all day walk an index', async () => {
  const mysql = world.db.options.type !== 'better-sqlite3'
  const planOf = async (sql: string) =>
    JSON.stringify(await world.db.query(`${mysql ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql}`))
  const wanted: [string, RegExp][] = [
    [
      "SELECT * FROM mall_order WHERE member_id = 1 AND state IN ('waiting_pickup') ORDER BY id",
      /ix_mall_order_member_id/,
    ],
    ['SELECT * FROM mall_order WHERE member_id = 1 ORDER BY id DESC LIMIT 21', /ix_mall_order_member_id/],
    [
      "SELECT id FROM mall_order WHERE state = 'waiting_pickup' AND pick_up_until <= '2026-01-01' ORDER BY pick_up_until",
      /ix_mall_order_state_pick_up_until/,
    ],
    [
      'SELECT item_id, SUM(points) FROM mall_order WHERE day BETWEEN 20260101 AND 20260102 GROUP BY item_id',
      /ix_mall_order/,
    ],
  ]
  for (const [sql, index] of wanted) expect(await planOf(sql)).toMatch(index)
})
