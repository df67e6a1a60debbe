import { openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeAll(async () => {
  sim = await openSimulator()
})
afterAll(() => sim.stop())

const LOGIN = '/sns/jscode2session'
const fault = (body: object) => sim.order('fault', body)
const ask = async () => sim.login(await sim.codeFor('login-code', 'anyone'))

describe('users', () => {
  test('creates with a lasting openid, and updates only what is named', async () => {
    const made = await sim.order('users', { key: 'ann', phone: '13900139000', unionid: 'u1' })
    expect(made).toMatchObject({
      key: 'ann',
      unionid: 'u1',
      phone: '13900139000',
      countryCode: '86',
      blocked: false,
    })
    const changed = await sim.order('users', { key: 'ann', phone: null })
    expect(changed).toEqual({ ...made, phone: null, countryCode: null })
    expect((await sim.order('users', { key: 'ann', unionid: null })).unionid).toBeNull()
    const other = await openSimulator()
    expect((await other.order('users', { key: 'ann' })).openid).toBe(made.openid)
    await other.stop()
  })

  test('takes an openid of choice, once', async () => {
    expect((await sim.order('users', { key: 'ben', openid: 'oBen' })).openid).toBe('oBen')
    expect((await sim.order('users', { key: 'cat', openid: 'oBen' })).error).toMatch('belongs to "ben"')
  })

  test.each([
    [{}, 'key'],
    [{ key: '' }, 'key'],
    [{ key: 'x', openid: '' }, 'openid'],
    [{ key: 'x', phone: '12a' }, 'phone'],
    [{ key: 'x', phone: '13800138000', countryCode: '+86' }, 'countryCode'],
    [{ key: 'x', blocked: 'no' }, 'blocked'],
  ])('refuses %j', async (body, word) => {
    const response = await sim.fetchPost('/__sim/users', {}, body)
    expect(response.status).toBe(400)
    expect(Object(await response.json()).error).toContain(word)
  })

  test('refuses a body that is no JSON object', async () => {
    expect((await sim.order('users', 'key=ann')).error).toContain('JSON')
    expect((await sim.order('users', '7')).error).toContain('JSON')
  })

  test('a person without a number has no phone code', async () => {
    expect((await sim.order('phone-code', { key: 'phoneless' })).error).toContain('no phone number')
  })
})

describe('clock', () => {
  test('moves by advanceMs and to at', async () => {
    expect(await sim.order('clock', { advanceMs: 1500 })).toEqual({ now: '2026-11-22T02:00:01.500Z' })
    expect(await sim.order('clock', { advanceMs: -500 })).toEqual({ now: '2026-11-22T02:00:01.000Z' })
    expect(await sim.order('clock', { at: '2027-01-01T00:00:00+08:00' })).toEqual({
      now: '2026-12-31T16:00:00.000Z',
    })
    expect(await sim.order('clock', { at: START_MS })).toEqual({ now: '2026-11-22T02:00:00.000Z' })
  })

  test.each([{}, { advanceMs: 'soon' }, { at: 'tomorrow' }, { at: START_MS, advanceMs: 1 }])(
    'refuses %j',
    async (body) => {
      expect((await sim.order('clock', body)).error).toContain('clock')
    },
  )
})

describe('fault', () => {
  test.each([-1, 45009, 45011])('errcode %i, as often as told, on its path only', async (errcode) => {
    expect(await fault({ path: LOGIN, errcode, times: 2 })).toEqual({ waiting: 1 })
    expect(await sim.stable()).toHaveProperty('access_token')
    expect(await ask()).toMatchObject({ errcode, errmsg: expect.stringContaining('rid: ') })
    expect((await ask()).errcode).toBe(errcode)
    expect((await ask()).openid).toBeDefined()
  })

  test('* strikes any path, and an HTTP status comes as it is', async () => {
    await fault({ path: '*', status: 500 })
    expect((await sim.fetchGet(LOGIN)).status).toBe(500)
    expect((await sim.fetchGet(LOGIN)).status).toBe(200)
  })

  test('delayMs holds the answer back', async () => {
    await fault({ path: LOGIN, delayMs: 120 })
    const began = performance.now()
    expect((await ask()).openid).toBeDefined()
    expect(performance.now() - began).toBeGreaterThan(110)
  })

  test('text sends anything at all', async () => {
    await fault({ path: LOGIN, text: '<html>' })
    expect(await (await sim.fetchGet(LOGIN)).text()).toBe('<html>')
  })

  test('drop before the work leaves the code good, drop after it has spent the code', async () => {
    const spared = await sim.codeFor('login-code', 'cut-off')
    await fault({ path: LOGIN, drop: 'before' })
    await expect(sim.login(spared)).rejects.toThrow('fetch failed')
    expect((await sim.login(spared)).openid).toBeDefined()

    const spent = await sim.codeFor('login-code', 'cut-off')
    await fault({ path: LOGIN, drop: 'after' })
    await expect(sim.login(spent)).rejects.toThrow('fetch failed')
    expect((await sim.login(spent)).errcode).toBe(40029)
  })

  test('clear forgets all', async () => {
    await fault({ path: '*', errcode: -1, times: 9 })
    expect(await fault({ clear: true })).toEqual({ waiting: 0 })
    expect((await ask()).openid).toBeDefined()
  })

  test.each([
    [{ path: '/wxa/typo', errcode: -1 }, 'path'],
    [{ path: LOGIN }, 'name errcode'],
    [{ path: LOGIN, errcode: -1, status: 500 }, 'one of'],
    [{ path: LOGIN, errcode: 'x' }, 'errcode'],
    [{ path: LOGIN, status: 200 }, 'status'],
    [{ path: LOGIN, drop: true }, 'drop'],
    [{ path: LOGIN, text: 1 }, 'text'],
    [{ path: LOGIN, errcode: -1, times: 0 }, 'times'],
    [{ path: LOGIN, delayMs: -1 }, 'delayMs'],
  ])('refuses %j', async (body, word) => {
    expect((await fault(body)).error).toContain(word)
  })
})
