import { inFastTime, loggedIn, phone, refusal, startApp, tokensOf } from './phone'

beforeEach(() => {
  jest.useFakeTimers()
  loggedIn()
})

const bearer = (header: Record<string, string>) => header.authorization

test('a hundred requests refused at once share one renewal and each goes again once (R3)', async () => {
  phone.answer = ({ name, header }) => {
    if (name === 'session.refresh') return { statusCode: 200, data: tokensOf('fresh') }
    return bearer(header) === 'Bearer fresh'
      ? { statusCode: 200, data: { available: 7 } }
      : refusal(401, 'login_needed')
  }
  const { ask } = await startApp()
  const all = await inFastTime(Promise.all(Array.from({ length: 100 }, () => ask('points.balance', {}))))
  expect(all).toHaveLength(100)
  expect(phone.sent.filter(({ name }) => name === 'session.refresh')).toHaveLength(1)
  expect(phone.sent.filter(({ name }) => name === 'points.balance')).toHaveLength(200)
})

test('without tokens the first hundred requests share one login', async () => {
  phone.storage = new Map()
  phone.answer = ({ name }) => ({
    statusCode: 200,
    data: name === 'session.login' ? tokensOf('first') : { available: 7 },
  })
  const { ask } = await startApp()
  await inFastTime(Promise.all(Array.from({ length: 100 }, () => ask('points.balance', {}))))
  expect(phone.sent.filter(({ name }) => name === 'session.login')).toHaveLength(1)
  expect(
    phone.sent.filter(({ name }) => name === 'points.balance').every(({ header }) => bearer(header) === 'Bearer first'),
  ).toBe(true)
})

test('a spent refresh token leads to one login; a server that is down does not', async () => {
  phone.answer = ({ name, header }) => {
    if (name === 'session.refresh') return refusal(401, 'login_needed')
    if (name === 'session.login') return { statusCode: 200, data: tokensOf('again') }
    return bearer(header) === 'Bearer again' ? { statusCode: 200, data: {} } : refusal(401, 'login_needed')
  }
  const { ask } = await startApp()
  await inFastTime(ask('points.balance', {}))
  expect(phone.sent.map(({ name }) => name)).toEqual([
    'points.balance',
    'session.refresh',
    'session.login',
    'points.balance',
  ])

  loggedIn()
  phone.answer = ({ name }) => (name === 'session.refresh' ? refusal(503, 'busy') : refusal(401, 'login_needed'))
  const restarted = await startApp()
  await expect(inFastTime(restarted.ask('points.balance', {}))).rejects.toMatchObject({ code: 'busy' })
  expect(phone.sent.some(({ name }) => name === 'session.login')).toBe(false)
})

test('a second 401 stops', async () => {
  phone.answer = ({ name }) =>
    name.startsWith('session.') ? { statusCode: 200, data: tokensOf('new') } : refusal(401, 'login_needed')
  const { ask } = await startApp()
  await expect(inFastTime(ask('points.balance', {}))).rejects.toMatchObject({
    code: 'login_needed',
    requestId: 'req-9',
  })
  expect(phone.sent.filter(({ name }) => name === 'points.balance')).toHaveLength(2)
})

test('what needs no login sends no token', async () => {
  phone.answer = () => ({ statusCode: 200, data: {} })
  const { ask } = await startApp()
  await inFastTime(ask('store.list', {}))
  expect(phone.sent.map(({ name, header }) => [name, bearer(header)])).toEqual([['store.list', undefined]])
})
