import { openReceiver, type Receiver } from '#simulator/test-receiver'
import { openSimulator, type TestSimulator } from '#simulator/test-client'

const SEND = '/cgi-bin/message/subscribe/send'

let sim: TestSimulator
let receiver: Receiver
let openid: string
beforeAll(async () => {
  sim = await openSimulator()
  receiver = await openReceiver()
  openid = String((await sim.order('users', { key: 'ann' })).openid)
  await sim.order('templates', { id: 'tpl', title: '签到提醒', fields: { thing1: 'thing', time2: 'time' } })
})
afterAll(async () => {
  await sim.stop()
  await receiver.stop()
})

const DATA = { thing1: { value: '签到' }, time2: { value: '09:00' } }
const tap = (answer: string, templateId: unknown = 'tpl') =>
  sim.order('tap-subscribe', { key: 'ann', templateId, answer })
const send = async (more: object = {}) =>
  sim.post(SEND, { access_token: await sim.token() }, { touser: openid, template_id: 'tpl', data: DATA, ...more })

test('an accept is one send, a refusal and a ban are none', async () => {
  expect((await send()).errcode).toBe(43101)
  expect(await tap('accept')).toMatchObject({ answer: 'accept', credits: { tpl: 1 }, pushed: false })
  expect((await send({ page: 'pages/home/index?from=message' })).errcode).toBe(0)
  expect((await send()).errcode).toBe(43101)
  await tap('reject')
  await tap('ban')
  expect((await send()).errcode).toBe(43101)
  expect(await sim.order('messages', { key: 'ann' })).toEqual({
    messages: [
      {
        key: 'ann',
        app: 'mini',
        kind: 'subscribe',
        at: '2026-11-22T02:00:00.000Z',
        templateId: 'tpl',
        page: 'pages/home/index?from=message',
        state: 'formal',
        lang: 'zh_CN',
        data: { thing1: '签到', time2: '09:00' },
      },
    ],
  })
  expect(await sim.order('messages', { key: 'nobody' })).toEqual({ messages: [] })
})

test.each([
  [{ touser: 'oNobody' }, 40003],
  [{ touser: undefined }, 40003],
  [{ template_id: 'other' }, 40037],
  [{ page: 'pages/none/index' }, 41030],
  [{ page: '/pages/home/index' }, 41030],
  [{ lang: 'de_DE' }, 47003, 'lang'],
  [{ miniprogram_state: 'release' }, 47003, 'miniprogram_state'],
  [{ data: undefined }, 47003, 'data'],
  [{ data: { thing1: { value: '签到' } } }, 47003, 'data.time2.value'],
  [{ data: { ...DATA, thing1: { value: '字'.repeat(21) } } }, 47003, 'data.thing1.value'],
  [{ data: { ...DATA, thing1: '签到' } }, 47003, 'data.thing1.value'],
  [{ data: { ...DATA, thing9: { value: 'x' } } }, 47003, 'data.thing9'],
])('refuses %j and keeps the credit', async (more, errcode, word = '') => {
  await tap('accept')
  const answer = await send(more)
  expect(answer.errcode).toBe(errcode)
  expect(answer.errmsg).toContain(word)
  expect((await send()).errcode).toBe(0)
})

test('answer lost after the work: the credit is spent all the same', async () => {
  await tap('accept')
  await sim.order('fault', { path: SEND, drop: 'after' })
  await expect(send()).rejects.toThrow('fetch failed')
  expect((await send()).errcode).toBe(43101)
})

test('lists the templates', async () => {
  expect(await sim.get('/wxaapi/newtmpl/gettemplate', { access_token: await sim.token() })).toMatchObject({
    errcode: 0,
    data: [{ priTmplId: 'tpl', title: '签到提醒', content: 'thing1:{{thing1.DATA}}\ntime2:{{time2.DATA}}\n', type: 2 }],
  })
})

test('the shop is told of the pop-up, the sending and the change in the settings', async () => {
  await sim.order('templates', { templates: [{ id: 'tpl2', fields: { thing1: 'thing' } }] })
  await sim.order('push', { url: receiver.url, token: 'Token123' })
  await tap('accept')
  await tap('reject', ['tpl', 'tpl2'])
  await tap('ban')
  expect((await send()).errcode).toBe(0)
  await sim.order('clock', { advanceMs: 0 })
  const [popup, both, sent] = receiver.bodies()
  expect(popup).toMatchObject({
    FromUserName: openid,
    MsgType: 'event',
    Event: 'subscribe_msg_popup_event',
    List: { TemplateId: 'tpl', SubscribeStatusString: 'accept', PopupScene: '0' },
  })
  expect(both?.List).toHaveLength(2)
  expect(sent).toMatchObject({
    Event: 'subscribe_msg_sent_event',
    List: { TemplateId: 'tpl', ErrorCode: '0', ErrorStatus: 'success', MsgID: expect.stringMatching(/^\d+$/) },
  })
  await tap('accept')
  const List = { TemplateId: 'tpl', SubscribeStatusString: 'reject' }
  await sim.order('event', { key: 'ann', event: 'subscribe_msg_change_event', List })
  expect((await send()).errcode).toBe(43101)
})
