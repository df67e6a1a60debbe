import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
let openid: unknown
beforeEach(async () => {
  sim = await openSimulator()
  openid = (await sim.order('visit', { key: 'writer' })).openid
})
afterEach(() => sim.stop())

const TWO_HOURS_MS = 7_200_000

const call = async (name: string, body: object) => sim.post(`/wxa/${name}`, { access_token: await sim.token() }, body)
const text = (content: unknown, more: object = {}) =>
  call('msg_sec_check', { content, version: 2, scene: 2, openid, ...more })
const media = (url: unknown, more: object = {}) =>
  call('media_check_async', { media_url: url, media_type: 2, version: 2, scene: 1, openid, ...more })
const rank = (more: object = {}) =>
  call('getuserriskrank', { appid: APP.appId, openid, scene: 1, client_ip: '203.0.113.7', ...more })

describe('text', () => {
  test('passes, is doubtful or is risky, with the words found', async () => {
    expect(await text('Good tea')).toEqual({
      errcode: 0,
      errmsg: 'ok',
      result: { suggest: 'pass', label: 100 },
      detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: 100, prob: 90 }],
      trace_id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}$/),
    })
    expect((await text('加微信')).result).toEqual({ suggest: 'review', label: 10001 })
    expect(await text('加微信赌博')).toMatchObject({
      result: { suggest: 'risky', label: 20006 },
      detail: [{ strategy: 'content_model' }, { keyword: '赌博', suggest: 'risky' }, { keyword: '加微信' }],
    })
  })

  test('title and nickname count, the signature only in a profile', async () => {
    expect((await text('Tea', { title: 'Risky' })).result).toMatchObject({ suggest: 'risky' })
    expect((await text('Tea', { nickname: 'risky' })).result).toMatchObject({ suggest: 'risky' })
    expect((await text('Tea', { signature: 'risky' })).result).toMatchObject({ suggest: 'pass' })
    expect((await text('Tea', { signature: 'risky', scene: 1 })).result).toMatchObject({ suggest: 'risky' })
  })

  test.each([
    ['', {}, 47001],
    [7, {}, 47001],
    ['茶'.repeat(2500), {}, 0],
    ['茶'.repeat(2501), {}, 47001],
    ['Tea', { version: 1 }, 47001],
    ['Tea', { scene: 0 }, 40129],
    ['Tea', { scene: 5 }, 40129],
    ['Tea', { openid: '' }, 40003],
    ['Tea', { openid: 'oOfAnotherApp' }, 43104],
  ])('%j with %j answers %i', async (content, more, errcode) => {
    expect((await text(content, more)).errcode).toBe(errcode)
  })

  test('its writer must have been there within two hours, by a visit or a log-in', async () => {
    await sim.order('clock', { advanceMs: TWO_HOURS_MS })
    expect((await text('Tea')).errcode).toBe(0)
    await sim.order('clock', { advanceMs: 1 })
    expect((await text('Tea')).errcode).toBe(61010)
    await sim.login(await sim.codeFor('login-code', 'writer'))
    expect((await text('Tea')).errcode).toBe(0)
    const { openid: neverThere } = await sim.order('users', { key: 'stranger' })
    expect((await text('Tea', { openid: neverThere })).errcode).toBe(61010)
  })

  test('the limit of a minute has a number of its own', async () => {
    const path = '/wxa/msg_sec_check per minute'
    await text('Tea')
    const counted = sim.world.callCounts.get(path)
    if (counted) counted.calls = 4_000
    expect((await text('Tea')).errcode).toBe(44991)
  })
})

describe('media', () => {
  test.each([
    ['https://shop.test/preview.png', { errcode: 0, suggest: 'pass', label: 100 }],
    ['https://shop.test/risky.png', { errcode: 0, suggest: 'risky', label: 20002 }],
    ['https://shop.test/doubtful.png', { errcode: 0, suggest: 'review', label: 21000 }],
    ['https://shop.test/missing.png', { errcode: -1008 }],
  ])('the verdict on %s comes later', async (url, verdict) => {
    const asked = await media(url)
    expect(asked).toEqual({ errcode: 0, errmsg: 'ok', trace_id: expect.any(String) })
    expect(await sim.order('verdicts', {})).toEqual({ verdicts: [] })
    await sim.order('clock', { advanceMs: 10_000 })
    expect(await sim.order('verdicts', {})).toMatchObject({
      verdicts: [{ traceId: asked.trace_id, openId: openid, mediaUrl: url, ...verdict }],
    })
    expect(sim.world.events).toMatchObject([
      {
        appEvent: 'wxa_media_check',
        openId: openid,
        fields: { appid: APP.appId, trace_id: asked.trace_id, version: 2, errcode: verdict.errcode },
        atMs: START_MS + 10_000,
      },
    ])
  })

  test.each([
    ['ftp://shop.test/a.png', {}, 47001],
    [undefined, {}, 47001],
    ['https://shop.test/a.png', { version: 1 }, 47001],
    ['https://shop.test/a.png', { media_type: 3 }, 40004],
    ['https://shop.test/a.png', { scene: 9 }, 40129],
    ['https://shop.test/a.png', { openid: 'oOfAnotherApp' }, 43104],
    ['https://shop.test/a.mp3', { media_type: 1 }, 0],
  ])('%s with %j answers %i', async (url, more, errcode) => {
    expect((await media(url, more)).errcode).toBe(errcode)
  })
})

describe('risk rank', () => {
  test('is 0 until the control plane says otherwise', async () => {
    expect(await rank()).toEqual({
      errcode: 0,
      errmsg: 'getuserriskrank succ',
      risk_rank: 0,
      unoin_id: expect.any(Number),
    })
    expect(await sim.order('risk', { key: 'writer', rank: 4 })).toEqual({ key: 'writer', rank: 4 })
    expect((await rank()).risk_rank).toBe(4)
    await sim.order('risk', { key: 'writer', rank: null })
    expect((await rank()).errcode).toBe(61080)
    expect((await sim.order('risk', { key: 'writer', rank: 5 })).error).toContain('rank')
  })

  test.each([
    [{ appid: undefined }, 47001],
    [{ appid: 'wx0' }, 43104],
    [{ client_ip: undefined }, 47001],
    [{ client_ip: 'home' }, 47001],
    [{ client_ip: '2001:db8::7' }, 0],
    [{ scene: 3 }, 40129],
    [{ scene: 0 }, 0],
    [{ openid: '' }, 40003],
    [{ openid: 'oOfAnotherApp' }, 43104],
  ])('asked with %j answers %i', async (more, errcode) => {
    expect((await rank(more)).errcode).toBe(errcode)
  })

  test('too many questions about one person in a minute are refused', async () => {
    await rank()
    const asked = sim.world.callCounts.get('risk rank of writer per minute')
    if (asked) asked.calls = 60
    expect((await rank()).errcode).toBe(61081)
  })
})
