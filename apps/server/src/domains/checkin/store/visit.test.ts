import { Codes } from '#server/domains/channel/entities'
import { startWorld, type World } from '#test/world'
import { StoreVisits } from '../entities'
import { planIs, planWith } from '../test-days'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const visit = (more: Partial<ReturnType<typeof planWith>['visit']>) =>
  planIs(world, planWith({ visit: { points: 5, per: 'day', evidence: 'printed', ...more } }))

const printed = async (storeId: string) =>
  (await world.db.manager.findOneByOrFail(Codes, { kind: 'store', storeId })).scene

describe('checkin.storeCode', () => {
  test('proves that somebody is in the store, for a minute or two; not of another store, not changed, not kept', async () => {
    await visit({ evidence: 'rotating' })
    const { wutong, riverside } = world.shop.stores
    const clerk = await world.staff('clerk', [wutong])
    expect((await clerk.call('checkin.storeCode', { storeId: riverside })).code).toBe('store_not_yours')
    const { scene, endsAt } = await clerk.must('checkin.storeCode', { storeId: wutong })
    expect(scene.length).toBeLessThanOrEqual(32)
    const person = await world.member()
    expect((await person.send('checkin.visitStore', { scene: await printed(wutong) })).code).toBe('code_not_fresh')
    const forged = scene.slice(0, -1) + (scene.endsWith('A') ? 'B' : 'A')
    expect((await person.send('checkin.visitStore', { scene: forged })).code).toBe('code_not_fresh')
    expect(await person.must('checkin.visitStore', { scene })).toMatchObject({ storeName: '梧桐路店', points: 5 })
    world.clock.set(new Date(Date.parse(endsAt) + 59_000))
    const late = await world.member()
    expect((await late.send('checkin.visitStore', { scene })).status).toBe(200)
    world.clock.set(new Date(Date.parse(endsAt) + 61_000))
    const tooLate = await world.member()
    expect((await tooLate.send('checkin.visitStore', { scene })).code).toBe('code_not_fresh')
    expect(await world.db.manager.countBy(StoreVisits, { memberId: tooLate.memberId })).toBe(0)
  })

  test('counts as well where a printed code will do', async () => {
    await visit({})
    const { scene } = await (await world.staff()).must('checkin.storeCode', { storeId: world.shop.stores.wutong })
    const person = await world.member()
    expect(await person.must('checkin.visitStore', { scene })).toMatchObject({ points: 5 })
  })
})

test('the bonus is for each store where the plan says so: once a day in each, twenty at once or not', async () => {
  await visit({ per: 'store' })
  const person = await world.member()
  const { wutong, riverside } = world.shop.stores
  const scenes = [await printed(wutong), await printed(riverside)]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => person.send('checkin.visitStore', { scene: scenes[index % 2] ?? '' })),
  )
  expect(answers.every((answer) => answer.status === 200)).toBe(true)
  expect(await world.db.manager.countBy(StoreVisits, { memberId: person.memberId })).toBe(2)
  expect((await person.must('points.balance', {})).available).toBe(60)
  await visit({ per: 'day' })
  const once = await world.member()
  for (const scene of scenes) await once.must('checkin.visitStore', { scene })
  expect(await world.db.manager.countBy(StoreVisits, { memberId: once.memberId })).toBe(1)
})
