import { inFastTime, loggedIn, phone, refusal, startApp, type Answered } from './phone'

beforeEach(() => {
  jest.useFakeTimers()
  loggedIn()
})

const OK: Answered = { statusCode: 200, data: { done: true } }
const keys = () => phone.sent.map(({ header }) => header['idempotency-key'])
const distinct = () => new Set(keys()).size
const claim = { templateId: '7' }

/** Answers one after the other; the last one for ever. */
const script = (...answers: Answered[]) => {
  phone.answer = () => (answers.length > 1 ? answers.shift() : answers[0]) ?? OK
}

test.each([
  ['no line', 'offline' as const],
  ['a time-out', 'timeout' as const],
  ['busy', refusal(503, 'busy')],
  ['the first still running', refusal(409, 'key_in_flight')],
])('%s: tries again by itself, with the same key', async (_, trouble) => {
  script(trouble, trouble, OK)
  const { send } = await startApp()
  await expect(inFastTime(send('coupon.claim', claim))).resolves.toEqual({ done: true })
  expect(keys()).toHaveLength(3)
  expect(distinct()).toBe(1)
})

test('gives up after four tries, shows the error, and keeps the key for the next tap', async () => {
  script('offline')
  const { send } = await startApp()
  await expect(inFastTime(send('coupon.claim', claim))).rejects.toMatchObject({
    code: 'offline',
    offline: true,
  })
  expect(keys()).toHaveLength(4)
  script(OK)
  await inFastTime(send('coupon.claim', claim))
  expect(distinct()).toBe(1)
})

test('the app is killed between request and answer: the next start sends the same key', async () => {
  phone.answer = () => new Promise(() => undefined)
  const first = await startApp()
  void first.send('coupon.claim', claim)
  await jest.advanceTimersByTimeAsync(10)
  script(OK)
  const second = await startApp()
  await inFastTime(second.send('coupon.claim', claim))
  expect(keys()).toHaveLength(2)
  expect(distinct()).toBe(1)
})

test('a final answer ends the intent: the same wish later is a new one', async () => {
  script(OK)
  const { send } = await startApp()
  await inFastTime(send('coupon.claim', claim))
  await inFastTime(send('coupon.claim', claim))
  expect(distinct()).toBe(2)
  expect(phone.storage.has('huitou:intents')).toBe(false)
})

test('a refusal is final, a fault of the server is not', async () => {
  script(refusal(409, 'coupon_sold_out'))
  const { send } = await startApp()
  await expect(inFastTime(send('coupon.claim', claim))).rejects.toMatchObject({
    code: 'coupon_sold_out',
    detail: 'words of coupon_sold_out',
  })
  script(refusal(500, 'internal'))
  await expect(inFastTime(send('coupon.claim', claim))).rejects.toMatchObject({ code: 'internal' })
  await expect(inFastTime(send('coupon.claim', claim))).rejects.toMatchObject({ code: 'internal' })
  expect(keys()).toHaveLength(3)
  expect(distinct()).toBe(2)
})

test('the same wish twice at once is one request; other input is another intent', async () => {
  script(OK)
  const { send } = await startApp()
  await inFastTime(
    Promise.all([
      send('coupon.claim', claim),
      send('coupon.claim', { ...claim }),
      send('coupon.claim', { templateId: '8' }),
    ]),
  )
  expect(keys()).toHaveLength(2)
  expect(distinct()).toBe(2)
})

test('waits as long as the server asks, within reason', async () => {
  script(refusal(503, 'busy', { 'Retry-After': '3' }), OK)
  const { send } = await startApp()
  const sending = send('coupon.claim', claim)
  await jest.advanceTimersByTimeAsync(2000)
  expect(keys()).toHaveLength(1)
  await jest.advanceTimersByTimeAsync(3000)
  expect(keys()).toHaveLength(2)
  await sending
})

test('keyless commands carry no key; what carries a code of WeChat goes out once', async () => {
  script('offline')
  const { send } = await startApp()
  await expect(inFastTime(send('member.bindPhone', { code: 'phone-1' }))).rejects.toMatchObject({
    code: 'offline',
  })
  expect(keys()).toEqual([undefined])
  script(OK)
  await inFastTime(send('member.showCode', {}))
  expect(keys()).toEqual([undefined, undefined])
})

test('a version that is no longer served asks once for an update', async () => {
  script(refusal(426, 'update_needed'))
  const { send, ask } = await startApp()
  await Promise.allSettled([send('coupon.claim', claim), ask('points.balance', {})])
  expect(phone.modals).toBe(1)
})

test('a proxy’s page instead of an answer is a fault, not a crash', async () => {
  script({ statusCode: 502, data: '<html>' })
  const { ask, CallFailed } = await startApp()
  await expect(inFastTime(ask('points.balance', {}))).rejects.toBeInstanceOf(CallFailed)
})
