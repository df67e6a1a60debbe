import { openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const PAGE = 'pages/landing/index'
const NOW_S = START_MS / 1000
const DAY_S = 86_400

const call = async (name: string, body: object) => sim.post(`/wxa/${name}`, { access_token: await sim.token() }, body)
const scheme = (jump: object, more: object = {}) => call('generatescheme', { jump_wxa: jump, ...more })
const urlLink = (body: object) => call('generate_urllink', body)
const shortLink = (body: object) => call('genwxashortlink', body)
const open = (link: unknown) => sim.order('open-link', { key: 'guest', link })

test('a scheme leads to its page with its query, each to its own', async () => {
  const one = await scheme({ path: PAGE, query: 'c=1' })
  const other = await scheme({ path: PAGE, query: 'c=2' })
  expect(one).toEqual({ errcode: 0, errmsg: 'ok', openlink: expect.stringMatching(/^weixin:\/\/dl\/business\/\?t=/) })
  expect(one.openlink).not.toBe(other.openlink)
  expect(await open(one.openlink)).toEqual({ path: PAGE, query: 'c=1' })
  expect(await open(other.openlink)).toEqual({ path: PAGE, query: 'c=2' })
  expect((await open('weixin://dl/business/?t=else')).error).toContain('not one of')
})

test('without a path a link leads home', async () => {
  expect(await open((await urlLink({})).url_link)).toEqual({ path: 'pages/home/index', query: '' })
  expect(await open((await call('generatescheme', {})).openlink)).toMatchObject({ path: 'pages/home/index' })
})

test.each([
  [{ path: 'pages/gone/index' }, 40165],
  [{ path: `/${PAGE}` }, 40165],
  [{ path: `${PAGE}?a=1` }, 40165],
  [{ path: 7 }, 40165],
  [{ query: 'a'.repeat(1025) }, 40212],
  [{ query: 'a=茶' }, 40212],
  [{ query: 'a'.repeat(1024) }, 0],
  [{ env_version: 'beta' }, 85402],
  [{ env_version: 'trial' }, 0],
])('target %j', async (fields, errcode) => {
  expect((await scheme(fields)).errcode).toBe(errcode)
  expect((await urlLink(fields)).errcode).toBe(errcode)
})

test.each([
  [{ expire_type: 0 }, 85401],
  [{ expire_time: NOW_S + 59 }, 85401],
  [{ expire_time: NOW_S + 60 }, 0],
  [{ expire_time: NOW_S + 30 * DAY_S }, 0],
  [{ expire_time: NOW_S + 30 * DAY_S + 1 }, 85401],
  [{ expire_type: 1 }, 85401],
  [{ expire_type: 1, expire_interval: 0 }, 85401],
  [{ expire_type: 1, expire_interval: 30 }, 0],
  [{ expire_type: 1, expire_interval: 31 }, 85401],
  [{ expire_type: 2, expire_interval: 1 }, 85401],
])('expiry %j', async (fields, errcode) => {
  expect((await scheme({}, { is_expire: true, ...fields })).errcode).toBe(errcode)
  expect((await scheme({}, fields)).errcode).toBe(errcode)
  expect((await scheme({}, { is_expire: false, ...fields })).errcode).toBe(0)
  expect((await urlLink(fields)).errcode).toBe(errcode)
})

test('a link ends when it said, or after thirty days', async () => {
  const { openlink: soon } = await scheme({}, { is_expire: true, expire_time: NOW_S + 60 })
  const { url_link: nextDay } = await urlLink({ expire_type: 1, expire_interval: 1 })
  const { openlink: longest } = await scheme({})
  await sim.order('clock', { advanceMs: 60_000 })
  expect((await open(soon)).error).toContain('expired')
  expect((await open(nextDay)).path).toBeDefined()
  await sim.order('clock', { advanceMs: DAY_S * 1000 })
  expect((await open(nextDay)).error).toContain('expired')
  expect((await open(longest)).path).toBeDefined()
  await sim.order('clock', { advanceMs: 29 * DAY_S * 1000 })
  expect((await open(longest)).error).toContain('expired')
})

test('at most a hundred a second, and half a million a day of both kinds together', async () => {
  const token = await sim.token()
  const make = (path: string) => sim.post(path, { access_token: token }, { path: PAGE })
  const answers = await Promise.all(Array.from({ length: 101 }, () => make('/wxa/generate_urllink')))
  expect(answers.filter(({ errcode }) => errcode === 44990)).toHaveLength(1)
  await sim.order('clock', { advanceMs: 1000 })
  const spent = sim.world.callCounts.get('schemes and url links per day')
  expect(spent?.calls).toBe(100)
  if (spent) spent.calls = 499_999
  expect((await make('/wxa/generate_urllink')).errcode).toBe(0)
  expect((await make('/wxa/generatescheme')).errcode).toBe(44993)
})

test('a short link carries its query in the page and ends after thirty days unless permanent', async () => {
  const short = await shortLink({ page_url: `${PAGE}?a=1&b=2`, page_title: 'Tea house' })
  expect(short).toEqual({ errcode: 0, errmsg: 'ok', link: expect.stringMatching(/^#小程序:\/\/Tea house\//) })
  expect(await open(short.link)).toEqual({ path: PAGE, query: 'a=1&b=2' })
  const { link: forEver } = await shortLink({ page_url: PAGE, is_permanent: true })
  await sim.order('clock', { advanceMs: 30 * DAY_S * 1000 })
  expect((await open(short.link)).error).toContain('expired')
  expect(await open(forEver)).toEqual({ path: PAGE, query: '' })
  sim.world.links.permanentShortLinks = 100_000
  expect((await shortLink({ page_url: PAGE, is_permanent: true })).errcode).toBe(85400)
})

test.each([
  [{}, 40066],
  [{ page_url: 'pages/gone/index' }, 40066],
  [{ page_url: `${PAGE}?${'a'.repeat(1024)}` }, 40066],
  [{ page_url: PAGE, page_title: 7 }, 40225],
  [{ page_url: PAGE, page_title: 'a risky title' }, 40225],
  [{ page_url: PAGE, is_permanent: 'yes' }, 47001],
  [{ page_url: PAGE, page_title: 'x'.repeat(21) }, 0],
])('short link of %j', async (body, errcode) => {
  expect((await shortLink(body)).errcode).toBe(errcode)
})
