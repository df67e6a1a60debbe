import type { ItemDraft } from '@huitou/shared/mall/console/item-schema'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Cards, Holdings } from '#server/domains/tier/entities'
import { NEUTRAL } from '@huitou/shared/tier/benefit-rules'
import { Events } from '#server/platform/events/entities'
import { Items, StockChanges, Watches } from '../entities'
import { goods, onSale, troubles } from '../test-items'

const HOUR_MS = 3_600_000

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

const rich = async (points = 1000) => {
  const person = await world.member()
  await world.setBalance(person, points)
  return person
}
const at = (hours: number) => new Date(world.clock.now().getTime() + hours * HOUR_MS).toISOString()
const save = (change: Parameters<typeof goods>[0], id: string | null = null) =>
  operator.send('mall.saveItem', { id, terms: goods(change) })

describe('mall.saveItem, mall.putOnSale, mall.takeOff', () => {
  test('a draft is on no shelf; on sale it is; taken off it is gone and orders stay', async () => {
    const person = await rich()
    const { item } = await operator.must('mall.saveItem', {
      id: null,
      terms: goods({ name: '手冲壶', flags: ['hot'] }),
    })
    expect(item).toMatchObject({ state: 'draft', faults: [], stockLeft: null })
    const onShelf = async () => (await person.must('mall.shelf', {})).items.find((one) => one.id === item.id)
    expect(await onShelf()).toBeUndefined()
    expect((await person.call('mall.showItem', { itemId: item.id })).code).toBe('not_found')
    await operator.must('mall.putOnSale', { itemId: item.id })
    expect(await onShelf()).toMatchObject({ name: '手冲壶', state: 'open', flags: ['hot'], points: 100 })
    const wish = { itemId: item.id, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    const { order } = await person.must('mall.placeOrder', wish)
    expect((await operator.must('mall.takeOff', { itemId: item.id })).item.state).toBe('off')
    expect((await person.send('mall.placeOrder', wish)).code).toBe('not_found')
    expect((await person.must('mall.order', { orderId: order.id })).order.state).toBe('waiting_pickup')
  })

  test('what is missing is told in words, and nothing goes on sale', async () => {
    const { item } = await operator.must('mall.saveItem', { id: null, terms: goods({ pickUp: null }) })
    expect(item.faults).toEqual(['还没选怎么给：到店取或者寄送'])
    const refused = await operator.send('mall.putOnSale', { itemId: item.id })
    expect(refused).toMatchObject({ code: 'item_not_ready', body: { faults: item.faults } })
    const id = await onSale(operator)
    expect((await save({ pickUp: null }, id)).code).toBe('item_not_ready')
    expect((await world.db.manager.findOneByOrFail(Items, { id })).pickUpDays).not.toBeNull()
  })

  test('the kind stays, what it names must be there, and viewers may only look', async () => {
    const id = await onSale(operator)
    expect((await save({ kind: 'service' }, id)).code).toBe('item_kind_fixed')
    for (const change of [{ categoryId: '999' }, { templateId: '999' }, { cardId: '999' }, { pictureIds: ['999'] }])
      expect((await save(change)).code).toBe('not_found')
    expect((await save({ pickUp: { storeIds: ['999'], days: 3 } })).code).toBe('not_found')
    const viewer = await world.operator('viewer')
    expect((await viewer.send('mall.saveItem', { id: null, terms: goods() })).code).toBe('not_allowed')
    expect((await viewer.must('mall.item', { itemId: id })).item.id).toBe(id)
  })

  test('the implied exchange rate is told, and when it strays', async () => {
    const { item } = await operator.must('mall.saveItem', {
      id: null,
      terms: goods({ points: 20_000, worthFen: 2000 }),
    })
    expect(item.rate).toMatchObject({ pointsPerYuan: 1000, shopPointsPerYuan: 100, from: 50, until: 200, strays: true })
  })
})

describe('stock', () => {
  test('mall.addStock adds and takes, with a reason on record; never below what is there', async () => {
    const itemId = await onSale(operator, { stockTotal: 3 })
    const { item } = await operator.must('mall.addStock', { itemId, add: 4, reason: '到了一箱' })
    expect(item).toMatchObject({ stockLeft: 7, stockTotal: 7 })
    expect((await operator.send('mall.addStock', { itemId, add: -8, reason: '盘亏' })).code).toBe('stock_too_low')
    await operator.must('mall.addStock', { itemId, add: -7, reason: '盘亏' })
    expect(await world.db.manager.countBy(StockChanges, { itemId })).toBe(2)
    const uncounted = await onSale(operator)
    expect((await operator.send('mall.addStock', { itemId: uncounted, add: 1, reason: '到货' })).code).toBe(
      'stock_uncounted',
    )
  })

  test('beginning to count while members order: what is left and what is taken make the total', async () => {
    const itemId = await onSale(operator)
    const people = await Promise.all(Array.from({ length: 8 }, () => rich(100)))
    const wish = { itemId, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    const { item } = await operator.must('mall.item', { itemId })
    const { id: _, state: __, pictures: ___, stockLeft: ____, savedAt: _5, rate: _6, faults: _7, ...terms } = item
    await Promise.all([
      ...people.map((person) => person.must('mall.placeOrder', wish)),
      operator.must('mall.saveItem', { id: itemId, terms: { ...terms, stockTotal: 20 } }),
    ])
    expect((await operator.must('mall.item', { itemId })).item).toMatchObject({ stockTotal: 20, stockLeft: 12 })
    const less = { id: itemId, terms: { ...terms, stockTotal: 7 } }
    expect((await operator.send('mall.saveItem', less)).code).toBe('stock_too_low')
    expect(await troubles(world)).toEqual([])
  })

  test('mall.notifyWhenBack: sold out, asked, stocked up, told once; ordering ends it', async () => {
    const itemId = await onSale(operator, { stockTotal: 1 })
    const [first, waiting] = [await rich(), await rich()]
    const wish = { itemId, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    await first.must('mall.placeOrder', wish)
    const seen = async () => (await waiting.must('mall.showItem', { itemId })).item
    expect(await seen()).toMatchObject({ state: 'sold_out', left: 0, watching: false })
    expect(await waiting.must('mall.notifyWhenBack', { itemId, wanted: true })).toEqual({ watching: true })
    expect(await seen()).toMatchObject({ watching: true, backInStock: false })
    await operator.must('mall.addStock', { itemId, add: 2, reason: '到货' })
    await operator.must('mall.addStock', { itemId, add: 2, reason: '到货' })
    expect(await seen()).toMatchObject({ state: 'open', watching: false, backInStock: true })
    const told = await world.db.manager.findBy(Events, { name: 'mall.backInStock' })
    expect(told.filter((event) => (event.data as { itemId: string }).itemId === itemId)).toHaveLength(1)
    await waiting.must('mall.placeOrder', wish)
    expect(await world.db.manager.countBy(Watches, { itemId })).toBe(0)
    expect(await first.must('mall.notifyWhenBack', { itemId, wanted: false })).toEqual({ watching: false })
  })
})

describe('mall.saveCategories, mall.catalogue', () => {
  test('in their order; one left out goes and its items stay', async () => {
    const { categories: before } = await operator.must('mall.catalogue', {})
    const added = await operator.must('mall.saveCategories', {
      categories: [{ id: null, name: '新的' }, ...before.map(({ id, name }) => ({ id, name }))],
    })
    const [fresh] = added.categories
    expect(fresh?.name).toBe('新的')
    const itemId = await onSale(operator, { categoryId: fresh?.id ?? '', name: '分类里的杯子' })
    const person = await rich()
    const { items, categories } = await person.must('mall.shelf', { categoryId: fresh?.id ?? '' })
    expect([items.map((one) => one.id), categories[0]?.name]).toEqual([[itemId], '新的'])
    const found = await operator.must('mall.catalogue', { name: '类里的', state: 'on_sale', kind: 'goods' })
    expect(found.rows.map((one) => one.id)).toEqual([itemId])
    const rest = added.categories.slice(1).map(({ id, name }) => ({ id, name }))
    await operator.must('mall.saveCategories', { categories: rest })
    expect((await operator.must('mall.item', { itemId })).item.categoryId).toBeNull()
    const twice = [rest[0], rest[0]].flatMap((one) => one ?? [])
    expect((await operator.send('mall.saveCategories', { categories: twice })).code).toBe('input_invalid')
    expect((await operator.send('mall.saveCategories', { categories: [{ id: '999', name: '没有' }] })).code).toBe(
      'not_found',
    )
  })
})

describe('the other kinds', () => {
  test('a card is in hand at once and stays', async () => {
    const { identifiers } = await world.db.manager.insert(Cards, {
      ...{ name: '咖啡月卡', validDays: 30, gives: { ...NEUTRAL, freeShipping: true }, points: null },
      ...{ stockTotal: null, stockLeft: null, perMemberLimit: null, onSale: false, savedAt: world.clock.now() },
      endedAt: null,
    })
    const cardId = String(identifiers[0]?.['id'])
    const itemId = await onSale(operator, { kind: 'card', cardId, pickUp: null })
    const person = await rich()
    const { order } = await person.must('mall.placeOrder', { itemId, quantity: 1, pointsSeen: 100 })
    expect(order.state).toBe('done')
    expect(await world.db.manager.countBy(Holdings, { memberId: person.memberId, source: 'mall' })).toBe(1)
    expect((await person.send('mall.cancel', { orderId: order.id })).code).toBe('order_card')
    // And with it sending costs nothing.
    const sent = await onSale(operator, { delivery: { shippingPoints: 80 } })
    expect((await person.must('mall.showItem', { itemId: sent })).item.delivery).toEqual({
      shippingPoints: 0,
      waived: '你的会员等级包邮',
      coupon: null,
    })
  })

  test('two coupons in one order are two coupons', async () => {
    const templateId = world.shop.templates.bread
    const itemId = await onSale(operator, { kind: 'coupon', templateId, pickUp: null })
    const person = await rich()
    const done = await person.must('mall.placeOrder', { itemId, quantity: 2, pointsSeen: 200 })
    expect(done.coupons).toHaveLength(2)
    const input = { itemId, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    expect((await person.send('mall.placeOrder', { ...input, pointsSeen: 1 })).code).toBe('quote_changed')
    expect((await person.must('mall.exchange', { itemId, pointsSeen: 100 })).coupon.state).toBe('unused')
  })

  test('an event is on the shelf until it begins, and waits for its guests that day', async () => {
    const eventAt = at(2)
    const itemId = await onSale(operator, { kind: 'event', eventAt })
    const person = await rich()
    const wish = { itemId, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    const { order } = await person.must('mall.placeOrder', wish)
    expect(order.eventAt).toBe(eventAt)
    expect(new Date(order.pickUpUntil ?? '') >= new Date(eventAt)).toBe(true)
    world.clock.advance(2 * HOUR_MS)
    await person.relogin()
    operator = await world.operator()
    expect((await person.send('mall.placeOrder', wish)).code).toBe('item_over')
    expect((await person.must('mall.shelf', {})).items.map((one) => one.id)).not.toContain(itemId)
    expect((await person.send('mall.cancel', { orderId: order.id })).code).toBe('order_too_late')
  })
})

test('of a new item kind, name and points are enough to keep it; what a change leaves out stays', async () => {
  const keep = (id: string | null, terms: ItemDraft) => operator.must('mall.saveItem', { id, terms })
  const { item } = await keep(null, { kind: 'goods', name: '帆布袋', points: 800 })
  expect(item).toMatchObject({ state: 'draft', stockTotal: null, minLevel: 1, pickUp: null })
  expect(item.faults).not.toEqual([])
  const { wutong } = world.shop.stores
  const ready = (await keep(item.id, { pickUp: { storeIds: [wutong], days: 14 }, stockTotal: 20 })).item
  const dearer = (await keep(item.id, { points: 900 })).item
  expect(dearer).toMatchObject({ points: 900, pickUp: ready.pickUp, stockTotal: 20, stockLeft: 20, name: '帆布袋' })
  const priceless = await operator.send('mall.saveItem', { id: null, terms: { kind: 'goods', name: '杯子' } })
  expect(priceless.body).toMatchObject({ code: 'input_invalid', issues: [{ field: 'terms.points' }] })
})
