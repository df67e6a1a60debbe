import { openPay } from '#simulator/pay/test-client'
import { openSimulator, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const page = async () => (await sim.fetchGet('/__sim/')).text()

test('is there at both addresses, as HTML that nobody keeps', async () => {
  for (const address of ['/', '/__sim', '/__sim/']) {
    const response = await sim.fetchGet(address)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toContain('微信模拟器')
  }
})

test('an empty world says so; time stands as in Beijing', async () => {
  const text = await page()
  for (const words of [
    '2026-11-22 10:00:00',
    '还没有人。',
    '还没有人收到消息。',
    '这次没有开微信支付。',
    '没有等着出的错。',
  ])
    expect(text).toContain(words)
})

test('a clock that was moved says what that stops, and can be put back', async () => {
  expect(await page()).not.toContain('回到现在')
  await sim.order('clock', { advanceMs: 86_400_000 })
  const moved = await page()
  for (const words of ['付款、退款都停着', '2026-11-23 10:00:00']) expect(moved).toContain(words)
  const back = /data-order="([^"]+)">回到现在/.exec(moved)?.[1] ?? ''
  await sim.order('clock', JSON.parse(back.replaceAll('&quot;', '"')) as object)
  expect(await page()).toContain('2026-11-22 10:00:00')
  expect(await page()).not.toContain('回到现在')
})

test('people, what they allow, what reached them, what will go wrong', async () => {
  const { openid } = await sim.order('users', { key: 'ann', phone: '13800138000' })
  await sim.order('official', { appId: 'wxofficial', secret: 's' })
  await sim.order('templates', { id: 'tpl1', title: '到货提醒', fields: { thing1: 'thing' } })
  await sim.order('tap-subscribe', { key: 'ann', templateId: 'tpl1', answer: 'accept' })
  const before = await page()
  for (const words of [String(openid), '+86 13800138000', '到货提醒 × 1', '发给公众号', '关注公众号', '签到'])
    expect(before).toContain(words)
  const token = await sim.token()
  const message = { touser: openid, template_id: 'tpl1', data: { thing1: { value: '杯子 <b>到了</b>' } } }
  await sim.post('/cgi-bin/message/subscribe/send', { access_token: token }, message)
  await sim.order('fault', { path: '/wxa/msg_sec_check', errcode: 61010, times: 2 })
  const after = await page()
  for (const words of ['杯子 &lt;b&gt;到了&lt;/b&gt;', '订阅消息', '/wxa/msg_sec_check', '答 errcode 61010'])
    expect(after).toContain(words)
  expect(after).not.toContain('<b>到了')
})

test('every button and form gives an order that the control plane has', async () => {
  await sim.order('users', { key: 'ann' })
  await sim.order('templates', { id: 'tpl1', fields: { thing1: 'thing' } })
  const acts = [...(await page()).matchAll(/data-act="([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(new Set(acts)).toEqual(new Set(['clock', 'tap-subscribe', 'say', 'visit', 'fault']))
  for (const act of new Set(acts)) expect((await sim.fetchPost(`/__sim/${act}`, {}, {})).status).toBe(400)
})

test('orders and refunds: to be paid, paid, paid back; and what the shop answered to each push', async () => {
  const pay = await openPay()
  const look = async () => (await fetch(`${pay.url}/__sim/`)).text()
  await pay.place('order-1')
  expect(await look()).toMatch(/order-1[\s\S]*¥10\.00[\s\S]*没付[\s\S]*付款[\s\S]*不付了/)
  await pay.order('pay', { outTradeNo: 'order-1', key: 'ann' })
  await pay.advance(1000)
  const amount = { refund: 400, total: 1000, currency: 'CNY' }
  await pay.order('refund-outcome', { next: true, status: 'PROCESSING' })
  await pay.call('POST', '/v3/refund/domestic/refunds', { out_trade_no: 'order-1', out_refund_no: 'back-1', amount })
  const after = await look()
  for (const words of ['有退款', '¥4.00 退款中', '退到账', 'TRANSACTION.SUCCESS']) expect(after).toContain(words)
  await pay.stop()
})
