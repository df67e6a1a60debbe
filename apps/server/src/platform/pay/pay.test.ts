import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { startSimulator, type Simulator } from '@huitou/wechat-simulator/server'
import { MERCHANT, testKeys, testMerchant } from '#test/merchant'
import { createPay, type PayOptions } from './create-pay'
import { PayError } from './pay-error'

const APP = { appId: 'wx1234567890abcdef', secret: '0123456789abcdef0123456789abcdef', pages: [] }
const JSAPI = '/v3/pay/transactions/jsapi'
const DAY_MS = 86_400_000
const MORNING_MS = Date.UTC(2026, 10, 22, 2)

const merchant = testMerchant('both')
let simulator: Simulator
let openId: string
let warned: PayError[]
beforeAll(async () => {
  simulator = await startSimulator({ ...APP, port: 0, now: () => MORNING_MS, pay: merchant.there })
  merchant.heardAt('http://127.0.0.1:9')
  openId = String((await control('users', { key: 'ann' })).openid)
})
afterAll(() => simulator.stop())
beforeEach(() => {
  warned = []
})
afterEach(async () => {
  for (const door of ['fault', 'pay-fault']) await control(door, { clear: true })
  await control('pay-mode', { mode: 'both' })
})

async function control(door: string, body: object) {
  const response = await fetch(`${simulator.url}/__sim/${door}`, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as Record<string, unknown>
}

const connect = (change: Partial<PayOptions> = {}) =>
  createPay({
    ...merchant.here(simulator),
    ...{ appId: APP.appId, now: () => simulator.world.clock.now(), warn: (error) => warned.push(error) },
    ...change,
  })

let numbers = 0
const wanted = () => ({
  ...{ outTradeNo: `order-${(numbers += 1)}`, description: '海盐卷', amountFen: 1990, openId },
  ...{ expiresAt: new Date(simulator.world.clock.now() + 3_600_000), notifyUrl: 'https://shop.test/wechat/pay/notify' },
})

async function failureOf(work: Promise<unknown>): Promise<PayError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof PayError) return error
  throw new Error('expected a PayError', { cause: error })
}

async function paidOrder(pay = connect()) {
  const order = wanted()
  await pay.order(order)
  await control('pay', { outTradeNo: order.outTradeNo, key: 'ann' })
  return order
}

describe('an order', () => {
  test('is placed, queried, closed, each of them as often as one likes', async () => {
    const pay = connect()
    const order = wanted()
    const { prepayId } = await pay.order(order)
    expect(await pay.order(order)).toEqual({ prepayId })
    const told = await pay.queryByOutTradeNo(order.outTradeNo)
    expect(told).toMatchObject({ tradeState: 'NOTPAY', appId: APP.appId, mchId: MERCHANT.mchId, transactionId: null })
    await pay.close(order.outTradeNo)
    await pay.close(order.outTradeNo)
    expect((await failureOf(pay.order(order))).kind).toBe('over')
  })

  test('that is paid tells by whom, how much and when, and cannot be closed', async () => {
    const pay = connect()
    const { outTradeNo } = await paidOrder(pay)
    expect(await pay.queryByOutTradeNo(outTradeNo)).toMatchObject({
      ...{ tradeState: 'SUCCESS', amountFen: 1990, openId, paidAt: new Date(MORNING_MS) },
      transactionId: expect.stringMatching(/^4200/) as string,
    })
    expect((await failureOf(pay.close(outTradeNo))).kind).toBe('over')
  })

  test('the sheet takes what we signed', async () => {
    const pay = connect()
    const order = wanted()
    const { prepayId } = await pay.order(order)
    const params = pay.signedParams(prepayId)
    expect(await control('request-payment', { key: 'ann', decision: 'cancel', ...params })).toEqual({
      errMsg: 'requestPayment:fail cancel',
    })
    const forged = { ...params, timeStamp: String(Number(params.timeStamp) + 1) }
    expect((await control('request-payment', { key: 'ann', ...forged })).errMsg).toContain('签名')
  })
})

test.each<[string, () => Promise<unknown>, string]>([
  ['an unknown order', () => connect().queryByOutTradeNo('nothing-1'), 'not_found'],
  ['an unknown refund', () => connect().queryRefund('nothing-1'), 'not_found'],
  ['a wrong field', () => connect().order({ ...wanted(), amountFen: 0 }), 'refused'],
  ['another certificate', () => connect({ certSerial: '00' }).order(wanted()), 'misconfigured'],
  [
    'another private key',
    () => connect({ privateKeyPem: testKeys().certificate.privateKey }).order(wanted()),
    'misconfigured',
  ],
  ['a clock six minutes off', () => connect({ now: () => MORNING_MS - 360_000 }).order(wanted()), 'misconfigured'],
  ['another app', () => connect({ appId: 'wx0' }).order(wanted()), 'misconfigured'],
  ['a day that is not over', () => connect().tradeBill(20261122), 'refused'],
])('%s is told apart', async (_name, work, kind) => {
  expect((await failureOf(work())).kind).toBe(kind)
})

describe('an answer is believed by its signature', () => {
  test.each<[string, object]>([
    ['forged', { trouble: 'forged' }],
    ['of an unknown key', { trouble: 'wrong-serial' }],
    ['a probe', { trouble: 'signtest' }],
    ['too old', { trouble: 'skew', skewMs: -301_000 }],
    ['too new', { trouble: 'skew', skewMs: 302_000 }],
  ])('not one that is %s', async (_name, trouble) => {
    await control('pay-fault', { on: 'answer', ...trouble })
    expect((await failureOf(connect().order(wanted()))).kind).toBe('unavailable')
  })

  test('one within five minutes, both ways', async () => {
    for (const skewMs of [-299_000, 299_000]) {
      await control('pay-fault', { on: 'answer', trouble: 'skew', skewMs })
      expect((await connect().order(wanted())).prepayId).toMatch(/^wx/)
    }
  })

  test('also a no: an unsigned "no such order" concludes nothing', async () => {
    await control('pay-fault', { on: 'answer', trouble: 'forged' })
    expect(await failureOf(connect().queryByOutTradeNo('nothing-2'))).toMatchObject({ kind: 'unavailable' })
  })

  test('by certificate alone, by public key alone, and by both', async () => {
    await control('pay-mode', { mode: 'certificate' })
    expect((await connect({ publicKey: null }).order(wanted())).prepayId).toMatch(/^wx/)
    await control('pay-mode', { mode: 'public-key' })
    const pay = connect()
    await pay.order(wanted())
    expect(warned).toEqual([])
    // Nobody signs with that one here, so it stays unknown after one question for certificates.
    await control('pay-fault', { on: 'answer', trouble: 'wrong-serial', times: 9 })
    expect((await failureOf(pay.order(wanted()))).kind).toBe('unavailable')
    expect((await failureOf(pay.order(wanted()))).kind).toBe('unavailable')
    expect(warned.map(({ call }) => call)).toEqual(['certificates'])
  })
})

describe('answers that make no sense, and none at all', () => {
  test.each<[string, object]>([
    ['HTTP 500', { status: 500 }],
    ['HTTP 429', { status: 429 }],
    ['a cut connection', { drop: 'before' }],
    ['a lost answer', { drop: 'after' }],
    ['a page of a proxy', { text: '<html>' }],
    ['far too much', { text: 'x'.repeat(300_000) }],
  ])('%s', async (_name, fault) => {
    await control('fault', { path: JSAPI, ...fault })
    expect((await failureOf(connect().order(wanted()))).kind).toMatch(/unavailable|frequency/)
  })

  test('none in time', async () => {
    await control('fault', { path: JSAPI, delayMs: 2_000 })
    expect((await failureOf(connect({ timeoutMs: 100 }).order(wanted()))).message).toContain('no answer in time')
  })

  test('a redirect is not followed, for the signature would go along', async () => {
    const visited: string[] = []
    const trap = createServer((request, response) => {
      visited.push(request.url ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const address = trap.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const apiUrl = `http://127.0.0.1:${port}`
    expect((await failureOf(connect({ apiUrl }).order(wanted()))).kind).toBe('unavailable')
    expect(visited).toEqual([JSAPI])
    trap.closeAllConnections()
    await new Promise((resolve) => trap.close(resolve))
  })
})

test('no error tells the key, a signature, a person or an order', async () => {
  const echo = `${MERCHANT.apiV3Key} ${openId} WECHATPAY2-SHA256-RSA2048`
  const text = JSON.stringify({ code: echo, message: echo })
  const told: string[] = []
  for (const fault of [{ text }, { status: 500 }, { status: 403 }, { drop: 'before' }]) {
    await control('fault', { path: JSAPI, ...fault })
    told.push(inspect(await failureOf(connect().order(wanted())), { depth: null, showHidden: true }))
  }
  told.push(inspect(await failureOf(connect({ apiUrl: 'http:// bad' }).order(wanted())), { depth: null }))
  for (const secret of [MERCHANT.apiV3Key, openId, 'WECHATPAY2', 'order-', 'PRIVATE'])
    expect(told.join('\n')).not.toContain(secret)
})

test('the bill of a day comes whole, or not at all', async () => {
  const pay = connect()
  const { outTradeNo } = await paidOrder(pay)
  expect((await failureOf(pay.tradeBill(20261121))).kind).toBe('no_bill')
  simulator.world.clock.advance(DAY_MS - 3_600_000)
  expect((await failureOf(pay.tradeBill(20261122))).kind).toBe('bill_not_ready')
  simulator.world.clock.advance(3_600_000 + 60_000)
  const bill = await pay.tradeBill(20261122)
  expect(bill).toContain(outTradeNo)
  expect(createHash('sha1').update(bill).digest('hex')).toHaveLength(40)
  await control('fault', { path: '/v3/billdownload/file', text: bill.slice(0, -1) })
  expect((await failureOf(pay.tradeBill(20261122))).message).toContain('did not arrive whole')
})
