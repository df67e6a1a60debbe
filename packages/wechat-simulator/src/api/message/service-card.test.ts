import { openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
let openid: unknown
beforeEach(async () => {
  sim = await openSimulator()
  openid = (await sim.order('users', { key: 'buyer' })).openid
  await sim.order('trade-order', {
    key: 'buyer',
    transactionId: 'T1',
    mchId: 'M1',
    outTradeNo: 'O1',
    amountFen: 1005,
  })
})
afterEach(() => sim.stop())

const DAY_MS = 86_400_000
const PROOF = { pay_amount: 1005, pay_time: START_MS / 1000 }

const content = (status: unknown, more: object = {}) => JSON.stringify({ cur_status: status, ...more })
const notify = async (more: object = {}) =>
  sim.post(
    '/wxa/set_user_notify',
    { access_token: await sim.token() },
    { openid, notify_type: 2002, notify_code: 'T1', content_json: content(1), ...more },
  )
const activate = (more: object = {}) => notify({ check_json: JSON.stringify(PROOF), ...more })

test('a card is activated with a proof of the payment and updated without', async () => {
  expect((await notify()).errcode).toBe(85433)
  expect(await activate()).toEqual({ errcode: 0, errmsg: 'ok' })
  expect(await notify({ content_json: content(2, { place: 'Bar' }) })).toEqual({ errcode: 0, errmsg: 'ok' })
  expect(await sim.order('service-cards', {})).toMatchObject({
    cards: [{ notifyCode: 'T1', notifyType: 2002, openId: openid, status: 2, content: { place: 'Bar' } }],
  })
  expect((await notify({ content_json: content(1) })).errcode).toBe(85439)
})

test('activation ends a day after the payment, updates thirty days after activation', async () => {
  await sim.order('clock', { advanceMs: DAY_MS })
  expect((await activate()).errcode).toBe(0)
  await sim.order('clock', { advanceMs: 1 })
  expect((await activate({ notify_type: 2003 })).errcode).toBe(85438)
  await sim.order('clock', { advanceMs: 30 * DAY_MS - 1 })
  expect((await notify({ content_json: content(2) })).errcode).toBe(0)
  await sim.order('clock', { advanceMs: 1 })
  expect((await notify({ content_json: content(3) })).errcode).toBe(85438)
})

test.each([
  [{ notify_type: 1001 }, 85434],
  [{ notify_code: 'T9' }, 85437],
  [{ openid: 'oOther' }, 40003],
  [{ check_json: '{' }, 85433],
  [{ check_json: JSON.stringify({ ...PROOF, pay_amount: 1 }) }, 85433],
  [{ check_json: JSON.stringify({ ...PROOF, pay_time: 1 }) }, 85433],
  [{ content_json: { cur_status: 1 } }, 85435],
  [{ content_json: '[]' }, 85435],
  [{ content_json: '{}' }, 85440],
  [{ content_json: content('1') }, 85441],
])('activation with %j answers %i', async (more, errcode) => {
  expect((await activate(more)).errcode).toBe(errcode)
})

test('a content that is refused is told by an event', async () => {
  expect((await activate({ content_json: content(1, { name: 'risky' }) })).errcode).toBe(0)
  expect(sim.world.events).toMatchObject([
    { appEvent: 'notify_service_msg_send_result', openId: openid, fields: { notify_code: 'T1', fail_ret: -10002 } },
  ])
})
