import { openReceiver, type Receiver } from '#simulator/test-receiver'
import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
let receiver: Receiver
beforeAll(async () => {
  sim = await openSimulator()
  receiver = await openReceiver()
  await sim.order('templates', { id: 'tpl', fields: { thing1: 'thing' } })
  await sim.order('push', { url: receiver.url, token: 'Token123' })
})
afterAll(async () => {
  await sim.stop()
  await receiver.stop()
})

test('entering is an event with the words of the button', async () => {
  await sim.order('enter', { key: 'ann', sessionFrom: 'coupon' })
  expect(receiver.bodies().at(-1)).toMatchObject({ Event: 'user_enter_tempsession', SessionFrom: 'coupon' })
})

test('of a revoked authorization the platform speaks, and names the person', async () => {
  const { openid } = await sim.order('users', { key: 'ann', unionid: 'uAnn' })
  await sim.order('event', { key: 'ann', event: 'user_authorization_revoke', RevokeInfo: '8', PluginID: '' })
  const message = receiver.bodies().at(-1)
  expect(message).toMatchObject({
    Event: 'user_authorization_revoke',
    OpenID: openid,
    UnionID: 'uAnn',
    AppID: APP.appId,
    RevokeInfo: '8',
  })
  expect(message?.FromUserName).not.toBe(openid)
})

test('an event of the app itself is nobody’s', async () => {
  await sim.order('event', { key: null, event: 'wxa_punish_event', punish: { level: 1, reasons: ['a', 'b'] } })
  expect(receiver.bodies().at(-1)).toMatchObject({
    Event: 'wxa_punish_event',
    punish: { level: 1, reasons: ['a', 'b'] },
  })
})

const PUSH = { url: 'http://127.0.0.1:9/', token: 'Token123' }

test.each([
  ['templates', { id: 'x' }, 'fields'],
  ['templates', { id: 'x', fields: {} }, 'fields'],
  ['templates', { id: 'x', fields: { Thing: 'thing' } }, 'thing1'],
  ['templates', { id: 'x', fields: { thing1: 'emoji' } }, 'thing1'],
  ['templates', { id: 'x', title: 1, fields: { thing1: 'thing' } }, 'title'],
  ['templates', { templates: 'x' }, 'templates'],
  ['templates', { templates: ['x'] }, 'templates'],
  ['tap-subscribe', { templateId: 'tpl', answer: 'accept' }, 'key'],
  ['tap-subscribe', { key: 'a', templateId: 'none', answer: 'accept' }, 'templateId'],
  ['tap-subscribe', { key: 'a', templateId: [], answer: 'accept' }, 'templateId'],
  ['tap-subscribe', { key: 'a', templateId: 'tpl', answer: 'yes' }, 'answer'],
  ['push', { ...PUSH, app: 'other' }, 'app'],
  ['push', { ...PUSH, app: 'official' }, 'official'],
  ['push', { ...PUSH, url: 'ftp://x' }, 'url'],
  ['push', { ...PUSH, token: '!' }, 'token'],
  ['push', { ...PUSH, mode: 'both' }, 'mode'],
  ['push', { ...PUSH, mode: 'secure' }, 'encodingAESKey'],
  ['push', { ...PUSH, encodingAESKey: 'short' }, 'encodingAESKey'],
  ['push', { ...PUSH, format: 'yaml' }, 'format'],
  ['push', { ...PUSH, duplicate: 11 }, 'duplicate'],
  ['push', { ...PUSH, deadlineMs: 0 }, 'deadlineMs'],
  ['push', { ...PUSH, outOfOrder: 1 }, 'outOfOrder'],
  ['push', { ...PUSH, wrongAppId: true }, 'wrongAppId'],
  ['push', { ...PUSH, check: 'no' }, 'check'],
  ['say', { key: 'a', text: '' }, 'text'],
  ['say', { key: 'a', text: 'x', to: 'all' }, 'to'],
  ['enter', { key: 'a', sessionFrom: 1 }, 'sessionFrom'],
  ['event', { key: 'a' }, 'event'],
  ['event', { event: 'x' }, 'key'],
  ['event', { key: 'a', event: 'subscribe' }, 'official'],
  ['event', { key: 'a', event: 'x', 'a b': 1 }, 'a b'],
  ['event', { key: 'a', event: 'x', a: true }, 'a:'],
  ['official', { appId: 'wx1' }, 'secret'],
  ['official', { secret: 'x' }, 'appId'],
  ['messages', { key: 1 }, 'key'],
  ['replies', {}, 'key'],
])('%s refuses %j', async (name, body, word) => {
  const response = await sim.fetchPost(`/__sim/${name}`, {}, body)
  expect(response.status).toBe(400)
  expect(Object(await response.json()).error).toContain(word)
})

describe('what WeChat finds out by itself is pushed too, in its own name', () => {
  test('the verdict on a picture', async () => {
    await sim.codeFor('login-code', 'ben').then((code) => sim.login(code))
    const { openid } = await sim.order('users', { key: 'ben' })
    const asked = { media_url: 'https://shop.test/risky.png', media_type: 2, version: 2, scene: 1, openid }
    const { trace_id: traceId } = await sim.post('/wxa/media_check_async', { access_token: await sim.token() }, asked)
    await sim.order('clock', { advanceMs: 10_000 })
    const message = receiver.bodies().at(-1)
    expect(message).toMatchObject({
      Event: 'wxa_media_check',
      trace_id: traceId,
      errcode: 0,
      result: { suggest: 'risky', label: 20002 },
    })
    expect(message?.FromUserName).not.toBe(openid)
  })

  test('the settlement of a payment', async () => {
    const key = { transactionId: 'T9', mchId: 'M9', outTradeNo: 'O9' }
    await sim.order('trade-order', { key: 'ben', ...key })
    const { openid } = await sim.order('users', { key: 'ben' })
    const shipped = {
      order_key: { order_number_type: 2, transaction_id: 'T9' },
      logistics_type: 4,
      delivery_mode: 1,
      shipping_list: [{ item_desc: 'Tea' }],
      upload_time: new Date(START_MS + 60_000).toISOString(),
      payer: { openid },
    }
    const upload = sim.post('/wxa/sec/order/upload_shipping_info', { access_token: await sim.token() }, shipped)
    expect(await upload).toMatchObject({ errcode: 0 })
    await sim.order('clock', { advanceMs: 2 * 86_400_000 })
    expect(receiver.bodies().at(-1)).toMatchObject({
      Event: 'trade_manage_order_settlement',
      transaction_id: 'T9',
      merchant_trade_no: 'O9',
    })
  })
})
