import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const call = async (path: string, body: object) => sim.post(path, { access_token: await sim.token() }, body)
const quota = (path: unknown) => call('/cgi-bin/openapi/quota/get', { cgi_path: path })
const clear = (appid: unknown = APP.appId) => call('/cgi-bin/clear_quota', { appid })

test('the quota of a call counts what was used today, until it is cleared', async () => {
  await call('/wxa/genwxashortlink', { page_url: 'pages/home/index' })
  expect(await quota('/wxa/genwxashortlink')).toMatchObject({
    errcode: 0,
    quota: { daily_limit: 10_000_000, used: 1, remain: 9_999_999 },
  })
  expect(await quota('/wxa/getwxacodeunlimit')).toMatchObject({
    quota: { daily_limit: 0, used: 0 },
    rate_limit: { call_count: 5_000, refresh_second: 60 },
  })
  expect(await quota('/wxa/generatescheme')).toMatchObject({ rate_limit: { call_count: 100, refresh_second: 1 } })
  expect((await clear()).errcode).toBe(0)
  expect((await quota('/wxa/genwxashortlink')).quota).toMatchObject({ used: 0 })
})

test('an unknown call has no quota, nor has a log-in', async () => {
  expect((await quota('/wxa/typo')).errcode).toBe(76021)
  expect((await quota(undefined)).errcode).toBe(76021)
  expect((await quota('/sns/jscode2session')).errcode).toBe(76022)
})

test('quotas are cleared ten times a month of Beijing', async () => {
  expect((await clear('wx0')).errcode).toBe(40013)
  for (let times = 0; times < 10; times += 1) expect((await clear()).errcode).toBe(0)
  expect((await clear()).errcode).toBe(48006)
  await sim.order('clock', { at: '2026-12-01T00:00:00+08:00' })
  expect((await clear()).errcode).toBe(0)
})

test('the addresses of the pushes', async () => {
  expect(await sim.get('/cgi-bin/getcallbackip', { access_token: await sim.token() })).toEqual({
    ip_list: ['127.0.0.1'],
  })
})

test('a rid is explained for seven days, without the token', async () => {
  const token = await sim.token()
  const { errmsg } = await quota('/wxa/typo')
  const rid = String(errmsg).split('rid: ')[1]
  const told = await call('/cgi-bin/openapi/rid/get', { rid })
  expect(told).toMatchObject({
    errcode: 0,
    request: {
      invoke_time: START_MS / 1000,
      request_body: '{"cgi_path":"/wxa/typo"}',
      response_body: expect.stringContaining('76021'),
    },
  })
  expect(JSON.stringify(told)).not.toContain(token)
  expect((await call('/cgi-bin/openapi/rid/get', { rid: 'x' })).errcode).toBe(76002)
  expect((await call('/cgi-bin/openapi/rid/get', { rid: '00000000-00000000-00000000' })).errcode).toBe(76001)
  await sim.order('clock', { advanceMs: 7 * 86_400_000 + 1 })
  expect((await call('/cgi-bin/openapi/rid/get', { rid })).errcode).toBe(76004)
})
