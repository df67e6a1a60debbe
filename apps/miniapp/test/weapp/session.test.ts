/** @jest-environment jsdom */
import { fixtures, refused } from '../host/responder'
import { quietMorning, tokens } from './answers'
import { endAll, start } from './start'

afterEach(endAll)

const authorization = (header: Record<string, string>) => header.authorization

test('logs in silently at launch, once, and shows the first tab', async () => {
  const host = start(fixtures(quietMorning))
  host.open('/pages/home/index')
  await host.settle()
  expect(host.requestsOf('session.login')).toHaveLength(1)
  expect(host.requestsOf('session.login')[0]?.data).toEqual({ code: 'js-code' })
  expect(host.requestsOf('member.me').map(({ header }) => authorization(header))).toEqual(['Bearer access-first'])
  expect(host.phone.requests.every(({ header }) => /^weapp\/\d/.test(header['x-client-version'] ?? ''))).toBe(true)
  expect(host.text()).toContain('林小满')
})

test('a second start uses the tokens of the first', async () => {
  const first = start(fixtures(quietMorning))
  first.open('/pages/home/index')
  await first.settle()
  first.dispose()
  const second = start(fixtures(quietMorning), { storage: first.phone.storage })
  second.open('/pages/home/index')
  await second.settle()
  expect(second.requestsOf('session.login')).toHaveLength(0)
})

test('many refused requests share one renewal, each goes again once, and all succeed (R3)', async () => {
  const storage = new Map<string, unknown>([['huitou:tokens', tokens('stale')]])
  const guarded = fixtures(quietMorning)
  const host = start(
    async (request) => {
      const reply = await guarded(request)
      return authorization(request.header) === 'Bearer access-stale' ? { statusCode: 401, data: {} } : reply
    },
    { storage },
  )
  host.open('/pages/home/index')
  await host.settle()
  const renewals = [...host.requestsOf('session.refresh'), ...host.requestsOf('session.login')]
  const refusals = host.phone.requests.filter(({ header }) => authorization(header) === 'Bearer access-stale')
  expect(renewals).toHaveLength(1)
  expect(refusals.length).toBeGreaterThan(1)
  expect(host.text()).toContain('林小满')
})

test('a refresh token that is no longer good falls back to one login', async () => {
  const storage = new Map<string, unknown>([['huitou:tokens', tokens('stale')]])
  const table = { ...quietMorning, 'session.refresh': () => refused(401, 'login_needed', '登录已经过期') }
  const guarded = fixtures(table)
  const host = start(
    async (request) =>
      authorization(request.header) === 'Bearer access-stale' ? { statusCode: 401, data: {} } : guarded(request),
    { storage },
  )
  host.open('/pages/home/index')
  await host.settle()
  expect(host.requestsOf('session.refresh')).toHaveLength(1)
  expect(host.requestsOf('session.login')).toHaveLength(1)
})

test('a second refusal stops: no endless logins', async () => {
  const guarded = fixtures(quietMorning)
  const host = start(async (request) =>
    request.name.startsWith('session.') || !authorization(request.header)
      ? guarded(request)
      : { statusCode: 401, data: {} },
  )
  host.open('/pages/home/index')
  await host.settle()
  const mine = host.requestsOf('member.me')
  expect(mine).toHaveLength(2)
  expect(host.requestsOf('session.login').length + host.requestsOf('session.refresh').length).toBeLessThanOrEqual(4)
})
