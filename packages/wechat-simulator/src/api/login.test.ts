import { createHmac } from 'node:crypto'
import { openSimulator, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeAll(async () => {
  sim = await openSimulator()
})
afterAll(() => sim.stop())

const sign = (sessionKey: unknown) => createHmac('sha256', String(sessionKey)).update('').digest('hex')

/** A person who has logged in just now. */
const loggedIn = async (key: string) => {
  const session = await sim.login(await sim.codeFor('login-code', key))
  return { openid: String(session.openid), sessionKey: String(session.session_key) }
}

const checkQuery = async (openid: string, sessionKey: string, more: Record<string, string> = {}) => ({
  access_token: await sim.token(),
  openid,
  signature: sign(sessionKey),
  sig_method: 'hmac_sha256',
  ...more,
})

describe('GET /sns/jscode2session', () => {
  test('answers openid and session_key, without errcode and without unionid when the app is not bound', async () => {
    const answer = await sim.login(await sim.codeFor('login-code', 'plain'))
    expect(Object.keys(answer).toSorted()).toEqual(['openid', 'session_key'])
    expect(answer.openid).toMatch(/^o[\w-]{27}$/)
    expect(Buffer.from(String(answer.session_key), 'base64')).toHaveLength(16)
  })

  test('answers the unionid that was given, the same openid at each log-in, and another session key', async () => {
    await sim.order('users', { key: 'bound', unionid: 'oUnion_1' })
    const first = await sim.login(await sim.codeFor('login-code', 'bound'))
    const second = await sim.login(await sim.codeFor('login-code', 'bound'))
    expect(first.unionid).toBe('oUnion_1')
    expect(second.openid).toBe(first.openid)
    expect(second.session_key).not.toBe(first.session_key)
  })

  test('a code works once', async () => {
    const code = await sim.codeFor('login-code', 'once')
    expect((await sim.login(code)).errcode).toBeUndefined()
    expect(await sim.login(code)).toMatchObject({
      errcode: 40029,
      errmsg: expect.stringMatching(/rid: [0-9a-f-]{26}$/),
    })
  })

  test('a code lives 300 seconds and no millisecond longer', async () => {
    const inTime = await sim.codeFor('login-code', 'slow')
    const late = await sim.codeFor('login-code', 'slow')
    sim.world.clock.advance(300_000)
    expect((await sim.login(inTime)).errcode).toBeUndefined()
    sim.world.clock.advance(1)
    expect((await sim.login(late)).errcode).toBe(40029)
  })

  test.each([
    ['an unknown code', { js_code: 'nobody-has-this' }, 40029],
    ['no code', { js_code: '' }, 41008],
    ['a wrong app', { appid: 'wx0000000000000000' }, 40013],
    ['no app', { appid: '' }, 41002],
    ['a wrong secret', { secret: 'guess' }, 40125],
    ['no secret', { secret: '' }, 41004],
    ['a wrong grant type', { grant_type: 'client_credential' }, 40002],
  ])('refuses %s', async (_, query, errcode) => {
    const code = await sim.codeFor('login-code', 'careless')
    expect((await sim.login(code, query)).errcode).toBe(errcode)
  })

  test('a phone code is no login code', async () => {
    await sim.order('users', { key: 'mixed', phone: '13800138000' })
    expect((await sim.login(await sim.codeFor('phone-code', 'mixed'))).errcode).toBe(40029)
  })

  test('a blocked user is refused until unblocked', async () => {
    await sim.order('users', { key: 'risky', blocked: true })
    expect((await sim.login(await sim.codeFor('login-code', 'risky'))).errcode).toBe(40226)
    await sim.order('users', { key: 'risky', blocked: false })
    expect((await sim.login(await sim.codeFor('login-code', 'risky'))).errcode).toBeUndefined()
  })

  test('wants GET', async () => {
    expect((await sim.post('/sns/jscode2session', {}, {})).errcode).toBe(43001)
  })
})

describe('GET /wxa/checksession', () => {
  const path = '/wxa/checksession'

  test('takes the HMAC of the empty text under the session key', async () => {
    const { openid, sessionKey } = await loggedIn('checker')
    expect(await sim.get(path, await checkQuery(openid, sessionKey))).toEqual({ errcode: 0, errmsg: 'ok' })
  })

  test('refuses the key of an earlier log-in, another method, another person and no token', async () => {
    const old = await loggedIn('checker')
    const { openid, sessionKey } = await loggedIn('checker')
    expect((await sim.get(path, await checkQuery(openid, old.sessionKey))).errcode).toBe(87009)
    expect((await sim.get(path, await checkQuery(openid, sessionKey, { signature: 'zz' }))).errcode).toBe(87009)
    expect((await sim.get(path, await checkQuery(openid, sessionKey, { sig_method: 'md5' }))).errcode).toBe(87008)
    expect((await sim.get(path, await checkQuery('oNobody', sessionKey))).errcode).toBe(40003)
    expect((await sim.get(path, await checkQuery(openid, sessionKey, { access_token: '' }))).errcode).toBe(41001)
  })
})

describe('GET /wxa/resetusersessionkey', () => {
  const path = '/wxa/resetusersessionkey'

  test('gives another key and voids the one before', async () => {
    const { openid, sessionKey } = await loggedIn('resetter')
    const answer = await sim.get(path, await checkQuery(openid, sessionKey))
    expect(answer).toMatchObject({ errcode: 0, openid })
    expect(answer.session_key).not.toBe(sessionKey)
    expect((await sim.get(path, await checkQuery(openid, sessionKey))).errcode).toBe(87009)
    expect((await sim.get('/wxa/checksession', await checkQuery(openid, String(answer.session_key)))).errcode).toBe(0)
  })

  test('does not prolong the session, and refuses one that is over or never was', async () => {
    const { openid, sessionKey } = await loggedIn('sleeper')
    sim.world.clock.advance(2 * 86_400_000)
    const { session_key: renewed } = await sim.get(path, await checkQuery(openid, sessionKey))
    sim.world.clock.advance(86_400_000)
    expect((await sim.get(path, await checkQuery(openid, String(renewed)))).errcode).toBe(87007)
    const { openid: stranger } = await sim.order('users', { key: 'never-logged-in' })
    expect((await sim.get(path, await checkQuery(String(stranger), sessionKey))).errcode).toBe(87007)
  })
})
