import { engineOf } from '#server/platform/db/connect'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { createDesk } from '../test-desk'

let world: World
let desk: ReturnType<typeof createDesk>
beforeAll(async () => {
  world = await startRuledWorld()
  desk = createDesk(world)
})
afterAll(() => world.stop())

/** A clerk who has verified a coupon, sold something, and taken the verification back. */
async function workedDay() {
  const [person, clerk] = [await world.member(), await world.staff()]
  const visit = await desk.visit(person, clerk)
  const couponId = visit.coupons[0]?.id ?? ''
  const { verification } = await clerk.must('counter.verify', { visitId: visit.id, couponId })
  await desk.sell(person, clerk, 2500)
  await clerk.must('counter.undo', { verificationId: verification.id, reason: '扫错了券' })
  return { person, clerk }
}

describe('counter.day', () => {
  test('everything that was done, newest first, with who, how much and what was undone', async () => {
    const { clerk } = await workedDay()
    const { rows, mine } = await clerk.must('counter.day', { storeId: desk.storeId, staffId: clerk.staffId })
    expect(rows.map((row) => row.kind)).toEqual(['purchase', 'verification'])
    expect(rows[0]).toMatchObject({ amountFen: 2500, staffName: '小方', undoneAt: null })
    expect(rows[0]?.undoUntil).not.toBeNull()
    expect(rows[1]).toMatchObject({ title: '见面礼券', undoReason: '扫错了券', undoneBy: '小方', undoUntil: null })
    expect(mine).toMatchObject({ verified: 0, purchases: 1, paidFen: 2500, undone: 1 })
  })

  test('coupons used on a bill count as verified, like those verified alone', async () => {
    const [person, clerk] = [await world.member(), await world.staff()]
    const { id: visitId } = await desk.visit(person, clerk)
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen: 4400 })
    expect(quote.couponIds).toHaveLength(1)
    const wanted = { visitId, amountFen: 4400, couponIds: quote.couponIds, payableSeenFen: quote.payableFen }
    const { bill } = await clerk.must('counter.openBill', wanted)
    await clerk.must('counter.confirmBill', { billId: bill.id })
    const { mine } = await clerk.must('counter.day', { storeId: desk.storeId })
    expect(mine).toMatchObject({ verified: 1, purchases: 1 })
    const { shift } = await clerk.must('counter.handOver', { storeId: desk.storeId })
    expect(shift.totals).toMatchObject({ verified: 1, purchases: 1 })
  })

  test('per clerk for who runs the store; a clerk sees their own sum only', async () => {
    const [first, second] = [await workedDay(), await workedDay()]
    const manager = await world.staff('manager')
    const day = await manager.must('counter.day', { storeId: desk.storeId })
    const of = (staffId: string) => day.clerks.find((one) => one.staffId === staffId)?.totals
    expect(of(first.clerk.staffId)).toMatchObject({ purchases: 1, undone: 1 })
    expect(of(second.clerk.staffId)).toMatchObject({ purchases: 1, undone: 1 })
    expect(day.totals.purchases).toBe(day.clerks.reduce((sum, one) => sum + one.totals.purchases, 0))
    expect((await first.clerk.must('counter.day', { storeId: desk.storeId })).clerks).toEqual([])
    const elsewhere = await world.staff('manager', [world.shop.stores.riverside])
    expect((await elsewhere.send('counter.day', { storeId: desk.storeId })).code).toBe('store_not_yours')
  })
})

describe('counter.shift, counter.handOver, counter.shifts', () => {
  test('what was done since the last hand-over; handed over it begins at nothing, and is kept', async () => {
    const { person, clerk } = await workedDay()
    const running = await clerk.must('counter.shift', { storeId: desk.storeId })
    expect(running.shift).toMatchObject({ endedAt: null, totals: { purchases: 1, paidFen: 2500, undone: 1 } })
    const { shift } = await clerk.must('counter.handOver', { storeId: desk.storeId, note: '马克杯只剩两只' })
    expect(shift).toMatchObject({ note: '马克杯只剩两只', totals: running.shift.totals })
    expect((await clerk.send('counter.handOver', { storeId: desk.storeId })).code).toBe('shift_empty')
    await desk.sell(person, clerk, 100)
    expect((await clerk.must('counter.shift', { storeId: desk.storeId })).shift.totals).toMatchObject({
      ...{ purchases: 1, paidFen: 100, undone: 0 },
    })
    const manager = await world.staff('manager')
    const { shifts } = await manager.must('counter.shifts', { storeId: desk.storeId })
    expect(shifts.map((one) => one.note)).toContain('马克杯只剩两只')
    expect((await clerk.send('counter.shifts', { storeId: desk.storeId })).code).toBe('not_allowed')
  })

  test('ten phones of one clerk hand over once', async () => {
    const { clerk } = await workedDay()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clerk.send('counter.handOver', { storeId: desk.storeId })),
    )
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
    expect(answers.filter((one) => one.code === 'shift_empty')).toHaveLength(9)
  })
})

test('twelve sales while the shift is handed over again and again: each is in one shift', async () => {
  const clerk = await world.staff()
  const bills: string[] = []
  for (let index = 0; index < 12; index += 1) {
    const { id: visitId } = await desk.visit(await world.member(), clerk)
    const wanted = { visitId, amountFen: 1000, couponIds: [], payableSeenFen: 1000 }
    bills.push((await clerk.must('counter.openBill', wanted)).bill.id)
  }
  const shifts: number[] = []
  const handOver = async () => {
    const { body, status } = await clerk.send('counter.handOver', { storeId: desk.storeId })
    if (status === 200) shifts.push(body.shift.totals.purchases)
  }
  const sales = bills.map((billId) => clerk.must('counter.confirmBill', { billId }))
  for (let index = 0; index < 6; index += 1) await handOver()
  await Promise.all(sales)
  await handOver()
  expect(shifts.reduce((sum, one) => sum + one, 0)).toBe(12)
})

// Last in this file: after an EXPLAIN the embedded reader keeps the moment at which it was asked.
describe('a store’s day', () => {
  test('walks its index', async () => {
    const sql = 'SELECT id FROM counter_act WHERE store_id = 1 AND day = 20261122 ORDER BY id DESC LIMIT 21'
    const mysql = engineOf(world.db) === 'mysql'
    const plan = JSON.stringify(await world.db.query(`${mysql ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql}`))
    expect(plan).toContain('ix_counter_act_store_id_day_id')
  })
})
