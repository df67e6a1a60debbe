import { createServer } from 'node:http'
import { inspect } from 'node:util'
import {
  APP,
  CODE,
  failureOf,
  LOGIN,
  MINI_CODE,
  NOON_IN_BEIJING_MS,
  openWeChat,
  STABLE,
  type OpenWeChat,
} from '#server/platform/wechat/test-wechat'

let t: OpenWeChat
beforeEach(async () => {
  t = await openWeChat()
})
afterEach(() => t.stop())

describe('system busy', () => {
  test('twice -1, then the answer', async () => {
    await t.fault(LOGIN, { errcode: -1, times: 2 })
    expect((await t.connect().exchangeLoginCode(await t.loginCode('ann'))).openId).toMatch(/^o/)
    expect(t.world.faults).toEqual([])
  })

  test('after the second retry it is unavailable', async () => {
    await t.fault(LOGIN, { errcode: -1, times: 9 })
    expect(await failureOf(t.connect().exchangeLoginCode(await t.loginCode('ann')))).toMatchObject({
      kind: 'unavailable',
      errcode: -1,
    })
    expect(t.world.faults[0]?.timesLeft).toBe(6)
  })

  test('the token is fetched through -1 as well', async () => {
    await t.fault(STABLE, { errcode: -1, times: 2 })
    expect((await t.connect().miniCode(MINI_CODE)).length).toBeGreaterThan(100)
  })
})

describe('a spent quota opens the circuit of its path', () => {
  test.each([
    [45011, 60_000],
    [44991, 60_000],
    [44990, 1_000],
    [45009, 12 * 3_600_000],
  ])('%i for %i ms', async (errcode, openMs) => {
    const wechat = t.connect()
    const code = await t.loginCode('ann')
    await t.fault(LOGIN, { errcode })
    const first = await failureOf(wechat.exchangeLoginCode(code))
    expect(first).toMatchObject({ kind: 'unavailable', errcode, retryAfterMs: openMs })

    // A fault that nobody meets shows that WeChat is not asked.
    await t.fault(LOGIN, { status: 500 })
    t.world.clock.advance(openMs - 1)
    const second = await failureOf(wechat.exchangeLoginCode(code))
    expect(second).toMatchObject({ kind: 'unavailable', errcode, retryAfterMs: 1 })
    expect(t.world.faults).toHaveLength(1)
    expect((await wechat.miniCode(MINI_CODE)).length).toBeGreaterThan(100)

    t.world.faults.length = 0
    t.world.clock.advance(1)
    expect((await wechat.exchangeLoginCode(await t.loginCode('ann'))).openId).toMatch(/^o/)
  })

  test('the quota of a day is new at midnight in Beijing, not in Greenwich', async () => {
    await t.order('clock', { at: '2026-11-22T01:00:00+08:00' })
    await t.fault(LOGIN, { errcode: 45009 })
    const { retryAfterMs } = await failureOf(t.wechat.exchangeLoginCode('any'))
    expect(retryAfterMs).toBe(23 * 3_600_000)
  })

  test('the real quota of codes does it too', async () => {
    const minute = Math.floor(NOON_IN_BEIJING_MS / 60_000)
    t.world.callCounts.set(`${CODE} per minute`, { window: minute, calls: 5_000 })
    expect(await failureOf(t.connect().miniCode(MINI_CODE))).toMatchObject({
      errcode: 45011,
      retryAfterMs: 60_000,
    })
  })
})

describe('answers that make no sense, and none at all', () => {
  test.each([
    ['HTTP 500', { status: 500 }, 'HTTP 500'],
    ['HTTP 403', { status: 403 }, 'HTTP 403'],
    ['a cut connection', { drop: 'before' }, 'the connection failed'],
    ['a lost answer', { drop: 'after' }, 'the connection failed'],
    ['HTML', { text: '<html>' }, 'not JSON'],
    ['nothing', { text: '' }, 'not JSON'],
    ['a list', { text: '[]' }, 'unknown shape'],
    ['null', { text: 'null' }, 'unknown shape'],
    ['no openid', { text: '{"session_key":"k"}' }, 'unknown shape'],
    ['an openid of the wrong kind', { text: '{"openid":["a"]}' }, 'unknown shape'],
    ['an openid with markup', { text: '{"openid":"<b>"}' }, 'unknown shape'],
    ['an errcode in quotes', { text: '{"errcode":"40029"}' }, 'unknown shape'],
    ['far too much', { text: JSON.stringify({ openid: 'oA', pad: 'x'.repeat(70_000) }) }, 'too large'],
  ])('%s', async (_, body, words) => {
    await t.order('fault', { path: LOGIN, ...body, times: 1 })
    const error = await failureOf(t.connect().exchangeLoginCode(await t.loginCode('ann')))
    expect(error).toMatchObject({ kind: 'unavailable', errcode: null })
    expect(error.message).toContain(words)
    expect(t.world.faults).toEqual([])
  })

  test('an answer that does not come in time', async () => {
    await t.fault(LOGIN, { delayMs: 2_000 })
    const error = await failureOf(t.connect({ timeoutMs: 100 }).exchangeLoginCode(await t.loginCode('ann')))
    expect(error.message).toContain('no answer in time')
    expect(error.kind).toBe('unavailable')
  })

  test('a redirect is not followed, for the secret would go along', async () => {
    const visited: string[] = []
    const trap = createServer((request, response) => {
      visited.push(String(request.url).split('?', 1).join(''))
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const address = trap.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const error = await failureOf(t.connect({ baseUrl: `http://127.0.0.1:${port}` }).exchangeLoginCode('any'))
    expect(error.kind).toBe('unavailable')
    expect(visited).toEqual([LOGIN])
    trap.closeAllConnections()
    await new Promise((resolve) => trap.close(resolve))
  })

  test('nobody listens, or the address is no address', async () => {
    const gone = await openWeChat()
    await gone.stop()
    for (const baseUrl of [gone.url, 'no address']) {
      expect((await failureOf(t.connect({ baseUrl }).exchangeLoginCode('any'))).kind).toBe('unavailable')
    }
  })
})

test('an errcode without a meaning of its own is final', async () => {
  await t.fault(CODE, { errcode: 40003, times: 9 })
  expect(await failureOf(t.connect().miniCode(MINI_CODE))).toMatchObject({ kind: 'refused', errcode: 40003 })
  expect(t.world.faults[0]?.timesLeft).toBe(8)
})

test('no error tells the secret, a token, a session key or a code (R1)', async () => {
  const calls = [
    async (baseUrl: string, code: string) => t.connect({ baseUrl, timeoutMs: 100 }).exchangeLoginCode(code),
    async (baseUrl: string, code: string) => t.connect({ baseUrl, timeoutMs: 100 }).exchangePhoneCode(code),
    async (baseUrl: string) => t.connect({ baseUrl, timeoutMs: 100 }).miniCode(MINI_CODE),
  ]
  const code = await t.loginCode('ann')
  await t.wechat.exchangeLoginCode(code)
  await t.wechat.miniCode(MINI_CODE)
  const token = (await t.store.read())?.token
  const sessionKey = t.world.users.byKey.get('ann')?.session?.key
  const secrets = [APP.secret, token, sessionKey, code].map(String)
  expect(secrets.every((secret) => secret.length > 16 && secret !== 'undefined')).toBe(true)

  // WeChat itself repeats everything it was told, in each way that an answer can go wrong.
  const echo = secrets.join(' ')
  const faults = [
    ...[-1, 40001, 40029, 40125, 40164, 45009, 45011, 48001, 99999].map((errcode) => ({
      text: JSON.stringify({ errcode, errmsg: `${echo}, rid: ${echo}, rid: ${APP.secret}` }),
    })),
    { text: echo },
    { text: JSON.stringify({ openid: { echo }, phone_info: echo, access_token: echo }) },
    { status: 500 },
    { drop: 'before' },
    { delayMs: 300 },
  ]
  const told: string[] = []
  for (const each of faults) {
    for (const call of calls) {
      await t.fault('*', { ...each, times: 99 })
      told.push(inspect(await failureOf(call(t.url, code)), { depth: null, showHidden: true }))
      await t.order('fault', { clear: true })
    }
  }
  for (const call of calls)
    told.push(inspect(await failureOf(call('http:// bad', code)), { depth: null, showHidden: true }))
  expect(told.length).toBe((faults.length + 1) * calls.length)
  for (const secret of secrets) expect(told.join('\n')).not.toContain(secret)
})
