import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const SECOND_MS = 1000
const advance = (seconds: number) => sim.world.clock.advance(seconds * SECOND_MS)
const credentials = { appid: APP.appId, secret: APP.secret, grant_type: 'client_credential' }
const classic = (more: Record<string, string> = {}) => sim.get('/cgi-bin/token', { ...credentials, ...more })

/** How WeChat regards a token, asked with a call whose own complaint (an unknown openid) comes after it is accepted. */
const stateOf = async (token: unknown) => {
  const { errcode } = await sim.get('/wxa/checksession', { access_token: String(token), openid: 'oNobody' })
  return errcode === 40003 ? 'good' : errcode
}

describe('GET /cgi-bin/token', () => {
  test('each fetch makes a new token and leaves the old one five minutes', async () => {
    const first = await classic()
    const second = await classic()
    expect(first).toMatchObject({ expires_in: 7200 })
    expect(second.access_token).not.toBe(first.access_token)
    advance(299)
    expect(await stateOf(first.access_token)).toBe('good')
    advance(1)
    expect(await stateOf(first.access_token)).toBe(40001)
    expect(await stateOf(second.access_token)).toBe('good')
  })

  test('fetching again does not prolong the five minutes of a token that was replaced before', async () => {
    const first = await classic()
    await classic()
    advance(200)
    await classic()
    advance(100)
    expect(await stateOf(first.access_token)).toBe(40001)
  })

  test('a token that nobody replaced expires after two hours', async () => {
    const { access_token: token } = await classic()
    advance(7199)
    expect(await stateOf(token)).toBe('good')
    advance(1)
    expect(await stateOf(token)).toBe(42001)
  })

  test.each([
    [{ grant_type: 'authorization_code' }, 40002],
    [{ appid: '' }, 41002],
    [{ appid: 'wx0' }, 40013],
    [{ secret: '' }, 41004],
    [{ secret: 'guess' }, 40125],
  ])('refuses %j with %i', async (more, errcode) => {
    expect((await classic(more)).errcode).toBe(errcode)
    expect((await sim.stable(more)).errcode).toBe(errcode)
  })
})

describe('POST /cgi-bin/stable_token', () => {
  test('the same token, with the seconds that remain, until 300 seconds before its end', async () => {
    const first = await sim.stable()
    advance(6899)
    expect(await sim.stable()).toEqual({ access_token: first.access_token, expires_in: 301 })
    advance(1)
    const next = await sim.stable()
    expect(next.access_token).not.toBe(first.access_token)
    expect(next.expires_in).toBe(7200)
    expect(await stateOf(first.access_token)).toBe('good')
    advance(300)
    expect(await stateOf(first.access_token)).toBe(42001)
    expect(await stateOf(next.access_token)).toBe('good')
  })

  test('is isolated from /cgi-bin/token', async () => {
    const { access_token: token } = await sim.stable()
    await classic()
    advance(301)
    expect(await stateOf(token)).toBe('good')
  })

  test('force_refresh kills the token at once', async () => {
    const { access_token: token } = await sim.stable()
    const forced = await sim.stable({ force_refresh: true })
    expect(await stateOf(token)).toBe(40001)
    expect(await stateOf(forced.access_token)).toBe('good')
    expect((await sim.stable()).access_token).toBe(forced.access_token)
  })

  test('force_refresh: 30 seconds apart, and a refusal kills nothing', async () => {
    const forced = await sim.stable({ force_refresh: true })
    advance(29)
    expect((await sim.stable({ force_refresh: true })).errcode).toBe(45011)
    expect(await stateOf(forced.access_token)).toBe('good')
    advance(1)
    expect((await sim.stable({ force_refresh: true })).errcode).toBeUndefined()
  })

  test('force_refresh: twenty a day, anew at midnight in Beijing', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await sim.stable({ force_refresh: true })).errcode).toBeUndefined()
      advance(30)
    }
    expect((await sim.stable({ force_refresh: true })).errcode).toBe(45009)
    sim.world.clock.set(START_MS + 14 * 3_600_000 - 1)
    expect((await sim.stable({ force_refresh: true })).errcode).toBe(45009)
    sim.world.clock.set(START_MS + 14 * 3_600_000)
    expect((await sim.stable({ force_refresh: true })).errcode).toBeUndefined()
  })

  test('GET is refused, and so is a body that is empty, malformed or of the wrong type', async () => {
    expect((await sim.get('/cgi-bin/stable_token', credentials)).errcode).toBe(43002)
    expect((await sim.post('/cgi-bin/stable_token', {}, '')).errcode).toBe(44002)
    expect((await sim.post('/cgi-bin/stable_token', {}, '{"appid":')).errcode).toBe(47001)
    expect((await sim.post('/cgi-bin/stable_token', {}, '[]')).errcode).toBe(47001)
    expect((await sim.stable({ force_refresh: 'yes' })).errcode).toBe(47001)
  })

  test('10,000 a minute and 500,000 a day', async () => {
    const minute = Math.floor(START_MS / 60_000)
    sim.world.callCounts.set('/cgi-bin/stable_token per minute', { window: minute, calls: 9_999 })
    expect((await sim.stable()).errcode).toBeUndefined()
    expect((await sim.stable()).errcode).toBe(45011)
    advance(60)
    expect((await sim.stable()).errcode).toBeUndefined()
    const today = sim.world.callCounts.get('/cgi-bin/stable_token per day')
    sim.world.callCounts.set('/cgi-bin/stable_token per day', { window: today?.window ?? 0, calls: 500_000 })
    expect((await sim.stable()).errcode).toBe(45009)
    advance(14 * 3600)
    expect((await sim.stable()).errcode).toBeUndefined()
  })
})

describe('access_token on every other call', () => {
  test.each([
    ['GET', '/wxa/checksession'],
    ['GET', '/wxa/resetusersessionkey'],
    ['POST', '/wxa/business/getuserphonenumber'],
    ['POST', '/wxa/getwxacodeunlimit'],
  ])('%s %s: missing, unknown, expired', async (method, path) => {
    const ask = async (token: string) => {
      const query = { access_token: token }
      return (await (method === 'GET' ? sim.get(path, query) : sim.post(path, query, {}))).errcode
    }
    const token = await sim.token()
    expect(await ask('')).toBe(41001)
    expect(await ask('made-up')).toBe(40001)
    expect([41001, 40001, 42001]).not.toContain(await ask(token))
    advance(7200)
    expect(await ask(token)).toBe(42001)
  })
})
