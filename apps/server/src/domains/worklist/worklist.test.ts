import { inTransaction } from '#server/platform/db/tx'
import type { OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { askStore } from './ask'
import { Items } from './entities'
import { missOver } from './miss'
import { workHands } from './test-worklist'

/** A Monday, eight in the morning; twenty o'clock is when a duty here is due. */
const MORNING = '2026-11-30T00:00:00.000Z'
const EVENING = '2026-11-30T12:05:00.000Z'
const LATE = '2026-11-30T13:00:00.000Z'
const TUESDAY = '2026-12-01T00:00:00.000Z'

let world: World
let hands: ReturnType<typeof workHands>
let operator: OperatorClient
let clerk: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = workHands(world)
})
beforeEach(async () => {
  world.clock.set(MORNING)
  operator = await world.operator()
  clerk = await world.staff()
})
afterEach(() => hands.clear())
afterAll(() => stopWithPromisesKept(world))

const relogin = async (...people: { relogin(): Promise<void> }[]) => {
  for (const person of people) await person.relogin()
}

describe('worklist.saveDuty, worklist.duties', () => {
  test('what is written is there, and today’s work with it, once', async () => {
    const dutyId = await hands.duty(operator)
    const { rows } = await operator.must('worklist.duties', {})
    expect(rows[0]).toMatchObject({ id: dutyId, state: 'on', title: '每日群提醒', text: '今天签到啦\n点开小程序就行' })
    await Promise.all([hands.make(), hands.make()])
    expect(await hands.mine(clerk)).toMatchObject([
      { group: 'later', state: 'open', dueAt: '2026-11-30T12:00:00.000Z', late: false, path: 'pages/checkin/index' },
    ])
  })

  test('what was due before it was written is nobody’s omission', async () => {
    world.clock.set(LATE)
    const dutyId = await hands.duty(await world.operator())
    expect(await hands.rows(dutyId)).toEqual([])
  })

  test('a change reaches what is open, and leaves what was done', async () => {
    const both = [world.shop.stores.wutong, world.shop.stores.riverside]
    const id = await hands.duty(operator, { storeIds: both })
    const [first] = await hands.mine(clerk)
    await clerk.must('worklist.done', { itemId: first?.id ?? '' })
    const body = hands.body({ title: '晚间群提醒', storeIds: both, dueMinutes: 1260 })
    await operator.must('worklist.saveDuty', { id, body })
    expect((await hands.rows(id)).map(({ title, state }) => [title, state])).toEqual([
      ['每日群提醒', 'done'],
      ['晚间群提醒', 'open'],
    ])
    await operator.must('worklist.saveDuty', { id, body: hands.body({ weekdays: [0] }) })
    expect(await hands.rows(id)).toMatchObject([{ state: 'done' }])
  })

  test('refuses what cannot be, and writes nothing', async () => {
    const send = (change: object, id: string | null = null) =>
      operator.send('worklist.saveDuty', { id, body: { ...hands.body(), ...change } })
    expect((await send({ onDay: 20261129 })).code).toBe('duty_never')
    expect((await send({ storeIds: ['999999'] })).code).toBe('not_found')
    expect((await send({ pictureId: '999999' })).code).toBe('not_found')
    expect((await send({ path: 'https://elsewhere.example' })).code).toBe('input_invalid')
    const viewer = await world.operator('viewer')
    expect((await viewer.send('worklist.saveDuty', { id: null, body: hands.body() })).status).toBe(403)
    expect((await operator.must('worklist.duties', {})).rows).toEqual([])
  })
})

describe('worklist.setDuty', () => {
  test('paused nothing is open; on again it comes back; ended it is over', async () => {
    const dutyId = await hands.duty(operator)
    const set = (state: 'on' | 'paused' | 'ended') => operator.send('worklist.setDuty', { dutyId, state })
    await set('paused')
    expect(await hands.rows(dutyId)).toEqual([])
    await hands.make()
    expect(await hands.rows(dutyId)).toEqual([])
    expect((await set('paused')).code).toBe('already_done')
    await set('on')
    expect(await hands.rows(dutyId)).toHaveLength(1)
    await set('ended')
    expect(await hands.rows(dutyId)).toEqual([])
    expect((await set('on')).code).toBe('duty_ended')
    expect((await operator.send('worklist.saveDuty', { id: dutyId, body: hands.body() })).code).toBe('duty_ended')
  })
})

describe('the work of a day', () => {
  test('comes anew each day, in each store, however often and late it is made', async () => {
    const dutyId = await hands.duty(operator, { storeIds: [] })
    const before = (await hands.rows(dutyId)).length
    world.clock.set(LATE.replace('11-30', '12-01'))
    await Promise.all([hands.make(), hands.make(), hands.make()])
    await hands.make()
    const rows = await hands.rows(dutyId)
    expect(rows).toHaveLength(2 * before)
    expect(rows.at(-1)).toMatchObject({ day: 20261201, dueAt: new Date('2026-12-01T12:00:00.000Z') })
  })

  test('of some weekdays, or once', async () => {
    const weekend = await hands.duty(operator, { weekdays: [0, 6] })
    const once = await hands.duty(operator, { onDay: 20261201 })
    expect([await hands.rows(weekend), await hands.rows(once)]).toEqual([[], []])
    world.clock.set(TUESDAY)
    await hands.make()
    expect(await hands.rows(weekend)).toEqual([])
    expect(await hands.rows(once)).toHaveLength(1)
  })

  test('is for those whose role it names, in their own stores', async () => {
    const manager = await world.staff('manager')
    const dutyId = await hands.duty(operator, { roles: ['manager'] })
    expect(await hands.mine(clerk)).toEqual([])
    expect(await hands.mine(manager)).toHaveLength(1)
    const itemId = await hands.itemOf(dutyId)
    expect((await clerk.send('worklist.done', { itemId })).code).toBe('not_found')
    const elsewhere = await world.staff('manager', [world.shop.stores.riverside])
    expect((await elsewhere.send('worklist.done', { itemId })).code).toBe('not_found')
    expect((await elsewhere.send('worklist.mine', { storeId: hands.storeId })).code).toBe('store_not_yours')
  })
})

describe('worklist.done, worklist.skip, worklist.undo', () => {
  test('marked once, said twice; within the grace it is on time, after it late', async () => {
    const [first, second] = [await hands.duty(operator), await hands.duty(operator)]
    world.clock.set(EVENING)
    await relogin(clerk)
    expect((await clerk.must('worklist.mine', { storeId: hands.storeId })).open).toBe(2)
    const itemId = await hands.itemOf(first)
    expect((await clerk.must('worklist.done', { itemId })).item).toMatchObject({
      state: 'done',
      late: false,
      by: '小方',
    })
    expect((await clerk.must('worklist.done', { itemId })).item.state).toBe('done')
    world.clock.set(LATE)
    await relogin(clerk)
    expect((await clerk.must('worklist.done', { itemId: await hands.itemOf(second) })).item.late).toBe(true)
    expect((await hands.rows(first))[0]?.closedAt?.getTime()).toBeLessThan(new Date(LATE).getTime())
  })

  test('of two clerks at once one wins, and the other is told who and when', async () => {
    const other = await world.staff()
    const itemId = await hands.itemOf(await hands.duty(operator))
    const answers = await Promise.all([clerk, other].map((one) => one.send('worklist.done', { itemId })))
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.code).toBe('work_taken')
    expect(refused?.body).toMatchObject({ by: '小方', at: expect.any(String) as string })
  })

  test('skipped with a reason; taken back within ten minutes by who did it, or who runs the store', async () => {
    const [other, manager] = [await world.staff(), await world.staff('manager')]
    const dutyId = await hands.duty(operator)
    const itemId = await hands.itemOf(dutyId)
    expect((await clerk.send('worklist.undo', { itemId })).code).toBe('work_open')
    const skipped = await clerk.must('worklist.skip', { itemId, reason: '群里刚发过' })
    expect(skipped.item).toMatchObject({ state: 'skipped', skipReason: '群里刚发过', group: 'closed' })
    expect((await clerk.send('worklist.done', { itemId })).code).toBe('work_taken')
    expect((await other.send('worklist.undo', { itemId })).code).toBe('not_allowed')
    await manager.must('worklist.undo', { itemId })
    expect(await hands.rows(dutyId)).toMatchObject([{ state: 'open', staffId: null, skipReason: null }])
    await clerk.must('worklist.done', { itemId })
    world.clock.advance(11 * 60_000)
    expect((await clerk.send('worklist.undo', { itemId })).code).toBe('work_undo_over')
  })

  test('missed when its day is over, whether or not that was written down', async () => {
    const dutyId = await hands.duty(operator)
    const itemId = await hands.itemOf(dutyId)
    world.clock.set(TUESDAY)
    await relogin(clerk)
    expect((await clerk.send('worklist.done', { itemId })).code).toBe('work_missed')
    await Promise.all([missOver(world.platform, world.clock.now()), missOver(world.platform, world.clock.now())])
    expect(await hands.rows(dutyId)).toMatchObject([{ state: 'missed', staffId: null }])
  })
})

describe('worklist.storeFigures, worklist.figures', () => {
  test('on time, late, skipped and missed, per store and person', async () => {
    const manager = await world.staff('manager')
    const duties: string[] = []
    for (let count = 0; count < 4; count += 1) duties.push(await hands.duty(operator))
    const items = await Promise.all(duties.map((id) => hands.itemOf(id)))
    await clerk.must('worklist.done', { itemId: items[0] ?? '' })
    await clerk.must('worklist.skip', { itemId: items[1] ?? '', reason: '今天休息' })
    world.clock.set(LATE)
    await relogin(clerk, manager)
    await clerk.must('worklist.done', { itemId: items[2] ?? '' })
    await missOver(world.platform, new Date(TUESDAY))
    const range = { from: 20261101, to: 20261130 }
    const figures = await manager.must('worklist.storeFigures', { storeId: hands.storeId, ...range })
    const sums = { onTime: 1, late: 1, skipped: 1 }
    expect(figures.stores).toMatchObject([{ storeId: hands.storeId, ...sums, missed: 1, open: 0 }])
    expect(figures.staff).toEqual([{ staffId: clerk.staffId, name: '小方', ...sums }])
    const all = await (await world.operator('viewer')).must('worklist.figures', range)
    expect(all.stores.find(({ storeId }) => storeId === hands.storeId)).toMatchObject({ ...sums, missed: 1 })
  })

  test('refuses more than 92 days, a clerk, and a store of others', async () => {
    const manager = await world.staff('manager')
    const asked = { storeId: hands.storeId, from: 20260101, to: 20260403 }
    expect((await manager.send('worklist.storeFigures', asked)).code).toBe('input_invalid')
    expect((await clerk.send('worklist.storeFigures', { ...asked, to: 20260102 })).code).toBe('not_allowed')
    const riverside = { ...asked, storeId: world.shop.stores.riverside, to: 20260102 }
    expect((await manager.send('worklist.storeFigures', riverside)).code).toBe('store_not_yours')
  })
})

test('a store is asked for one thing once; about whom leaves nothing is left', async () => {
  const person = await world.member()
  const errand = {
    ...{ storeId: hands.storeId, cause: 'test:1', dueAt: new Date(EVENING), title: '打个招呼', text: '问问想吃什么' },
    ...{ memberId: person.memberId, reason: '30 天没来' },
  }
  const ask = () => inTransaction(world.db, (tx) => askStore(tx, errand))
  expect(await ask()).toBe(await ask())
  expect(await hands.mine(clerk)).toMatchObject([{ title: '打个招呼', reason: '30 天没来', group: 'later' }])
  await person.must('privacy.leave', { confirmed: true })
  expect(await world.db.manager.countBy(Items, { memberId: person.memberId })).toBe(0)
})

test('however much was done or missed on a day, what is left to do is on the list', async () => {
  const errand = { dueAt: new Date(EVENING), title: '打个招呼', text: null, memberId: null, reason: null }
  const ask = (cause: string) =>
    inTransaction(world.db, (tx) => askStore(tx, { ...errand, storeId: hands.storeId, cause }))
  await inTransaction(world.db, async (tx) => {
    const first = await tx.findOneByOrFail(Items, {
      id: await askStore(tx, { ...errand, storeId: hands.storeId, cause: 'full:0' }),
    })
    const { id: _id, ...row } = { ...first, state: 'missed' as const }
    await tx.insert(
      Items,
      Array.from({ length: 300 }, (_, nth) => ({ ...row, cause: `full:${nth + 1}` })),
    )
  })
  const last = await ask('full:last')
  const mine = await clerk.must('worklist.mine', { storeId: hands.storeId })
  expect(mine.items).toHaveLength(300)
  expect(mine.items.filter(({ state }) => state === 'open').map(({ id }) => id)).toContain(last)
  await clerk.must('worklist.done', { itemId: last })
})
