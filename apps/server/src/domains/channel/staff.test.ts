import { addDays } from '@huitou/shared/kit/day'
import { Codes } from './entities'
import { WalkInEntries } from './entry/entities'
import { Sources } from './source/entities'
import { startWorld, type World } from '#test/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('channel.myCode: one code for each of the staff, however often and at once, drawn by WeChat', async () => {
  const clerk = await world.staff('clerk')
  const answers = await Promise.all(Array.from({ length: 8 }, () => clerk.must('channel.myCode', {})))
  expect(new Set(answers.map(({ code }) => code.id)).size).toBe(1)
  expect(answers[0]?.code).toMatchObject({ kind: 'staff', staffId: clerk.staffId, storeName: '梧桐路店' })
  expect(answers[0]?.image).toMatch(/^data:image\//)
  expect(await world.db.manager.countBy(Codes, { staffId: clerk.staffId })).toBe(1)
  expect((await (await world.member()).send('channel.myCode', {})).code).toBe('not_allowed')
})

test('channel.payCode: one for each of the staff and store, of the source of its own, apart from their own code', async () => {
  const { wutong, riverside } = world.shop.stores
  const clerk = await world.staff('clerk', [wutong, riverside])
  const { code: own } = await clerk.must('channel.myCode', {})
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => clerk.must('channel.payCode', { storeId: riverside })),
  )
  expect(new Set(answers.map(({ code }) => code.id)).size).toBe(1)
  const [{ code, image } = { code: null, image: '' }] = answers
  expect(code).toMatchObject({ kind: 'staff', staffId: clerk.staffId, storeId: riverside })
  expect(image).toMatch(/^data:image\//)
  const here = await clerk.must('channel.payCode', { storeId: wutong })
  expect(new Set([own.id, code?.id, here.code.id]).size).toBe(3)
  const { sourceId } = await world.db.manager.findOneByOrFail(Codes, { id: here.code.id })
  expect(await world.db.manager.findOneByOrFail(Sources, { id: sourceId })).toMatchObject({ sourceKey: 'pay' })
  const elsewhere = await world.staff('clerk', [wutong])
  expect((await elsewhere.send('channel.payCode', { storeId: riverside })).code).toBe('store_not_yours')
  expect((await (await world.member()).send('channel.payCode', { storeId: wutong })).code).toBe('not_allowed')
})

test('a code of one’s own that was ended is not shown any more: there is a new one in its place', async () => {
  const clerk = await world.staff('clerk')
  const operator = await world.operator()
  const storeId = world.shop.stores.wutong
  const [{ code: own }, { code: pay }] = [
    await clerk.must('channel.myCode', {}),
    await clerk.must('channel.payCode', { storeId }),
  ]
  for (const { id: codeId } of [own, pay]) await operator.must('channel.endCode', { codeId })
  const fresh = [(await clerk.must('channel.myCode', {})).code, (await clerk.must('channel.payCode', { storeId })).code]
  expect(new Set([own, pay, ...fresh].map(({ id }) => id)).size).toBe(4)
  expect((await clerk.must('channel.myCode', {})).code.id).toBe(fresh[0]?.id)
  const placeOf = async (scene: string) => (await (await world.visitor()).must('joining.landing', { scene })).place
  expect(await placeOf(own.scene)).toBeNull()
  expect(await placeOf(fresh[0]?.scene ?? '')).toMatchObject({ kind: 'staff' })
})

test('channel.offers: a manager binds only coupons that members may take anyway', async () => {
  const manager = await world.staff('manager')
  const storeId = world.shop.stores.wutong
  const { templates } = await manager.must('channel.offers', {})
  expect(templates.map(({ name }) => name)).toContain('秋日满20减5')
  const standee = { storeId, kind: 'standee' as const, label: '门口立牌', templateId: world.shop.templates.autumn }
  expect((await manager.must('channel.createCode', standee)).code).toMatchObject({ couponName: '秋日满20减5' })
  const own = { ...standee, templateId: world.shop.templates.mug }
  expect((await manager.send('channel.createCode', own)).code).toBe('not_found')
  const stranger = (await world.staff('clerk', [world.shop.stores.riverside])).staffId
  const field = { storeId, kind: 'field' as const, label: '地推', staffId: stranger }
  expect((await manager.send('channel.createCode', field)).code).toBe('not_found')
})

test('channel.setTarget: for staff of the caller’s stores', async () => {
  const manager = await world.staff('manager')
  const [mine, other] = [await world.staff('clerk'), await world.staff('clerk', [world.shop.stores.riverside])]
  await manager.must('channel.setTarget', { staffId: mine.staffId, daily: 3 })
  expect(await manager.must('channel.setTarget', { staffId: mine.staffId, daily: 5 })).toMatchObject({ daily: 5 })
  expect((await mine.must('attribution.mine', {})).target).toBe(5)
  expect((await manager.send('channel.setTarget', { staffId: other.staffId, daily: 5 })).code).toBe('not_found')
  expect((await mine.send('channel.setTarget', { staffId: mine.staffId, daily: 1 })).code).toBe('not_allowed')
})

test('channel.enterWalkIns and channel.walkIns: one figure a day, put right by anybody of the store, each on record', async () => {
  const storeId = world.shop.stores.wutong
  const [clerk, manager] = [await world.staff('clerk'), await world.staff('manager')]
  const { today } = await clerk.must('channel.walkIns', { storeId })
  await Promise.all(
    [clerk, manager].map((one) => one.must('channel.enterWalkIns', { storeId, day: today, people: 80 })),
  )
  await manager.must('channel.enterWalkIns', { storeId, day: today, people: 86 })
  const { rows } = await clerk.must('channel.walkIns', { storeId })
  expect(rows).toMatchObject([{ day: today, people: 86, enteredBy: '小方' }])
  expect(await world.db.manager.count(WalkInEntries)).toBe(3)
  const enter = (more: object) => clerk.send('channel.enterWalkIns', { storeId, day: today, people: 1, ...more })
  expect((await enter({ day: addDays(today, 1) })).code).toBe('input_invalid')
  expect((await enter({ day: addDays(today, -32) })).code).toBe('input_invalid')
  expect((await enter({ storeId: world.shop.stores.riverside })).code).toBe('store_not_yours')
  expect(await world.db.manager.count(WalkInEntries)).toBe(3)
})
