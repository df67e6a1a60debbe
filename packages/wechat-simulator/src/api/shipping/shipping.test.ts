import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const DAY_MS = 86_400_000

const call = async (name: string, body: object) =>
  sim.post(`/wxa/sec/order/${name}`, { access_token: await sim.token() }, body)

const pay = (more: object = {}) =>
  sim.order('trade-order', { key: 'buyer', transactionId: 'T1', mchId: 'M1', outTradeNo: 'O1', ...more })

const express = (more: object = {}) => ({ tracking_no: 'SF1', express_company: 'STO', item_desc: 'Tea', ...more })

/** An upload for T1 that arrives `minutes` after the start, for pickup unless told. */
const upload = async (more: object = {}, minutes = 0) =>
  call('upload_shipping_info', {
    order_key: { order_number_type: 2, transaction_id: 'T1' },
    logistics_type: 4,
    delivery_mode: 1,
    shipping_list: [{ item_desc: 'Tea' }],
    upload_time: new Date(START_MS + minutes * 60_000).toISOString(),
    payer: { openid: (await sim.order('users', { key: 'buyer' })).openid },
    ...more,
  })

const read = async () => Object((await call('get_order', { transaction_id: 'T1' })).order)

test('an order goes from unshipped over shipped to settled, pickup in two days', async () => {
  expect(await pay({ amountFen: 916 })).toMatchObject({ order_state: 1, shipping: {}, paid_amount: 916 })
  expect(await upload()).toEqual({ errcode: 0, errmsg: 'ok' })
  expect(await read()).toMatchObject({
    transaction_id: 'T1',
    merchant_id: 'M1',
    merchant_trade_no: 'O1',
    description: 'Tea',
    order_state: 2,
    pay_time: START_MS / 1000,
    shipping: { logistics_type: 4, delivery_mode: 1, finish_shipping: true, finish_shipping_count: 1 },
  })
  await sim.order('clock', { advanceMs: 2 * DAY_MS })
  expect((await read()).order_state).toBe(4)
  expect((await upload({}, 9)).errcode).toBe(10060004)
  expect(sim.world.events).toMatchObject([
    { appEvent: 'trade_manage_order_settlement', fields: { transaction_id: 'T1', confirm_receive_method: 1 } },
  ])
})

test('express takes ten days unless the buyer confirms, and then nothing is shipped any more', async () => {
  await pay()
  await upload({ logistics_type: 1, shipping_list: [express()] })
  await sim.order('clock', { advanceMs: 9 * DAY_MS })
  expect((await read()).order_state).toBe(2)
  expect(await sim.order('confirm-receipt', { transactionId: 'T1' })).toMatchObject({ order_state: 3 })
  expect((await upload({}, 9)).errcode).toBe(10060002)
  expect((await sim.order('confirm-receipt', { transactionId: 'T1' })).error).toContain('no shipped order')
  await sim.order('clock', { advanceMs: DAY_MS })
  expect((await read()).order_state).toBe(4)
  expect(sim.world.events).toMatchObject([{ fields: { confirm_receive_method: 2 } }])
})

test('an order is named by the merchant as well, and must exist, belong to the payer and not be refunded', async () => {
  await pay()
  const byMerchant = { order_number_type: 1, mchid: 'M1', out_trade_no: 'O1' }
  expect((await upload({ payer: { openid: 'oOther' } })).errcode).toBe(10060031)
  expect((await upload({ order_key: { ...byMerchant, out_trade_no: 'O2' } })).errcode).toBe(10060001)
  expect((await upload({ order_key: byMerchant })).errcode).toBe(0)
  expect((await call('get_order', { merchant_id: 'M1', merchant_trade_no: 'O1' })).errcode).toBe(0)
  expect((await call('get_order', { merchant_id: 'M1' })).errcode).toBe(10060014)
  expect((await call('get_order', { transaction_id: 'T9' })).errcode).toBe(10060001)
  await pay({ transactionId: 'T2', outTradeNo: 'O2', refunded: true })
  expect((await upload({ order_key: { order_number_type: 2, transaction_id: 'T2' } })).errcode).toBe(10060004)
})

test('shipping again is granted once, and needs news', async () => {
  await pay()
  await upload()
  expect((await upload({ shipping_list: [{ item_desc: 'Late' }] })).errcode).toBe(10060023)
  expect((await upload({}, 1)).errcode).toBe(10060023)
  expect((await upload({ shipping_list: [{ item_desc: 'Coffee' }] }, 2)).errcode).toBe(0)
  expect((await read()).shipping).toMatchObject({ finish_shipping_count: 2, goods_desc: 'Coffee' })
  expect((await upload({ shipping_list: [{ item_desc: 'Cocoa' }] }, 3)).errcode).toBe(10060003)
})

test('a split delivery grows parcel by parcel and is shipped with the last', async () => {
  await pay()
  const split = (minutes: number, all: boolean, numbers: readonly number[]) =>
    upload(
      {
        logistics_type: 1,
        delivery_mode: 2,
        is_all_delivered: all,
        shipping_list: numbers.map((number) => express({ tracking_no: `N${number}` })),
      },
      minutes,
    )
  expect((await split(1, false, [1, 2])).errcode).toBe(0)
  expect(await read()).toMatchObject({ order_state: 1, shipping: { finish_shipping: false, finish_shipping_count: 0 } })
  const many = Array.from({ length: 14 }, (_, index) => index + 3)
  expect((await split(2, false, many)).errcode).toBe(10060024)
  expect((await split(3, true, [2, 3])).errcode).toBe(0)
  expect(await read()).toMatchObject({ order_state: 2, description: 'Tea;Tea;Tea' })
})

const oneParcel = (more: object) => ({ logistics_type: 1, shipping_list: [express(more)] })
const split = { logistics_type: 1, delivery_mode: 2 }

test.each([
  [{ order_key: { order_number_type: 3 } }, 268485194],
  [{ order_key: { order_number_type: 2 } }, 268485195],
  [{ order_key: { order_number_type: 1, out_trade_no: 'O1' } }, 268485196],
  [{ order_key: { order_number_type: 1, mchid: 'M1' } }, 268485197],
  [{ logistics_type: 5 }, 10060005],
  [{ delivery_mode: 3 }, 268485224],
  [{ delivery_mode: 2, is_all_delivered: true }, 10060006],
  [split, 10060007],
  [{ upload_time: '2026-11-22 10:00:00' }, 268485216],
  [{ shipping_list: [] }, 10060014],
  [{ shipping_list: [{ item_desc: 'Tea' }, { item_desc: 'Tea' }] }, 268485228],
  [{ ...split, is_all_delivered: true, shipping_list: Array.from({ length: 16 }, () => express()) }, 10060024],
  [{ shipping_list: [{}] }, 10060008],
  [{ shipping_list: [{ item_desc: '茶'.repeat(121) }] }, 10060009],
  [{ shipping_list: [{ item_desc: '茶'.repeat(120) }] }, 0],
  [oneParcel({ tracking_no: '' }), 268485226],
  [oneParcel({ express_company: '' }), 268485227],
  [oneParcel({ express_company: 'x'.repeat(129) }), 10060025],
  [oneParcel({ tracking_no: 'x'.repeat(129) }), 10060026],
  [oneParcel({ express_company: 'SF' }), 10060014],
  [oneParcel({ express_company: 'SF', contact: { receiver_contact: '189****1234' } }), 0],
  [oneParcel({ contact: { receiver_contact: '18912341234' } }), 10060014],
  [oneParcel({ contact: { consignor_contact: '189123412**' } }), 10060014],
  [oneParcel({ contact: { consignor_contact: '0**2-******23-10' } }), 0],
  [{ payer: {} }, 10060014],
])('upload with %j answers %i', async (more, errcode) => {
  await pay()
  expect((await upload(more)).errcode).toBe(errcode)
})

test('the list is filtered and comes in pages', async () => {
  for (const number of [1, 2, 3]) await pay({ transactionId: `T${number}`, outTradeNo: `O${number}` })
  await upload()
  const first = await call('get_order_list', { page_size: 2 })
  expect(first).toMatchObject({ has_more: true, order_list: [{ order_state: 2 }, { order_state: 1, shipping: {} }] })
  const second = await call('get_order_list', { page_size: 2, last_index: first.last_index })
  expect(second).toMatchObject({ has_more: false, order_list: [{ transaction_id: 'T3' }] })
  expect((await call('get_order_list', { order_state: 2 })).order_list).toHaveLength(1)
  expect((await call('get_order_list', { openid: 'oOther' })).order_list).toEqual([])
  const begin = { begin_time: START_MS / 1000 + 1 }
  expect((await call('get_order_list', { pay_time_range: begin })).order_list).toEqual([])
  expect((await call('get_order_list', { last_index: 'zz' })).errcode).toBe(10060011)
})

test('the buyer of a parcel is reminded once, after it was shipped', async () => {
  await pay()
  const received = (minutes: number) => ({ transaction_id: 'T1', received_time: START_MS / 1000 + minutes * 60 })
  expect((await call('notify_confirm_receive', received(9))).errcode).toBe(10060028)
  await upload(oneParcel({}))
  expect((await call('notify_confirm_receive', { transaction_id: 'T1' })).errcode).toBe(10060014)
  expect((await call('notify_confirm_receive', received(-1))).errcode).toBe(10060029)
  expect((await call('notify_confirm_receive', received(9))).errcode).toBe(0)
  expect((await call('notify_confirm_receive', received(9))).errcode).toBe(10060030)
  await upload({}, 5)
  expect((await call('notify_confirm_receive', received(9))).errcode).toBe(10060032)
})

test('the path of the messages and the state of the service', async () => {
  expect((await call('set_msg_jump_path', { path: 'pages/home/index' })).errcode).toBe(0)
  expect((await call('set_msg_jump_path', {})).errcode).toBe(47001)
  expect(await call('is_trade_managed', { appid: APP.appId })).toMatchObject({ errcode: 0, is_trade_managed: true })
  expect((await call('is_trade_managed', {})).errcode).toBe(40097)
  expect((await call('is_trade_managed', { appid: 'wx0' })).errcode).toBe(40013)
})

test.each([
  [{ key: '' }, 'key'],
  [{ transactionId: '' }, 'transactionId'],
  [{ amountFen: 0.5 }, 'amountFen'],
])('the order trade-order refuses %j', async (more, word) => {
  expect((await pay(more)).error).toContain(word)
})

test('a number of a trade order is used once', async () => {
  await pay()
  expect((await pay({ transactionId: 'T2' })).error).toContain('taken')
})
