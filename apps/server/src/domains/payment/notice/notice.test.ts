import { createCipheriv, randomBytes, randomUUID, sign } from 'node:crypto'
import { MERCHANT, testKeys, testMerchant } from '#test/merchant'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, WECHAT, type World } from '#test/world'
import { leaveToTest, paymentHands, type Payer } from '../test-payments'
import { Notices } from './entities'

let world: World
let hands: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  await leaveToTest(world)
  hands = paymentHands(world)
})
afterAll(() => stopWithPromisesKept(world))
afterEach(() => hands.control('pay-fault', { clear: true }))

const HOUR_MS = 3_600_000

type Change = {
  notifyId?: string
  skewS?: number
  key?: string
  serial?: string
  secret?: object
  apiV3Key?: string
  body?: string
}

/** A notice of a payment as WeChat would send it, written by the test's own hand. */
function noticeOf(
  { payment }: Payer,
  { notifyId = randomUUID(), apiV3Key = MERCHANT.apiV3Key, ...change }: Change = {},
) {
  const told = {
    ...{ appid: WECHAT.appId, mchid: MERCHANT.mchId, out_trade_no: payment.outTradeNo, trade_state: 'SUCCESS' },
    ...{ transaction_id: `4200${payment.id}`, success_time: '2026-11-22T10:00:00+08:00' },
    ...{ payer: { openid: payment.openId }, amount: { total: payment.amountFen } },
    ...change.secret,
  }
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from('transaction'))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(told)), cipher.final(), cipher.getAuthTag()])
  const resource = {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: 'transaction',
    nonce,
  }
  return JSON.stringify({ id: notifyId, event_type: 'TRANSACTION.SUCCESS', resource })
}

async function post(
  body: string,
  { skewS = 0, key = testKeys().publicKey.privateKey, serial, body: sent }: Change = {},
) {
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000) + skewS)
  const nonce = randomBytes(8).toString('hex')
  const signature = sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString('base64')
  const response = await fetch(`${world.url}/wechat/pay/notify`, {
    method: 'POST',
    body: sent ?? body,
    headers: {
      ...{ 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce, 'wechatpay-signature': signature },
      'wechatpay-serial': serial ?? world.simulator.world.pay?.platform.publicKey.serial ?? '',
    },
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? null : (JSON.parse(text) as { code: string; message: string }) }
}

const kept = ({ payment }: Payer) => world.db.manager.findBy(Notices, { outTradeNo: payment.outTradeNo })

/** Wanted, ordered at WeChat, not paid there. */
async function ordered() {
  const payer = await hands.wanted()
  await hands.atSheet(payer, 'cancel')
  return payer
}

test('twenty copies at once and twenty after that are kept once and pay once', async () => {
  const payer = await ordered()
  const body = noticeOf(payer)
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(body)))
  for (let times = 0; times < 20; times += 1) answers.push(await post(body))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
  // Another notice of the same payment: kept, and of no effect.
  expect((await post(noticeOf(payer))).status).toBe(204)
  await hands.arrive()
  expect((await kept(payer)).map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['known', 'paid']))
  expect(await kept(payer)).toHaveLength(2)
  expect(await hands.told('payment.paid', payer)).toHaveLength(1)
  expect(JSON.stringify(await kept(payer))).not.toContain(payer.payment.openId)
})

test.each<[string, Change]>([
  ['forged', { key: testKeys().merchant.privateKey }],
  ['signed by an unknown key', { serial: 'PUB_KEY_ID_0999' }],
  ['too old', { skewS: -301 }],
  ['too new', { skewS: 302 }],
  ['changed on the way', { body: '{}' }],
])('a notice %s is refused and not kept', async (_name, change) => {
  const payer = await ordered()
  expect(await post(noticeOf(payer), change)).toMatchObject({ status: 401, json: { code: 'FAIL' } })
  await hands.arrive()
  expect(await kept(payer)).toEqual([])
  expect(await hands.look(payer)).toMatchObject({ state: 'prepared' })
})

test('without a signature, sealed with another key, or far too long: refused', async () => {
  const payer = await ordered()
  const bare = await fetch(`${world.url}/wechat/pay/notify`, { method: 'POST', body: noticeOf(payer) })
  expect([bare.status, await bare.json()]).toEqual([401, { code: 'FAIL', message: 'no signature' }])
  const other = await post(noticeOf(payer, { apiV3Key: 'x'.repeat(32) }))
  expect(other.status).toBe(400)
  expect(other.json?.message).toContain('WECHAT_PAY_API_V3_KEY')
  expect((await post('x'.repeat(70_000))).status).toBe(413)
  expect(await kept(payer)).toEqual([])
})

test.each<[string, object, string]>([
  ['another amount', { amount: { total: 1 } }, 'amount'],
  ['another merchant', { mchid: '1900000009' }, 'mchid'],
  ['another app', { appid: 'wx0' }, 'appid'],
  ['another payer', { payer: { openid: 'oSomebody' } }, 'payer'],
])('%s than was wanted: kept, answered, not applied, and shown to a person', async (_name, secret, mismatch) => {
  const payer = await ordered()
  expect((await post(noticeOf(payer, { secret }))).status).toBe(204)
  await hands.arrive()
  expect(await kept(payer)).toMatchObject([{ outcome: 'mismatch', body: { mismatch } }])
  expect(await hands.look(payer)).toMatchObject({ state: 'prepared' })
  const finance = await world.operator('finance')
  const { tasks } = await finance.must('payment.tasks', {})
  const [mine] = tasks.filter(({ outTradeNo }) => outTradeNo === payer.payment.outTradeNo)
  expect(mine).toMatchObject({ kind: 'notice_mismatch', noticeId: expect.any(String) as string })
  const input = { noticeId: mine?.noticeId ?? '', why: '核对过，是测试通知' }
  const viewer = await world.operator('viewer')
  expect((await viewer.send('payment.settleNotice', input)).code).toBe('not_allowed')
  expect((await finance.must('payment.settleNotice', input)).notice).toMatchObject({ resolvedWhy: input.why })
  const left = (await finance.must('payment.tasks', {})).tasks
  expect(left.some(({ noticeId }) => noticeId === input.noticeId)).toBe(false)
})

test('an order that is not ours is kept and shown; something else is kept and ignored', async () => {
  const payer = await ordered()
  const outTradeNo = `no${randomUUID().replaceAll('-', '').slice(0, 20)}`
  expect((await post(noticeOf(payer, { secret: { out_trade_no: outTradeNo } }))).status).toBe(204)
  expect(await world.db.manager.findOneByOrFail(Notices, { outTradeNo })).toMatchObject({ outcome: 'unknown_order' })
  const other = noticeOf(payer).replace('TRANSACTION.SUCCESS', 'COUPON.USE')
  expect((await post(other)).status).toBe(204)
  expect(await hands.look(payer)).toMatchObject({ state: 'prepared' })
})

test('WeChat’s own probes are refused; the notice that follows is taken', async () => {
  for (const trouble of ['signtest', 'forged', 'wrong-serial']) {
    await hands.control('pay-fault', { on: 'push', trouble })
    const payer = await hands.wanted()
    await hands.atSheet(payer)
    await hands.arrive()
    expect([trouble, (await hands.look(payer)).state]).toEqual([trouble, 'prepared'])
    world.clock.advance(15_001)
    await hands.arrive()
    expect([trouble, (await hands.look(payer)).state]).toEqual([trouble, 'paid'])
  }
})

test('a day late, and in another order than it happened: nothing is lost and nothing twice', async () => {
  const late = await hands.wanted({ lifeMs: 48 * HOUR_MS })
  await hands.control('pay-fault', { on: 'push', trouble: 'delay', delayMs: 24 * HOUR_MS })
  await hands.atSheet(late)
  const first = await hands.wanted({ lifeMs: 48 * HOUR_MS })
  await hands.control('pay-fault', { on: 'push', trouble: 'reorder' })
  await hands.atSheet(first)
  const second = await hands.paid({ lifeMs: 48 * HOUR_MS })
  await hands.arrive()
  for (const payer of [first, second]) expect(await hands.look(payer)).toMatchObject({ state: 'paid' })
  // Meanwhile a look found it; the notice of a day later changes nothing.
  world.clock.advance(HOUR_MS)
  await hands.settle()
  world.clock.advance(23 * HOUR_MS + 1_000)
  await hands.arrive()
  for (const payer of [late, first, second]) {
    expect(await hands.look(payer)).toMatchObject({ state: 'paid' })
    expect(await hands.told('payment.paid', payer)).toHaveLength(1)
  }
  expect(await kept(late)).toMatchObject([{ outcome: 'known' }])
})

test.each(['certificate', 'both'] as const)('in %s mode payments, notices and refunds hold', async (mode) => {
  const other = await startWorld({}, testMerchant(mode))
  await leaveToTest(other)
  const there = paymentHands(other)
  // Notices take turns between the two keys.
  const payers = [await there.paid(), await there.paid()]
  for (const payer of payers) {
    expect(payer.payment).toMatchObject({ state: 'paid' })
    await there.askBack(payer, payer.payment.amountFen)
  }
  await there.settle()
  other.clock.advance(6_000)
  await there.arrive()
  for (const payer of payers) expect((await there.look(payer)).refunds).toMatchObject([{ state: 'done' }])
  await stopWithPromisesKept(other)
})
