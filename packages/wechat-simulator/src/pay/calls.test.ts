import { X509Certificate } from 'node:crypto'
import { MCH_ID, openPay, type CallChange, type TestPay } from '#simulator/pay/test-client'
import { openText } from '#simulator/pay/test-receiver'
import { START_MS } from '#simulator/test-client'

let pay: TestPay
beforeAll(async () => {
  pay = await openPay()
})
afterAll(() => pay.stop())
afterEach(async () => {
  await pay.order('clock', { at: START_MS })
  await pay.order('fault', { clear: true })
  await pay.order('pay-fault', { clear: true })
  await pay.order('pay-mode', { mode: 'public-key' })
})

const JSAPI = '/v3/pay/transactions/jsapi'
const close = (outTradeNo: string) =>
  pay.call('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, { mchid: MCH_ID })

describe('signatures', () => {
  test('a signed call is answered with a signature', async () => {
    const answer = await pay.place('signed-1')
    expect(answer).toMatchObject({ status: 200, verified: true, number: 0 })
    expect(String(answer.json.prepay_id)).toMatch(/^wx/)
    expect(answer.headers['wechatpay-serial']).toMatch(/^PUB_KEY_ID_/)
    expect(answer.headers['wechatpay-signature-type']).toBe('WECHATPAY2-SHA256-RSA2048')
  })

  test.each<[string, CallChange]>([
    ['forged', { forged: true }],
    ['late', { skewS: -301 }],
    ['early', { skewS: 301 }],
    ['of another merchant', { mchId: '1900000009' }],
    ['of another certificate', { serial: '00' }],
    ['with a wild nonce', { nonce: 'a b' }],
    ['without a scheme', { authorization: 'Bearer x' }],
    ['over another body', { sentBody: '{}' }],
  ])('a call %s is refused', async (_name, change) => {
    const answer = await pay.call('POST', JSAPI, pay.orderBody('refused-1'), change)
    expect(answer).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR' }, number: 268443699, verified: true })
    expect((await pay.query('refused-1')).status).toBe(404)
  })

  test('a skew of five minutes is borne', async () => {
    expect((await pay.call('POST', JSAPI, pay.orderBody('skewed-1'), { skewS: -300 })).status).toBe(200)
  })

  test('the key that the caller names signs, while both are in use', async () => {
    await pay.order('pay-mode', { mode: 'both' })
    for (const serial of [pay.platform?.certificate.serial ?? '', pay.platform?.publicKey.serial ?? '']) {
      const answer = await pay.call('POST', JSAPI, pay.orderBody('grey-1'), { headers: { 'Wechatpay-Serial': serial } })
      expect(answer).toMatchObject({ status: 200, verified: true, headers: { 'wechatpay-serial': serial } })
    }
    const unknown = await pay.call('POST', JSAPI, pay.orderBody('grey-1'), { headers: { 'Wechatpay-Serial': 'no' } })
    expect(unknown.status).toBe(400)
  })

  test.each(['wrong-serial', 'forged', 'signtest'])('an answer can be made %s', async (trouble) => {
    await pay.order('pay-fault', { on: 'answer', trouble })
    const answer = await pay.place('untrue-1')
    expect(answer.verified).toBe(false)
    expect((await pay.place('untrue-1')).verified).toBe(true)
  })

  test('certificates exist only where they are in use', async () => {
    expect(await pay.call('GET', '/v3/certificates')).toMatchObject({ status: 404, verified: true })
    await pay.order('pay-mode', { mode: 'certificate' })
    const { json } = await pay.call('GET', '/v3/certificates')
    const [item] = json.data as Record<string, unknown>[]
    const certificate = new X509Certificate(openText(item?.encrypt_certificate))
    expect(certificate.serialNumber).toBe(item?.serial_no)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(START_MS)
    expect((await pay.place('certified-1')).headers['wechatpay-serial']).toBe(item?.serial_no)
  })
})

describe('orders', () => {
  test.each<[object, string]>([
    [{ out_trade_no: 'short' }, '/out_trade_no'],
    [{ out_trade_no: 'with space' }, '/out_trade_no'],
    [{ description: '' }, '/description'],
    [{ description: '肉'.repeat(128) }, '/description'],
    [{ amount: { total: 0 } }, '/amount/total'],
    [{ amount: { total: 1.5 } }, '/amount/total'],
    [{ amount: { total: 100, currency: 'USD' } }, '/amount/currency'],
    [{ notify_url: 'https://shop.test/x?a=1' }, '/notify_url'],
    [{ notify_url: 'https://elsewhere.test/x' }, '/notify_url'],
    [{ payer: {} }, '/payer/openid'],
    [{ payer: { openid: 'oNobody' } }, '/payer/openid'],
    [{ attach: 'a'.repeat(129) }, '/attach'],
    [{ time_expire: '2026-11-22T10:00:59+08:00' }, '/time_expire'],
    [{ time_expire: '2026-11-22 11:00:00' }, '/time_expire'],
    [{ surprise: 1 }, '/surprise'],
  ])('refuses %j', async (more, field) => {
    expect(await pay.place('checked-1', more)).toMatchObject({
      status: 400,
      json: { code: 'PARAM_ERROR', detail: { field } },
    })
  })

  test('knows its parties', async () => {
    expect((await pay.place('party-1', { appid: 'wx0' })).json.code).toBe('APPID_MCHID_NOT_MATCH')
    expect((await pay.place('party-1', { mchid: '1' })).json.code).toBe('MCH_NOT_EXISTS')
  })

  test('the same order again is the same, another one under its number is not', async () => {
    const first = await pay.place('again-1')
    expect((await pay.place('again-1')).json).toEqual(first.json)
    expect(await pay.place('again-1', { amount: { total: 999, currency: 'CNY' } })).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
      number: 268498688,
    })
    await pay.advance(2 * 3_600_000)
    expect((await pay.order('pay', { key: 'ann', prepayId: first.json.prepay_id })).error).toContain('expired')
    expect((await pay.place('again-1')).json).not.toEqual(first.json)
    expect((await pay.order('pay', { key: 'ann', outTradeNo: 'again-1' })).total).toBe(1000)
    expect(await pay.place('again-1')).toMatchObject({ status: 403, json: { code: 'OUT_TRADE_NO_USED' } })
  })

  test('an order past its time_expire cannot be paid, nor asked for again', async () => {
    const more = { time_expire: '2026-11-22T10:01:00+08:00' }
    await pay.place('timed-1', more)
    await pay.advance(60_000)
    expect((await pay.order('pay', { key: 'ann', outTradeNo: 'timed-1' })).error).toContain('expired')
    expect(await pay.place('timed-1', more)).toMatchObject({ status: 400, number: 268447914 })
  })

  test('is told by either number', async () => {
    await pay.place('told-1', { attach: 'mine' })
    const before = await pay.query('told-1')
    expect(before.json).toMatchObject({ trade_state: 'NOTPAY', attach: 'mine', amount: { total: 1000 }, payer: {} })
    expect(before.json.transaction_id).toBeUndefined()
    const transactionId = await pay.paid('told-1', { attach: 'mine' })
    expect(transactionId).toMatch(/^\d{28}$/)
    const { json } = await pay.query('told-1')
    expect(json).toMatchObject({
      trade_state: 'SUCCESS',
      transaction_id: transactionId,
      trade_type: 'JSAPI',
      payer: { openid: pay.openid },
      amount: { total: 1000, payer_total: 1000 },
      success_time: '2026-11-22T10:00:00+08:00',
    })
    expect((await pay.call('GET', `/v3/pay/transactions/id/${transactionId}?mchid=${MCH_ID}`)).json).toEqual(json)
    expect(await pay.query('told-2')).toMatchObject({ status: 404, number: 268512771 })
    expect((await pay.call('GET', '/v3/pay/transactions/out-trade-no/told-1?mchid=7')).number).toBe(268447843)
    expect((await pay.call('GET', '/v3/pay/transactions/out-trade-no/told-1')).json.code).toBe('PARAM_ERROR')
  })

  test('closes as often as one likes, but not when paid', async () => {
    await pay.place('closed-1')
    expect(await close('closed-1')).toMatchObject({ status: 204, text: '', verified: true })
    expect((await close('closed-1')).status).toBe(204)
    expect((await pay.query('closed-1')).json.trade_state).toBe('CLOSED')
    expect((await pay.place('closed-1')).json.code).toBe('OUT_TRADE_NO_USED')
    expect((await pay.order('pay', { key: 'ann', outTradeNo: 'closed-1' })).error).toContain('closed')
    await pay.paid('closed-2')
    expect(await close('closed-2')).toMatchObject({ status: 400, number: 268449538 })
    expect((await close('closed-3')).status).toBe(404)
  })

  test('closes by itself after seven days', async () => {
    await pay.place('week-01')
    await pay.advance(7 * 86_400_000 - 1)
    expect((await pay.query('week-01')).json.trade_state).toBe('NOTPAY')
    await pay.advance(1)
    expect((await pay.query('week-01')).json.trade_state).toBe('CLOSED')
  })
})

describe('faults', () => {
  test('the answer is lost and the order stands', async () => {
    await pay.order('fault', { path: JSAPI, drop: 'after' })
    await expect(pay.place('lost-001')).rejects.toThrow('fetch failed')
    expect((await pay.query('lost-001')).json.trade_state).toBe('NOTPAY')
    await pay.order('fault', { path: JSAPI, drop: 'before' })
    await expect(pay.place('lost-002')).rejects.toThrow('fetch failed')
    expect((await pay.query('lost-002')).status).toBe(404)
  })

  test.each([
    [500, 'SYSTEM_ERROR'],
    [429, 'FREQUENCY_LIMITED'],
  ])('status %i', async (status, code) => {
    await pay.order('fault', { path: JSAPI, status })
    expect(await pay.place('down-001')).toMatchObject({ status, json: { code }, verified: true })
    expect((await pay.place('down-001')).status).toBe(200)
  })
})

test('without the option there is no Pay', async () => {
  const { startSimulator } = await import('#simulator/server')
  const plain = await startSimulator({ appId: 'wx1', secret: 's', pages: [], port: 0 })
  const answer = await fetch(`${plain.url}/__sim/orders`, { method: 'POST', body: '{}' })
  expect([plain.payUrl, answer.status]).toEqual([undefined, 400])
  await plain.stop()
})

test('a key of another length does not start, and leaves nothing open', async () => {
  const { startSimulator } = await import('#simulator/server')
  const merchantPublicKeyPem = pay.platform?.publicKey.publicKeyPem ?? ''
  const options = { mchId: MCH_ID, apiV3Key: 'short', merchantCertSerial: '0', merchantPublicKeyPem, notifyHosts: {} }
  const starting = startSimulator({ appId: 'wx1', secret: 's', pages: [], port: 0, pay: options })
  await expect(starting).rejects.toThrow('32 bytes')
})
