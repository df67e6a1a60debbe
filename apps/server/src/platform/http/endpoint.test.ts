import { newKey } from '#test/client'
import { startWorld, type World } from '#test/world'
import { inTransaction } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Commands, fingerprintOf, forgetAnswers } from './commands'
import { runCommand, type KeyedCall } from './run-command'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const raw = (path: string, init: RequestInit = {}) => fetch(world.url + path, init)
const json = { 'content-type': 'application/json' }

describe('the door', () => {
  test.each<[string, string, RequestInit, number, string]>([
    ['an unknown call', '/api/nobody.knows', { method: 'POST', headers: json, body: '{}' }, 404, 'not_found'],
    ['a name from the prototype', '/api/constructor', { method: 'POST', headers: json, body: '{}' }, 404, 'not_found'],
    ['another method', '/api/store.brand', { method: 'GET' }, 405, 'method_not_allowed'],
    [
      'no JSON',
      '/api/store.brand',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hi' },
      415,
      'body_not_json',
    ],
    ['broken JSON', '/api/store.brand', { method: 'POST', headers: json, body: '{"a":' }, 400, 'input_invalid'],
    [
      'a huge body',
      '/api/store.brand',
      { method: 'POST', headers: json, body: JSON.stringify({ a: 'x'.repeat(70_000) }) },
      413,
      'body_too_large',
    ],
    [
      'an old client',
      '/api/store.brand',
      { method: 'POST', headers: { ...json, 'x-client-version': 'weapp/0.0.9' }, body: '{}' },
      426,
      'update_needed',
    ],
    [
      'brackets without end',
      '/api/store.brand',
      { method: 'POST', headers: json, body: `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}` },
      400,
      'input_invalid',
    ],
    [
      'a body that does not unpack',
      '/api/store.brand',
      { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: 'no gzip' },
      400,
      'input_invalid',
    ],
    ['a way out of a folder', '/docs/..%2fpackage.json', { method: 'GET' }, 404, 'not_found'],
    ['an unknown page', '/nowhere', { method: 'GET' }, 404, 'not_found'],
  ])('%s gets a problem with code and words', async (_, path, init, status, code) => {
    const response = await raw(path, init)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const problem = (await response.json()) as { code: string; detail: string; requestId: string }
    expect(problem).toMatchObject({ code, status })
    expect(problem.detail.length).toBeGreaterThan(3)
    expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  })

  test('carries security headers, and answers of members are not cached', async () => {
    const page = await raw('/healthz')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    const answer = await world.client().call('store.brand', {})
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('describes itself: health, readiness, metrics, OpenAPI, docs', async () => {
    expect(await (await raw('/healthz')).json()).toMatchObject({ ok: true })
    expect(await (await raw('/readyz')).json()).toEqual({ ok: true, problems: [], warnings: [] })
    await world.client().call('store.brand', {})
    expect(await (await raw('/metrics')).text()).toContain('huitou_call_seconds_count{call="store.brand",outcome="ok"}')
    const document = (await (await raw('/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/api/checkin.checkIn')
    expect((await raw('/docs')).status).toBe(200)
    expect((await raw('/docs/swagger-ui-bundle.js')).status).toBe(200)
  })

  test('metrics are not for those whom a proxy on this machine lets in', async () => {
    expect((await raw('/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(404)
  })

  test('says which field is wrong', async () => {
    const person = await world.member()
    const { body } = await person.send('coupon.list', { tab: 'stolen' as 'used' })
    expect(body).toMatchObject({ code: 'input_invalid', issues: [{ field: 'tab' }] })
  })
})

describe('keys (P5)', () => {
  test('a key belongs to its sender: another member’s same key is independent', async () => {
    const [one, two] = [await world.member(), await world.member()]
    const key = newKey()
    const input = { templateId: world.shop.templates.coffee }
    const [first, second] = [await one.send('coupon.claim', input, key), await two.send('coupon.claim', input, key)]
    expect([first.status, second.status, second.replayed]).toEqual([200, 200, false])
    expect(first.body.coupon.id).not.toBe(second.body.coupon.id)
  })

  test.each(['short', 'x'.repeat(65), 'has spaces in it here'])('%j is no key', async (key) => {
    const person = await world.member()
    expect((await person.send('checkin.checkIn', {}, key)).code).toBe('key_missing')
  })

  test('a refusal keeps no key: once there is enough, the same key goes through', async () => {
    const person = await world.member()
    const { items } = await person.must('mall.items', {})
    const [item] = items
    const key = newKey()
    const input = { itemId: item?.id ?? '', pointsSeen: item?.points ?? 0 }
    expect((await person.send('mall.exchange', input, key)).code).toBe('points_short')
    await world.setBalance(person, 1000)
    expect((await person.send('mall.exchange', input, key)).status).toBe(200)
  })

  test('after a week the answer is gone, and the same key tells it from the row', async () => {
    const person = await world.member()
    const key = newKey()
    const input = { templateId: world.shop.templates.coffee }
    const first = await person.send('coupon.claim', input, key)
    const inAWeek = new Date(world.clock.now().getTime() + 7 * 86_400_000 + 1000)
    expect(await inTransaction(world.db, (tx) => forgetAnswers(tx, inAWeek))).toBeGreaterThan(0)
    expect(await world.db.manager.findOneByOrFail(Commands, { key })).toMatchObject({ answer: null })
    const again = await person.send('coupon.claim', input, key)
    expect(again).toMatchObject({ status: 200, replayed: true, body: first.body })
    expect((await person.send('coupon.claim', { templateId: world.shop.templates.autumn }, key)).code).toBe(
      'key_reused',
    )
  })

  test('a sender whose work another process has done meanwhile is answered with it, not with a refusal', async () => {
    const claimedElsewhere = {
      actor: 'user:0',
      key: newKey(),
      name: 'test.command',
      fingerprint: fingerprintOf('test.command', {}),
    }
    const call: KeyedCall<{ done: string }> = {
      ...claimedElsewhere,
      secret: false,
      input: {},
      now: world.clock.now(),
      // By now the other process has committed, and what this one wants is gone.
      run: async () => {
        throw new Refused('points_short')
      },
      show: async (_read, effect) => ({ done: effect }),
    }
    await expect(runCommand(world.db, call)).rejects.toMatchObject({ code: 'points_short' })
    await world.db.manager.insert(Commands, {
      ...claimedElsewhere,
      effect: '7',
      answer: '{"done":"7"}',
      answerUntil: null,
      createdAt: new Date(),
    })
    expect(await runCommand(world.db, call)).toEqual({ answer: { done: '7' }, replayed: true })
  })
})
