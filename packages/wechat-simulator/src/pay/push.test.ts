import { merchantSign, openPay, type TestPay } from '#simulator/pay/test-client'
import { APP, START_MS } from '#simulator/test-client'

let pay: TestPay
beforeAll(async () => {
  pay = await openPay()
})
afterAll(() => pay.stop())
beforeEach(async () => {
  // Beyond the last retry, so that no test hears of the one before.
  pay.world.schedule.clear()
  await pay.order('clock', { at: START_MS })
  await pay.order('pay-fault', { clear: true })
  pay.receiver.pushes.length = 0
  pay.receiver.answers.length = 0
})

const { parse } = JSON
const trouble = (body: object) => pay.order('pay-fault', { on: 'push', ...body })
const statuses = async () => Object(await pay.order('pay-deliveries')).deliveries as Record<string, unknown>[]
const heard = () => pay.receiver.pushes.map(({ secret }) => secret.out_trade_no)
const isTrue = ({ headers, body }: TestPay['receiver']['pushes'][number]) => pay.verified(headers, body)

test('a payment is told with signature and secret', async () => {
  const transactionId = await pay.paid('push-001', { attach: 'x' })
  await pay.advance(0)
  const [push] = pay.receiver.pushes
  expect(push && isTrue(push)).toBe(true)
  expect(push?.headers['wechatpay-timestamp']).toBe(String(START_MS / 1000))
  expect(parse(push?.body ?? '')).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction' },
  })
  expect(push?.secret).toMatchObject({ transaction_id: transactionId, trade_state: 'SUCCESS', attach: 'x' })
  expect(push?.secret).toEqual((await pay.query('push-001')).json)
})

test('what the shop does not take comes fifteen times more, at the known gaps', async () => {
  pay.receiver.answers.push(...Array<number>(20).fill(500))
  const from = (await statuses()).length
  await pay.paid('retry-01')
  await pay.advance(0)
  const gaps = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]
  for (const gap of gaps) {
    const count = pay.receiver.pushes.length
    await pay.advance(gap * 1000 - 1)
    expect(pay.receiver.pushes).toHaveLength(count)
    await pay.advance(1)
    expect(pay.receiver.pushes).toHaveLength(count + 1)
  }
  await pay.advance(30 * 86_400_000)
  expect(pay.receiver.pushes).toHaveLength(16)
  expect(new Set(pay.receiver.pushes.map(({ event }) => event.id)).size).toBe(1)
  expect(pay.receiver.pushes.every(isTrue)).toBe(true)
  expect((await statuses()).slice(from).map(({ status }) => status)).toEqual(Array<number>(16).fill(500))
})

test('one 200 ends it', async () => {
  pay.receiver.answers.push(503, 302, 200)
  await pay.paid('retry-02')
  await pay.advance(86_400_000)
  expect(pay.receiver.pushes).toHaveLength(3)
})

test.each([{ trouble: 'wrong-serial' }, { trouble: 'forged' }, { trouble: 'signtest' }])(
  'a signature can be %j, and the true push follows when it is refused',
  async (what) => {
    await trouble(what)
    pay.receiver.answers.push(401)
    await pay.paid(`bad-${what.trouble}`)
    await pay.advance(0)
    await pay.advance(15_000)
    expect(pay.receiver.pushes.map(isTrue)).toEqual([false, true])
  },
)

test('a probe and a skewed timestamp look as they should', async () => {
  await trouble({ trouble: 'signtest' })
  await trouble({ trouble: 'skew', skewMs: -301_000 })
  await pay.paid('looks-01')
  await pay.paid('looks-02')
  await pay.advance(0)
  const [probe, old] = pay.receiver.pushes
  expect(probe?.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//)
  expect(Number(old?.headers['wechatpay-timestamp'])).toBe(START_MS / 1000 - 301)
  expect(old && isTrue(old)).toBe(true)
})

test('an amount can lie under a true signature', async () => {
  await trouble({ trouble: 'tamper', total: 1 })
  await pay.paid('tamper-1')
  await pay.advance(0)
  expect(pay.receiver.pushes.map(isTrue)).toEqual([true])
  expect(pay.receiver.pushes[0]?.secret.amount).toMatchObject({ total: 1 })
})

test('duplicates, a delay, a loss', async () => {
  await trouble({ trouble: 'duplicate', copies: 2 })
  await pay.paid('twice-01')
  await pay.advance(0)
  expect(heard()).toEqual(Array<string>(3).fill('twice-01'))
  await trouble({ trouble: 'delay', delayMs: 60_000 })
  await pay.paid('later-01')
  await pay.advance(59_999)
  expect(heard()).toHaveLength(3)
  await pay.advance(1)
  expect(heard()).toHaveLength(4)
  await trouble({ trouble: 'drop' })
  await pay.paid('drop-001')
  await pay.advance(0)
  expect(heard()).toHaveLength(4)
  await pay.advance(15_000)
  expect(heard().at(-1)).toBe('drop-001')
})

test('a later push overtakes; without one the first still comes', async () => {
  await trouble({ trouble: 'reorder' })
  await pay.paid('first-01')
  await pay.advance(0)
  expect(heard()).toEqual([])
  await pay.paid('second-1')
  await pay.advance(0)
  expect(heard()).toEqual(['second-1', 'first-01'])
  await trouble({ trouble: 'reorder' })
  await pay.paid('third-01')
  await pay.advance(60_000)
  expect(heard()).toEqual(['second-1', 'first-01', 'third-01'])
})

test('during a grey switch both keys take turns', async () => {
  await pay.order('pay-mode', { mode: 'both' })
  await pay.paid('grey-001')
  await pay.paid('grey-002')
  await pay.advance(0)
  expect(new Set(pay.receiver.pushes.map(({ headers }) => headers['wechatpay-serial'])).size).toBe(2)
  expect(pay.receiver.pushes.every(isTrue)).toBe(true)
  await pay.order('pay-mode', { mode: 'public-key' })
})

describe('the person', () => {
  test('pays what is theirs, once', async () => {
    await pay.place('person-1')
    const by = (more: object) => pay.order('pay', { outTradeNo: 'person-1', key: 'ann', ...more })
    expect((await by({ key: 'ben' })).error).toContain('not for "ben"')
    expect((await by({ prepayId: 'x' })).error).toContain('either')
    expect((await by({ outTradeNo: 'nothing' })).error).toContain('no such')
    expect((await pay.order('pay-cancel', { outTradeNo: 'person-1', key: 'ann' })).errMsg).toContain('fail cancel')
    expect(await by({})).toMatchObject({ outTradeNo: 'person-1', total: 1000 })
    expect((await by({})).error).toContain('paid')
    const { orders } = await pay.order('orders')
    expect(orders).toContainEqual(expect.objectContaining({ outTradeNo: 'person-1', tradeState: 'SUCCESS' }))
    expect(pay.world.tradeOrders).toContainEqual(expect.objectContaining({ outTradeNo: 'person-1', amountFen: 1000 }))
  })

  const argumentsFor = async (outTradeNo: string, prefix = 'prepay_id=') => {
    const [timeStamp, nonceStr] = [String(START_MS / 1000), 'n0nce']
    const packed = `${prefix}${String((await pay.place(outTradeNo)).json.prepay_id)}`
    const paySign = merchantSign(`${APP.appId}\n${timeStamp}\n${nonceStr}\n${packed}\n`)
    return { key: 'ann', timeStamp, nonceStr, package: packed, signType: 'RSA', paySign }
  }
  const request = async (body: object) => (await pay.order('request-payment', body)).errMsg

  test('wx.requestPayment pays under a true paySign', async () => {
    const good = await argumentsFor('sheet-01')
    expect(await request({ ...good, nonceStr: 'other' })).toContain('签名')
    expect(await request({ ...good, signType: 'MD5' })).toContain('signType')
    expect(await request({ ...good, timeStamp: START_MS / 1000 })).toContain('timeStamp')
    expect(await request(await argumentsFor('sheet-01', ''))).toContain('prepay_id=')
    expect(await request({ ...good, decision: 'cancel' })).toBe('requestPayment:fail cancel')
    expect(await request({ ...good, decision: 'no-permission' })).toContain('no permission')
    expect(await request({ ...good, key: 'ben' })).toContain('fail')
    expect((await pay.query('sheet-01')).json.trade_state).toBe('NOTPAY')
    expect(await request(good)).toBe('requestPayment:ok')
    expect((await pay.query('sheet-01')).json.trade_state).toBe('SUCCESS')
    expect(await request(good)).toContain('paid')
  })
})

test.each([
  ['pay', { key: 'ann' }, 'either'],
  ['pay-mode', { mode: 'none' }, 'mode'],
  ['pay-fault', { on: 'push', trouble: 'rain' }, 'trouble'],
  ['pay-fault', { on: 'push', trouble: 'duplicate' }, 'copies'],
  ['pay-fault', { on: 'answer', trouble: 'drop' }, 'trouble'],
  ['refund-outcome', { next: true, status: 'LOST' }, 'status'],
  ['refund-outcome', { status: 'SUCCESS' }, 'either'],
  ['request-payment', { key: 'ann' }, 'nonceStr'],
])('the order %s %j is refused', async (name, body, word) => {
  expect((await pay.order(name, body)).error).toContain(word)
})
