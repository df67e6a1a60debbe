import { createHash } from 'node:crypto'
import { decrypt } from '#simulator/push/cipher'
import { openReceiver, type Received, type Receiver } from '#simulator/test-receiver'
import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

const TOKEN = 'Token123'
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

let sim: TestSimulator
let receiver: Receiver
beforeEach(async () => {
  sim = await openSimulator()
  receiver = await openReceiver()
})
afterEach(async () => {
  await sim.stop()
  await receiver.stop()
})

const configure = (more: object = {}) => sim.order('push', { url: receiver.url, token: TOKEN, ...more })
const say = (text: string) => sim.order('say', { key: 'ann', text })
const byCode = (a = '', b = '') => (a < b ? -1 : 1)
const sha1 = (...parts: (string | undefined)[]) =>
  createHash('sha1').update(parts.toSorted(byCode).join('')).digest('hex')
const NOTHING: Received = { query: {}, body: '{}', type: '' }
const contents = () => receiver.bodies().map(({ Content }) => Content)

test('plain JSON, signed, with the query of the address kept', async () => {
  expect(await configure()).toMatchObject({ app: 'mini', mode: 'plain', format: 'json', pushed: true })
  const { openid } = await sim.order('users', { key: 'ann' })
  const { msgId, pushed } = await say('签到')
  expect(pushed).toBe(true)
  const [{ query, body, type } = NOTHING] = receiver.received
  expect(type).toBe('application/json')
  expect(query).toMatchObject({ shop: '1', openid, timestamp: String(START_MS / 1000) })
  expect(query.signature).toBe(sha1(TOKEN, query.timestamp, query.nonce))
  expect(JSON.parse(body)).toEqual({
    ToUserName: expect.stringMatching(/^gh_[\da-f]{12}$/),
    FromUserName: openid,
    CreateTime: START_MS / 1000,
    MsgType: 'text',
    Content: '签到',
    MsgId: msgId,
  })
})

test('XML has the lists of subscription events in an element of their own', async () => {
  await configure({ format: 'xml' })
  const item = { TemplateId: 't', SubscribeStatusString: 'reject' }
  await sim.order('event', { key: 'ann', event: 'subscribe_msg_change_event', List: [item, item] })
  const inner =
    '<TemplateId><![CDATA[t]]></TemplateId><SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString>'
  expect(receiver.received[0]).toMatchObject({
    type: 'text/xml',
    body: expect.stringContaining(
      `<SubscribeMsgChangeEvent><List>${inner}</List><List>${inner}</List></SubscribeMsgChangeEvent></xml>`,
    ),
  })
})

test('secure mode seals the message for the app and signs the seal', async () => {
  await configure({ mode: 'secure', encodingAESKey: KEY })
  await say('签到')
  const [{ query, body } = NOTHING] = receiver.received
  const { Encrypt, ...outside } = JSON.parse(body)
  expect(Object.keys(outside)).toEqual(['ToUserName'])
  expect(query.encrypt_type).toBe('aes')
  expect(query.msg_signature).toBe(sha1(TOKEN, query.timestamp, query.nonce, Encrypt))
  const { text, appId } = decrypt(KEY, Encrypt)
  expect(appId).toBe(APP.appId)
  expect(JSON.parse(text)).toMatchObject({ Content: '签到' })
})

test('bad signature and wrong appid', async () => {
  await configure({ mode: 'secure', encodingAESKey: KEY, badSignature: true, wrongAppId: true })
  await say('签到')
  const [{ query, body } = NOTHING] = receiver.received
  const { Encrypt } = JSON.parse(body)
  expect(query.signature).not.toBe(sha1(TOKEN, query.timestamp, query.nonce))
  expect(query.msg_signature).not.toBe(sha1(TOKEN, query.timestamp, query.nonce, Encrypt))
  expect(decrypt(KEY, Encrypt).appId).not.toBe(APP.appId)
})

test('duplicates are the same message', async () => {
  await configure({ duplicate: 2 })
  await say('签到')
  const [first, second, third] = receiver.received
  expect(receiver.received).toHaveLength(3)
  expect(second?.body).toBe(first?.body)
  expect(third?.body).toBe(first?.body)
})

test('out of order: each pair changes places, and switching it off lets the last one go', async () => {
  await configure({ outOfOrder: true })
  for (const text of ['1', '2', '3']) await say(text)
  expect(contents()).toEqual(['2', '1'])
  await sim.order('push', { outOfOrder: false })
  expect(contents()).toEqual(['2', '1', '3'])
})

test('silence and an error are answered by three more deliveries, five seconds apart', async () => {
  await configure({ deadlineMs: 40 })
  receiver.answerTo = () => (receiver.received.length === 1 ? undefined : 500)
  await say('签到')
  expect(receiver.received).toHaveLength(1)
  await sim.order('clock', { advanceMs: 4999 })
  expect(receiver.received).toHaveLength(1)
  await sim.order('clock', { advanceMs: 1 })
  expect(receiver.received).toHaveLength(2)
  await sim.order('clock', { advanceMs: 10_000 })
  expect(receiver.received).toHaveLength(4)
  await sim.order('clock', { advanceMs: 60_000 })
  expect(receiver.received).toHaveLength(4)
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  expect(await sim.order('replies', { key: 'ann' })).toMatchObject({
    replies: [{ kind: 'unavailable', reason: 'no answer', app: 'mini' }],
  })
})

test('an acknowledged re-delivery is the last', async () => {
  await configure()
  receiver.answerTo = () => (receiver.received.length < 2 ? 503 : '')
  await say('签到')
  await sim.order('clock', { advanceMs: 60_000 })
  expect(receiver.received).toHaveLength(2)
  expect(await sim.order('replies', { key: 'ann' })).toEqual({ replies: [] })
})

test('a mini program cannot reply passively', async () => {
  await configure()
  receiver.answerTo = () => '<xml><MsgType>text</MsgType></xml>'
  await say('签到')
  expect(await sim.order('replies', { key: 'ann' })).toMatchObject({
    replies: [{ kind: 'unavailable', reason: expect.stringContaining('mini program') }],
  })
})

test('an address that does not echo is refused, and off ends it', async () => {
  const dead = { url: 'http://127.0.0.1:9/', token: TOKEN }
  expect((await sim.order('push', dead)).error).toContain('echostr')
  expect(await sim.order('push', { ...dead, check: false })).toMatchObject({ app: 'mini' })
  expect(await sim.order('push', { off: true })).toEqual({ app: 'mini', off: true })
  expect((await say('x')).pushed).toBe(false)
})
