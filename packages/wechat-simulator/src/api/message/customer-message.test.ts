import { openSimulator, type TestSimulator } from '#simulator/test-client'

const SEND = '/cgi-bin/message/custom/send'
const TYPING = '/cgi-bin/message/custom/business/typing'
const UPLOAD = '/cgi-bin/media/upload'
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00])
const OFFICIAL = { appId: 'wxofficial0000001', secret: 'official-secret' }
const DAY_MS = 86_400_000

let sim: TestSimulator
let touser: string
beforeEach(async () => {
  sim = await openSimulator()
  touser = String((await sim.order('users', { key: 'ann' })).openid)
})
afterEach(() => sim.stop())

const TEXT = { msgtype: 'text', text: { content: '您好' } }
const send = async (more: object = TEXT) => sim.post(SEND, { access_token: await sim.token() }, { touser, ...more })
const times = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) expect((await send()).errcode).toBe(0)
}
const say = () => sim.order('say', { key: 'ann', text: '你好' })
const advance = (advanceMs: number) => sim.order('clock', { advanceMs })

const upload = async (name = 'media', bytes = PNG, query: Record<string, string> = {}) => {
  const form = new FormData()
  form.set(name, new Blob([bytes], { type: 'image/png' }), 'a.png')
  const search = new URLSearchParams({ type: 'image', access_token: await sim.token(), ...query })
  const response = await fetch(`${sim.url}${UPLOAD}?${search.toString()}`, { method: 'POST', body: form })
  return Object(await response.json())
}

test('a message opens five sends in 48 hours, and the next opens five again', async () => {
  expect((await send()).errcode).toBe(45015)
  await say()
  await times(5)
  expect((await send()).errcode).toBe(45047)
  await say()
  await advance(2 * DAY_MS)
  await times(1)
  await advance(1)
  expect((await send()).errcode).toBe(45015)
})

test('coming in opens two sends in a minute, beside those of a message', async () => {
  await sim.order('enter', { key: 'ann', sessionFrom: 'coupon' })
  await times(2)
  expect((await send()).errcode).toBe(45047)
  await say()
  await times(5)
  await sim.order('enter', { key: 'ann' })
  await advance(60_001)
  expect((await send()).errcode).toBe(45047)
})

test('what was sent can be read', async () => {
  await say()
  const link = { title: 't', description: 'd', url: 'https://a.example', thumb_url: 'https://a.example/a.png' }
  expect((await send({ msgtype: 'link', link })).errcode).toBe(0)
  await send()
  expect(await sim.order('messages', { key: 'ann' })).toMatchObject({
    messages: [
      { kind: 'custom', msgtype: 'link', link },
      { kind: 'custom', msgtype: 'text', text: { content: '您好' } },
    ],
  })
})

test('media live three days, in images and in cards', async () => {
  const { media_id: mediaId, ...rest } = await upload()
  expect(rest).toEqual({ type: 'image', created_at: 1795312800 })
  const image = { msgtype: 'image', image: { media_id: mediaId } }
  const card = { title: '会员', pagepath: 'pages/home/index?a=1', thumb_media_id: mediaId }
  await advance(2 * DAY_MS)
  await say()
  expect((await send(image)).errcode).toBe(0)
  expect((await send({ msgtype: 'miniprogrampage', miniprogrampage: card })).errcode).toBe(0)
  expect((await send({ msgtype: 'miniprogrampage', miniprogrampage: { ...card, pagepath: 'x' } })).errcode).toBe(41030)
  await advance(DAY_MS)
  expect((await send(image)).errcode).toBe(40004)
  expect((await send({ msgtype: 'image', image: { media_id: 'x' } })).errcode).toBe(40004)
})

test('an upload that is no image, no form, or of another type', async () => {
  expect((await upload('file')).errcode).toBe(41005)
  expect((await upload('media', Uint8Array.from([1, 2, 3]))).errcode).toBe(40004)
  expect((await upload('media', PNG, { type: 'video' })).errcode).toBe(40004)
  expect((await upload('media', PNG, { access_token: '' })).errcode).toBe(41001)
  const query = { type: 'image', access_token: await sim.token() }
  expect((await sim.post(UPLOAD, query, '{}')).errcode).toBe(41005)
  expect((await sim.get(UPLOAD, query)).errcode).toBe(43002)
})

test.each([
  [{ ...TEXT, touser: 'oNobody' }, 40003],
  [{ msgtype: 'text' }, 47001],
  [{ msgtype: 'text', text: { content: '' } }, 47001],
  [{ msgtype: 'toString', toString: {} }, 47001],
  [{ msgtype: 'video', video: {} }, 47001],
  [{}, 47001],
])('refuses %j', async (more, errcode) => {
  await say()
  expect((await send(more)).errcode).toBe(errcode)
})

test('typing shows for fifteen seconds, once, within the windows', async () => {
  const type = async (command: unknown, to = touser) =>
    (await sim.post(TYPING, { access_token: await sim.token() }, { touser: to, command })).errcode
  expect(await type('Typing')).toBe(45080)
  await say()
  expect(await type('Typing')).toBe(0)
  expect(await type('Typing')).toBe(45081)
  expect(await type('CancelTyping')).toBe(0)
  expect(await type('Typing')).toBe(0)
  await advance(15_000)
  expect(await type('Typing')).toBe(0)
  expect(await type('Sleeping')).toBe(45072)
  expect(await type('Typing', 'oNobody')).toBe(40003)
})

test('the 公众号 has windows, openids and media of its own, and its cards name the mini program', async () => {
  await sim.order('official', OFFICIAL)
  const asOfficial = { grant_type: 'client_credential', appid: OFFICIAL.appId, secret: OFFICIAL.secret }
  const token = String((await sim.post('/cgi-bin/stable_token', {}, asOfficial)).access_token)
  await sim.order('event', { key: 'ann', event: 'CLICK', EventKey: 'menu' })
  const [openid = ''] = sim.world.messaging.contacts.keys()
  const toOfficial = async (more: object) =>
    (await sim.post(SEND, { access_token: token }, { touser: openid, ...more })).errcode
  const { media_id: foreign } = await upload()
  const { media_id: own } = await upload('media', PNG, { access_token: token })
  const card = (appid: string, id: unknown) => ({
    msgtype: 'miniprogrampage',
    miniprogrampage: { title: 't', appid, pagepath: 'pages/home/index', thumb_media_id: id },
  })
  expect(await toOfficial(card('wxother', own))).toBe(40013)
  expect(await toOfficial(card(sim.world.app.appId, foreign))).toBe(40004)
  expect(await toOfficial(card(sim.world.app.appId, own))).toBe(0)
  expect(await toOfficial(TEXT)).toBe(0)
  expect(await toOfficial(TEXT)).toBe(0)
  expect(await toOfficial(TEXT)).toBe(45047)
  expect((await send()).errcode).toBe(45015)
})
