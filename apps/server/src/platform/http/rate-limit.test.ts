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
