import { createHash, createSecretKey, generateKeyPairSync } from 'node:crypto'
import jwt, { type SignOptions } from 'jsonwebtoken'
import { startWorld, type World } from '#test/world'
import { createTokens } from './tokens'
import { Sessions } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const SECRET = 's'.repeat(40)
const KID = createHash('sha256').update(SECRET).digest('hex').slice(0, 12)
const KEY = createSecretKey(Buffer.from(SECRET))

describe('session.login', () => {
  test('a code works once (R2); an unknown one is a refusal, not a fault', async () => {
    const code = await world.loginCode('twice')
    const client = world.client()
    expect((await client.call('session.login', { code })).status).toBe(200)
    expect((await client.call('session.login', { code })).code).toBe('login_code_invalid')
    expect((await client.call('session.login', { code: 'made-up' })).code).toBe('login_code_invalid')
  })

  test('a blocked user is told so; WeChat away is a refusal to come back', async () => {
    await world.control('users', { key: 'blocked', blocked: true })
    const code = await world.loginCode('blocked')
    expect((await world.client().call('session.login', { code })).code).toBe('login_blocked')
    await world.control('fault', { path: '/sns/jscode2session', status: 500, times: 1 })
    const again = await world.client().call('session.login', { code: await world.loginCode('someone') })
    expect(again.code).toBe('wechat_unavailable')
    expect(again.headers.get('retry-after')).toBe('3')
  })

  test('ten at once of one new person make one user', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, () => world.loginCode('new-person')))
    const answers = await Promise.all(codes.map((code) => world.client().call('session.login', { code })))
    expect(answers.every((answer) => answer.status === 200)).toBe(true)
    const ids = answers.map((answer) => (jwt.decode(answer.body.accessToken) as jwt.JwtPayload).sub)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('access tokens', () => {
  const claims = { sid: '1', typ: 'access' }
  const good: SignOptions = {
    algorithm: 'HS256',
    subject: '1',
    issuer: 'huitou',
    audience: 'huitou-mini',
    keyid: KID,
    expiresIn: 900,
  }
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

  test.each<[string, () => string]>([
    ['none', () => jwt.sign(claims, '', { ...good, algorithm: 'none' })],
    ['another algorithm', () => jwt.sign(claims, KEY, { ...good, algorithm: 'HS512' })],
    ['an RSA signature', () => jwt.sign(claims, rsa, { ...good, algorithm: 'RS256' })],
    ['another secret', () => jwt.sign(claims, createSecretKey(Buffer.from('x'.repeat(40))), good)],
    ['an unknown key id', () => jwt.sign(claims, KEY, { ...good, keyid: 'unknown' })],
    ['__proto__ as key id', () => jwt.sign(claims, KEY, { ...good, keyid: '__proto__' })],
    ['another audience', () => jwt.sign(claims, KEY, { ...good, audience: 'huitou-console' })],
    ['another issuer', () => jwt.sign(claims, KEY, { ...good, issuer: 'somebody' })],
    ['another type', () => jwt.sign({ ...claims, typ: 'refresh' }, KEY, good)],
    ['no type', () => jwt.sign({ sid: '1' }, KEY, good)],
    [
      'no end',
      () =>
        jwt.sign(claims, KEY, {
          algorithm: 'HS256',
          subject: '1',
          issuer: 'huitou',
          audience: 'huitou-mini',
          keyid: KID,
        }),
    ],
    ['an end in the past', () => jwt.sign(claims, KEY, { ...good, expiresIn: -1 })],
    ['a beginning in the future', () => jwt.sign(claims, KEY, { ...good, notBefore: 3600 })],
    ['nothing of a token', () => 'not.a.token'],
    [
      'a payload that is not JSON',
      () =>
        [`{"alg":"HS256","typ":"JWT","kid":"${KID}"}`, 'nope{', 'x']
          .map((part) => Buffer.from(part).toString('base64url'))
          .join('.'),
    ],
    ['a huge one', () => jwt.sign({ ...claims, padding: 'x'.repeat(9000) }, KEY, good)],
    ['a session that does not exist', () => jwt.sign({ ...claims, sid: '99999999' }, KEY, good)],
  ])('%s does not get in', async (_, forge) => {
    const response = await fetch(`${world.url}/api/member.me`, {
      method: 'POST',
      headers: { authorization: `Bearer ${forge()}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'login_needed' })
  })

  test('a refresh token is no access token', async () => {
    const visitor = await world.visitor()
    visitor.session.accessToken = visitor.session.refreshToken ?? ''
    expect((await visitor.send('member.me', {})).code).toBe('login_needed')
  })

  test('an older secret still verifies after a new one was put in front; gone, it does not', () => {
    const now = new Date()
    const old = createTokens(['old'.repeat(12)])
    const { accessToken } = old.access({ userId: '7', sessionId: '8' }, now)
    expect(createTokens(['new'.repeat(12), 'old'.repeat(12)]).readAccess(accessToken, now)).toEqual({
      userId: '7',
      sessionId: '8',
    })
    expect(createTokens(['new'.repeat(12)]).readAccess(accessToken, now)).toBeNull()
  })
})

describe('session.refresh', () => {
  test('rotates; two at once get the same successor and nobody is logged out', async () => {
    const visitor = await world.visitor()
    const refreshToken = visitor.session.refreshToken ?? ''
    const [one, two] = await Promise.all([
      visitor.call('session.refresh', { refreshToken }),
      visitor.call('session.refresh', { refreshToken }),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.body.refreshToken).toBe(two.body.refreshToken)
    expect(one.body.refreshToken).not.toBe(refreshToken)
  })

  test('a spent token used later ends the whole family', async () => {
    const visitor = await world.visitor()
    const stolen = visitor.session.refreshToken ?? ''
    const next = await visitor.must('session.refresh', { refreshToken: stolen })
    visitor.session.accessToken = next.accessToken
    world.clock.advance(31_000)
    expect((await visitor.call('session.refresh', { refreshToken: stolen })).code).toBe('login_needed')
    expect((await visitor.call('session.refresh', { refreshToken: next.refreshToken })).code).toBe('login_needed')
    expect((await visitor.send('member.me', {})).code).toBe('login_needed')
    const [id] = stolen.split('.')
    expect(await world.db.manager.findOneByOrFail(Sessions, { id: id ?? '' })).toMatchObject({
      endedWhy: 'refresh_reused',
    })
  })

  test.each(['', 'a.b.c', '1.1.forged', '999999.1.forged', `1.${'9'.repeat(30)}.x`])(
    '%j is refused',
    async (refreshToken) => {
      const answer = await world.client().call('session.refresh', { refreshToken })
      expect(['login_needed', 'input_invalid']).toContain(answer.code)
    },
  )
})

test('session.logout ends the session for its access token too', async () => {
  const visitor = await world.visitor()
  await visitor.must('session.logout', {})
  expect((await visitor.send('member.me', {})).code).toBe('login_needed')
  expect((await visitor.call('session.refresh', { refreshToken: visitor.session.refreshToken ?? '' })).code).toBe(
    'login_needed',
  )
})
