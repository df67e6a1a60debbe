import { decrypt, encrypt, signatureOf } from '#simulator/push/cipher'
import { readXml, writeXml } from '#simulator/push/xml'
import { openReceiver, type Receiver } from '#simulator/test-receiver'
import { openSimulator, type TestSimulator } from '#simulator/test-client'

const TOKEN = 'Token123'
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const OFFICIAL = { appId: 'wxofficial0000001', secret: 'official-secret' }

let sim: TestSimulator
let receiver: Receiver
beforeAll(async () => {
  sim = await openSimulator()
  receiver = await openReceiver()
  await sim.order('official', OFFICIAL)
})
afterAll(async () => {
  await sim.stop()
  await receiver.stop()
})
beforeEach(() => {
  sim.world.messaging.replies.length = 0
})

const configure = (more: object = {}) =>
  sim.order('push', { app: 'official', url: receiver.url, token: TOKEN, ...more })
const say = () => sim.order('say', { key: 'ann', text: '签到', to: 'official' })
const replies = async () => Object((await sim.order('replies', { key: 'ann' })).replies)

const answerOf = (body: string, more: object = {}) => {
  const { ToUserName = '', FromUserName = '' } = readXml(body) ?? {}
  const reply = {
    ToUserName: FromUserName,
    FromUserName: ToUserName,
    CreateTime: 1,
    MsgType: 'text',
    Content: '已签到 <a>',
    ...more,
  }
  return writeXml(reply)
}

const opened = (body: string) => decrypt(KEY, readXml(body)?.Encrypt ?? '').text
const sealed = (text: string, more: object = {}, appId = OFFICIAL.appId) => {
  const Encrypt = encrypt(KEY, appId, text)
  return { Encrypt, MsgSignature: signatureOf(TOKEN, '1', '2', Encrypt), TimeStamp: 1, Nonce: '2', ...more }
}

test('a plain text reply reaches the person, and the same message twice is answered twice', async () => {
  await configure({ duplicate: 1 })
  receiver.answerTo = ({ body }) => answerOf(body)
  const { msgId } = await say()
  const reply = { key: 'ann', app: 'official', kind: 'reply', msgType: 'text', content: '已签到 <a>', msgId }
  expect(await replies()).toMatchObject([reply, reply])
  await sim.order('push', { app: 'official', duplicate: 0 })
})

test('a sealed reply, in XML or JSON', async () => {
  await configure({ mode: 'secure', encodingAESKey: KEY })
  receiver.answerTo = ({ body }) => writeXml(sealed(answerOf(opened(body))))
  await say()
  receiver.answerTo = ({ body }) => JSON.stringify(sealed(answerOf(opened(body))))
  await say()
  expect(await replies()).toMatchObject([{ content: '已签到 <a>' }, { content: '已签到 <a>' }])
})

test.each([
  ['success', undefined],
  ['', undefined],
  ['ok', 'neither XML nor JSON'],
  ['{"no', 'neither XML nor JSON'],
])('the answer %j', async (answer, reason) => {
  await configure({ mode: 'plain' })
  receiver.answerTo = () => answer
  await say()
  expect(await replies()).toMatchObject(reason === undefined ? [] : [{ kind: 'unavailable', reason }])
})

test.each([
  [{ ToUserName: 'oOther' }, 'ToUserName'],
  [{ FromUserName: 'gh_other' }, 'FromUserName'],
  [{ CreateTime: 'now' }, 'CreateTime'],
  [{ MsgType: 'miniprogrampage' }, 'MsgType'],
  [{ Content: '' }, 'Content'],
])('refuses a reply with %j', async (more, reason) => {
  await configure({ mode: 'plain' })
  receiver.answerTo = ({ body }) => answerOf(body, more)
  await say()
  expect(await replies()).toMatchObject([{ kind: 'unavailable', reason: expect.stringContaining(reason) }])
})

test.each<[string, (text: string) => string, string]>([
  ['open', (text) => text, 'not encrypted'],
  ['wrongly signed', (text) => writeXml(sealed(text, { MsgSignature: 'x' })), 'MsgSignature'],
  ['for another app', (text) => writeXml(sealed(text, {}, 'wxother')), 'another app'],
  [
    'of noise',
    () => writeXml({ ...sealed(''), Encrypt: 'AAAA', MsgSignature: signatureOf(TOKEN, '1', '2', 'AAAA') }),
    'decrypted',
  ],
])('refuses a reply in secure mode that is %s', async (_name, seal, reason) => {
  await configure({ mode: 'secure', encodingAESKey: KEY })
  receiver.answerTo = ({ body }) => seal(answerOf(opened(body)))
  await say()
  expect(await replies()).toMatchObject([{ kind: 'unavailable', reason: expect.stringContaining(reason) }])
})
