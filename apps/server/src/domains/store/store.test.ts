import { startWorld, type World } from '#test/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('store.brand tells the business day in the brand’s zone, and when it ends', async () => {
  world.clock.set('2026-11-22T15:59:59.000Z')
  const evening = await world.client().must('store.brand', {})
  expect(evening).toMatchObject({ name: '禾木烘焙', today: 20261122, dayEndsAt: '2026-11-22T16:00:00.000Z' })
  world.clock.set('2026-11-22T16:00:00.500Z')
  expect(await world.client().must('store.brand', {})).toMatchObject({ today: 20261123 })
})

test('store.list tells who is open now', async () => {
  world.clock.set('2026-11-22T04:00:00.000Z')
  const noon = await world.client().must('store.list', {})
  expect(noon.stores.map((store) => [store.name, store.hours, store.openNow])).toEqual([
    ['梧桐路店', '07:30–22:00', true],
    ['滨江店', '07:30–22:00', true],
  ])
  world.clock.set('2026-11-22T15:00:00.000Z')
  expect((await world.client().must('store.list', {})).stores.map((store) => store.openNow)).toEqual([false, false])
})
