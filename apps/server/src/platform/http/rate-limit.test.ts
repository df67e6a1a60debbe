import { startWorld, type World } from '#test/world'

let world: World
beforeAll(async () => {
  world = await startWorld({ RATE_COMMANDS: 3, RATE_QUERIES: 5 })
})
afterAll(() => world.stop())

test('counts commands and queries per person, says when to come back, and leaves others alone', async () => {
  const person = await world.visitor()
  const codes = []
  for (let index = 0; index < 5; index += 1) codes.push((await person.send('joining.landing', {})).code)
  expect(codes).toEqual([undefined, undefined, undefined, 'too_many_requests', 'too_many_requests'])
  const refused = await person.send('joining.landing', {})
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  const queries = []
  for (let index = 0; index < 6; index += 1) queries.push((await person.send('member.me', {})).code)
  expect(queries.filter((code) => code === 'too_many_requests')).toHaveLength(1)
  const other = await world.visitor()
  expect((await other.send('joining.landing', {})).status).toBe(200)
})

test('counts logins and calls per address, before anybody is known', async () => {
  const narrow = await startWorld({ RATE_LOGINS: 2, RATE_ADDRESS: 6 })
  const codes = []
  for (let index = 0; index < 4; index += 1) {
    const answer = await narrow.client().call('session.login', { code: 'made-up' })
    codes.push(answer.code)
  }
  expect(codes).toEqual(['login_code_invalid', 'login_code_invalid', 'too_many_requests', 'too_many_requests'])
  const spoofed = { 'x-forwarded-for': '203.0.113.7' }
  const rest = []
  for (let index = 0; index < 3; index += 1)
    rest.push((await narrow.client().call('store.brand', {}, { headers: spoofed })).code)
  expect(rest).toEqual([undefined, undefined, 'too_many_requests'])
  await narrow.stop()
})
