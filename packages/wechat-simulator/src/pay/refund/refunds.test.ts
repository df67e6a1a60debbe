import { constants, createHash, publicEncrypt } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { openPay, type TestPay } from '#simulator/pay/test-client'
import { START_MS } from '#simulator/test-client'

let pay: TestPay
beforeAll(async () => {
  pay = await openPay()
})
afterAll(() => pay.stop())
beforeEach(async () => {
  pay.world.schedule.clear()
  await pay.order('clock', { at: START_MS })
  pay.receiver.pushes.length = 0
})

const REFUNDS = '/v3/refund/domestic/refunds'
const body = (outTradeNo: string, outRefundNo: string, refund: number, more: object = {}) => ({
  out_trade_no: outTradeNo,
  out_refund_no: outRefundNo,
  notify_url: 'https://shop.test/pay/refund',
  amount: { refund, total: 1000, currency: 'CNY' },
  ...more,
})
const refund = (outTradeNo: string, outRefundNo: string, amount: number, more?: object) =>
  pay.call('POST', REFUNDS, body(outTradeNo, outRefundNo, amount, more))
const query = (outRefundNo: string) => pay.call('GET', `${REFUNDS}/${outRefundNo}`)

describe('refunds', () => {
  test('is worked on, then done, told and to be asked for', async () => {
    const transactionId = await pay.paid('refund-1')
    await pay.advance(0)
    const made = await refund('refund-1', 'r1', 1000)
    expect(made).toMatchObject({ status: 200, verified: true })
    expect(made.json).toMatchObject({
      status: 'PROCESSING',
      transaction_id: transactionId,
      amount: { total: 1000, refund: 1000 },
    })
    expect((await pay.query('refund-1')).json.trade_state).toBe('REFUND')
    await pay.advance(1000)
    await pay.advance(0)
    expect((await query('r1')).json).toMatchObject({ status: 'SUCCESS', success_time: '2026-11-22T10:00:01+08:00' })
    const push = pay.receiver.pushes.at(-1)
    expect(push?.event).toMatchObject({ event_type: 'REFUND.SUCCESS', resource: { original_type: 'refund' } })
    expect(push?.secret).toMatchObject({
      out_refund_no: 'r1',
      refund_status: 'SUCCESS',
      amount: { total: 1000, refund: 1000, payer_total: 1000, payer_refund: 1000 },
    })
    expect(pay.world.tradeOrders.find(({ outTradeNo }) => outTradeNo === 'refund-1')?.refunded).toBe(true)
  })

  test('the same number is the same refund, also after a lost answer', async () => {
    await pay.paid('refund-2')
    await pay.order('fault', { path: REFUNDS, drop: 'after' })
    await expect(refund('refund-2', 'r2', 300)).rejects.toThrow('fetch failed')
    const again = await refund('refund-2', 'r2', 300)
    expect(again.status).toBe(200)
    expect((await refund('refund-2', 'r2', 300)).json).toEqual(again.json)
    expect(await refund('refund-2', 'r2', 301)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
    await pay.advance(60_000)
    expect(await refund('refund-2', 'r2b', 701)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
    expect((await refund('refund-2', 'r2b', 700)).status).toBe(200)
  })

  test('a minute apart, and at most fifty parts', async () => {
    await pay.paid('refund-3')
    expect((await refund('refund-3', 'p0', 1)).status).toBe(200)
    await pay.advance(59_999)
    expect(await refund('refund-3', 'p1', 1)).toMatchObject({ status: 429, json: { code: 'FREQUENCY_LIMITED' } })
    for (let part = 1; part < 50; part += 1) {
      await pay.order('clock', { at: START_MS + part * 60_000 })
      expect((await refund('refund-3', `p${part}`, 1)).status).toBe(200)
    }
    await pay.advance(60_000)
    expect(await refund('refund-3', 'p50', 1)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  })

  test('needs a paid order, its total, its time, and money', async () => {
    await pay.place('refund-4')
    expect((await refund('refund-4', 'r4', 1)).json.code).toBe('RESOURCE_NOT_EXISTS')
    await pay.paid('refund-4')
    const wrong = await refund('refund-4', 'r4', 1, { amount: { refund: 1, total: 999, currency: 'CNY' } })
    expect(wrong.json.code).toBe('INVALID_REQUEST')
    expect((await refund('refund-4', 'r4 ', 1)).json.code).toBe('PARAM_ERROR')
    await pay.order('pay-fault', { on: 'refund', trouble: 'not-enough' })
    expect(await refund('refund-4', 'r4', 1)).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } })
    expect((await query('r4')).status).toBe(404)
    expect((await refund('refund-4', 'r4', 1)).status).toBe(200)
    await pay.advance(366 * 86_400_000)
    expect((await refund('refund-4', 'r4late', 1)).json.code).toBe('INVALID_REQUEST')
  })

  test('a refund that Pay closes gives its part back', async () => {
    await pay.paid('refund-5')
    await pay.order('refund-outcome', { next: true, status: 'CLOSED', afterMs: 5000 })
    await refund('refund-5', 'r5', 1000)
    await pay.advance(5000)
    await pay.advance(0)
    expect(pay.receiver.pushes.at(-1)?.event.event_type).toBe('REFUND.CLOSED')
    expect((await pay.query('refund-5')).json.trade_state).toBe('SUCCESS')
    await pay.advance(60_000)
    expect((await refund('refund-5', 'r5b', 1000)).status).toBe(200)
  })

  test('an abnormal one goes to a bank account', async () => {
    await pay.paid('refund-6')
    await pay.order('refund-outcome', { outRefundNo: 'r6', status: 'ABNORMAL' })
    const { json } = await refund('refund-6', 'r6', 1000)
    await pay.advance(0)
    expect((await query('r6')).json.status).toBe('ABNORMAL')
    const hide = (text: string) =>
      publicEncrypt(
        { key: pay.platform?.publicKey.publicKeyPem ?? '', padding: constants.RSA_PKCS1_OAEP_PADDING },
        Buffer.from(text),
      ).toString('base64')
    const apply = (more: object) =>
      pay.call('POST', `${REFUNDS}/${String(json.refund_id)}/apply-abnormal-refund`, {
        out_refund_no: 'r6',
        type: 'USER_BANK_CARD',
        bank_type: 'ICBC_DEBIT',
        bank_account: hide('6222020000000000'),
        real_name: hide('安'),
        ...more,
      })
    expect((await apply({ real_name: 'plain' })).json.code).toBe('PARAM_ERROR')
    expect((await apply({})).json).toMatchObject({ status: 'PROCESSING', channel: 'OTHER_BANKCARD' })
    expect((await apply({})).json.code).toBe('INVALID_REQUEST')
    await pay.advance(1000)
    expect((await query('r6')).json.status).toBe('SUCCESS')
  })

  test('an outcome can be put off and then be ordered', async () => {
    await pay.paid('refund-7')
    await pay.order('refund-outcome', { outRefundNo: 'r7', status: 'PROCESSING' })
    await refund('refund-7', 'r7', 1000)
    await pay.advance(86_400_000)
    expect((await query('r7')).json.status).toBe('PROCESSING')
    await pay.order('refund-outcome', { outRefundNo: 'r7', status: 'SUCCESS' })
    await pay.advance(0)
    expect((await query('r7')).json.status).toBe('SUCCESS')
    expect((await pay.order('refund-outcome', { outRefundNo: 'r7', status: 'CLOSED' })).error).toContain('over')
  })
})

describe('bills', () => {
  const bill = (more = '') => pay.call('GET', `/v3/bill/tradebill?bill_date=2026-12-24${more}`)

  test('comes the next day at ten, in yuan', async () => {
    await pay.order('clock', { at: '2026-12-24T23:59:00+08:00' })
    await pay.paid('bill-001', { amount: { total: 1234, currency: 'CNY' }, description: 'a,b' })
    await pay.paid('bill-002')
    await refund('bill-002', 'b2', 1)
    await pay.order('clock', { at: '2026-12-25T09:59:59+08:00' })
    expect((await bill()).json.code).toBe('STATEMENT_CREATING')
    await pay.order('clock', { at: '2026-12-25T10:00:00+08:00' })
    const { json } = await bill('&bill_type=ALL')
    const path = String(json.download_url).slice(pay.payUrl.length)
    const file = await pay.send('GET', path)
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(json).toMatchObject({ hash_type: 'SHA1', hash_value: createHash('sha1').update(bytes).digest('hex') })
    const lines = bytes.toString().replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines).toHaveLength(6)
    const names = lines[0]?.split(',') ?? []
    const rows = lines.slice(1, 4).map((line) => {
      const cells = line.split(',')
      expect(cells).toHaveLength(names.length)
      expect(cells.every((cell) => cell.startsWith('`'))).toBe(true)
      return Object.fromEntries(names.map((name, index) => [name, cells[index]?.slice(1)]))
    })
    expect(rows).toEqual([
      expect.objectContaining({ 商户订单号: 'bill-001', 订单金额: '12.34', 商品名称: 'a b', 交易状态: 'SUCCESS' }),
      expect.objectContaining({ 商户订单号: 'bill-002', 订单金额: '10.00', 手续费: '0.06000', 费率: '0.60%' }),
      expect.objectContaining({ 商户退款单号: 'b2', 退款金额: '0.01', 交易状态: 'REFUND', 申请退款金额: '0.01' }),
    ])
    expect(lines[5]).toBe('`3,`22.34,`0.01,`0.00,`0.13000,`22.34,`0.01')
    expect((await fetch(`${pay.payUrl}${path}`)).status).toBe(401)
  })

  test('compressed, by type, and not for a day without trade', async () => {
    await pay.order('clock', { at: '2026-12-25T12:00:00+08:00' })
    const { json } = await bill('&bill_type=REFUND&tar_type=GZIP')
    const file = await pay.send('GET', String(json.download_url).slice(pay.payUrl.length))
    const text = gunzipSync(Buffer.from(await file.arrayBuffer())).toString()
    expect(text).toContain('退款成功时间')
    expect(text).not.toContain('bill-001')
    expect(createHash('sha1').update(text).digest('hex')).toBe(json.hash_value)
    const other = (search: string) => pay.call('GET', `/v3/bill/tradebill?${search}`)
    expect((await other('bill_date=2026-12-20')).json.code).toBe('NO_STATEMENT_EXIST')
    expect((await other('bill_date=2026-12-25')).json.code).toBe('PARAM_ERROR')
    expect((await other('bill_date=24.12.')).json.code).toBe('PARAM_ERROR')
    expect((await other('bill_date=2026-12-24&bill_type=X')).json.code).toBe('PARAM_ERROR')
  })
})
