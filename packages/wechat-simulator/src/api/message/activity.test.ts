import { openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
})
afterEach(() => sim.stop())

const create = async () => sim.get('/cgi-bin/message/wxopen/activityid/create', { access_token: await sim.token() })

const update = async (id: unknown, state: unknown, parameters: Record<string, unknown> | null) => {
  const list = parameters && Object.entries(parameters).map(([name, value]) => ({ name, value }))
  const body = { activity_id: id, target_state: state, template_info: { parameter_list: list } }
  return (await sim.post('/cgi-bin/message/wxopen/updatablemsg/send', { access_token: await sim.token() }, body))
    .errcode
}

const GATHERING = { member_count: '2', room_limit: '5' }
const BEGUN = { path: 'pages/home/index', version_type: 'release' }

test('gathers as often as it likes, begins once, and then is final', async () => {
  const { activity_id: id, expiration_time: end } = await create()
  expect(end).toBe(START_MS / 1000 + 86_400)
  expect(await update(id, 0, GATHERING)).toBe(0)
  expect(await update(id, 0, { ...GATHERING, member_count: '3' })).toBe(0)
  expect(await update(id, 1, BEGUN)).toBe(0)
  expect(await update(id, 1, BEGUN)).toBe(47502)
  expect(await update(id, 0, GATHERING)).toBe(47502)
})

test('lives a day', async () => {
  const { activity_id: id } = await create()
  await sim.order('clock', { advanceMs: 86_399_999 })
  expect(await update(id, 0, GATHERING)).toBe(0)
  await sim.order('clock', { advanceMs: 1 })
  expect(await update(id, 0, GATHERING)).toBe(47504)
})

test.each([
  [0, null, 47001],
  [0, { member_count: '2' }, 47001],
  [0, { ...GATHERING, member_count: 2 }, 47001],
  [0, { ...GATHERING, path: 'x' }, 47001],
  [1, { version_type: 'release' }, 47001],
  [1, { ...BEGUN, version_type: 'formal' }, 47503],
  [1, { path: 'x' }, 47503],
  [2, GATHERING, 47502],
  ['0', GATHERING, 47502],
])('state %j with %j answers %i and changes nothing', async (state, parameters, errcode) => {
  const { activity_id: id } = await create()
  expect(await update(id, state, parameters)).toBe(errcode)
  expect(await update(id, 1, BEGUN)).toBe(0)
})

test.each(['x', 7, undefined])('the activity %j is unknown', async (id) => {
  expect(await update(id, 0, GATHERING)).toBe(47501)
})
