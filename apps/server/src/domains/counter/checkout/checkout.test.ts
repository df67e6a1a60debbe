import { stopWithPromisesKept } from '#test/promises'
import { Purchases } from '#server/domains/purchase/entities'
import { newKey } from '#test/client'
import type { MemberClient, StaffClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Acts } from '../day/entities'
import { createDesk } from '../test-desk'

let world: World
let desk: ReturnType<typeof createDesk>
beforeAll(async () => {
  world = await startRuledWorld()
  desk = createDesk(world)
})
afterAll(() => stopWithPromisesKept(world))

const MINUTE_MS = 60_000
const AMOUNT_FEN = 4400

async function start() {
  const [person, clerk] = [await world.member(), await world.staff()]
  const visit = await desk.visit(person, clerk)
  return { person, clerk, visitId: visit.id }
}

describe('counter.quote', () => {
  test('suggests what takes most off, and says why others do not fit', async () => {
    const { clerk, visitId } = await start()
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen: AMOUNT_FEN })
    expect(quote).toMatchObject({ totalFen: AMOUNT_FEN, savedFen: 800, payableFen: 3600 })
    expect(quote.deductions.map((one) => one.kind)).toEqual(['coupon'])
    expect(quote.couponIds).toEqual(quote.bestCouponIds)
    const none = await clerk.must('counter.quote', { visitId, amountFen: AMOUNT_FEN, couponIds: [] })
    expect(none.quote.payableFen).toBe(AMOUNT_FEN)
  })

  test('another clerk’s visit, and a visit that is over, are none', async () => {
    const { clerk, visitId } = await start()
    const other = await world.staff()
    expect((await other.send('counter.quote', { visitId, amountFen: 100 })).code).toBe('not_found')
    world.clock.advance(10 * MINUTE_MS + 1)
    expect((await clerk.send('counter.quote', { visitId, amountFen: 100 })).code).toBe('visit_over')
  })

  test('a scanned coupon is for itself: no bill is made on it', async () => {
    const [person, clerk] = [await world.member(), await world.staff()]
    const { rows } = await person.must('coupon.list', { tab: 'unused' })
    const { code } = await person.must('coupon.showCode', { couponId: rows[0]?.id ?? '' })
    const { visit } = await clerk.must('counter.scan', { storeId: desk.storeId, code })
    expect((await clerk.send('counter.quote', { visitId: visit.id, amountFen: 100 })).code).toBe('not_found')
  })
})

describe('counter.openBill, counter.confirmBill', () => {
  test('the money in, coupon used, points given, one line in the day; twice is once', async () => {
    const { person, clerk, visitId } = await start()
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen: AMOUNT_FEN })
    const wanted = { visitId, amountFen: AMOUNT_FEN, payableSeenFen: quote.payableFen, receiptNo: 'A-1' }
    const { bill } = await clerk.must('counter.openBill', wanted)
    expect(bill).toMatchObject({ state: 'open', payableFen: 3600, mustAgree: false, purchaseId: null })
    const seen = await person.must('purchase.myBill', {})
    expect(seen.bill).toMatchObject({ id: bill.id, payableFen: bill.payableFen, deductions: bill.deductions })
    const key = newKey()
    const paid = await clerk.must('counter.confirmBill', { billId: bill.id }, key)
    expect(paid.bill).toMatchObject({ state: 'paid', earned: { points: 36 + 50 } })
    expect((await clerk.send('counter.confirmBill', { billId: bill.id }, key)).replayed).toBe(true)
    expect((await clerk.must('counter.confirmBill', { billId: bill.id })).bill).toEqual(paid.bill)
    expect((await clerk.must('counter.bill', { billId: bill.id })).bill.state).toBe('paid')
    const { rows } = await person.must('coupon.list', { tab: 'unused' })
    expect(rows).toEqual([])
    const where = { kind: 'purchase' as const, subjectId: paid.bill.purchaseId ?? '' }
    expect(await world.db.manager.find(Acts, { where })).toMatchObject([{ amountFen: 3600, staffId: clerk.staffId }])
  })

  test('other figures than those seen are refused, and nothing is opened', async () => {
    const { person, clerk, visitId } = await start()
    const asked = { visitId, amountFen: AMOUNT_FEN, payableSeenFen: AMOUNT_FEN }
    expect((await clerk.send('counter.openBill', asked)).code).toBe('quote_changed')
    expect((await person.must('purchase.myBill', {})).bill).toBeNull()
  })

  test('a bill that was cancelled, or is three minutes old, is not confirmed; another clerk’s is none', async () => {
    const { clerk, visitId } = await start()
    const [other, asked] = [await world.staff(), { visitId, amountFen: 100, couponIds: [], payableSeenFen: 100 }]
    const first = await clerk.must('counter.openBill', asked)
    expect((await other.send('counter.confirmBill', { billId: first.bill.id })).code).toBe('not_found')
    expect((await other.send('counter.bill', { billId: first.bill.id })).code).toBe('not_found')
    expect((await clerk.must('counter.cancelBill', { billId: first.bill.id })).bill.state).toBe('cancelled')
    expect((await clerk.send('counter.confirmBill', { billId: first.bill.id })).code).toBe('bill_over')
    const second = await clerk.must('counter.openBill', asked)
    world.clock.advance(3 * MINUTE_MS + 1)
    expect((await clerk.send('counter.confirmBill', { billId: second.bill.id })).code).toBe('bill_over')
  })

  test('a coupon that was used elsewhere meanwhile is named, and nothing is taken', async () => {
    const { person, clerk, visitId } = await start()
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen: AMOUNT_FEN })
    const wanted = { visitId, amountFen: AMOUNT_FEN, payableSeenFen: quote.payableFen }
    const { bill } = await clerk.must('counter.openBill', wanted)
    const couponId = quote.couponIds[0] ?? ''
    const { code } = await person.must('coupon.showCode', { couponId })
    const other = await world.staff()
    const { visit } = await other.must('counter.scan', { storeId: desk.storeId, code })
    await other.must('counter.verify', { visitId: visit.id, couponId })
    expect((await clerk.send('counter.confirmBill', { billId: bill.id })).code).toBe('coupon_used')
    expect((await person.must('points.balance', {})).available).toBe(50)
  })

  test('twenty confirmations at once are one purchase and one line in the day', async () => {
    const { clerk, visitId } = await start()
    const { bill } = await clerk.must('counter.openBill', {
      visitId,
      amountFen: 900,
      couponIds: [],
      payableSeenFen: 900,
    })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => clerk.send('counter.confirmBill', { billId: bill.id })),
    )
    expect(new Set(answers.map((one) => one.code ?? one.body.bill.purchaseId)).size).toBe(1)
    const { purchaseId } = (await clerk.must('counter.bill', { billId: bill.id })).bill
    expect(await world.db.manager.countBy(Acts, { kind: 'purchase', subjectId: purchaseId ?? '' })).toBe(1)
  })
})

describe('the same sale typed twice', () => {
  const SUM_FEN = 1700
  const asking = async (person: MemberClient, clerk: StaffClient, change: object = {}) => {
    const { id: visitId } = await desk.visit(person, clerk)
    const wanted = { visitId, amountFen: SUM_FEN, couponIds: [], payableSeenFen: SUM_FEN, ...change }
    return clerk.send('counter.openBill', wanted)
  }

  test('the answer was lost, the clerk types it again: asked, nothing recorded; another sale when they say so', async () => {
    const [person, clerk, other] = [await world.member(), await world.staff(), await world.staff()]
    const { purchaseId } = await desk.sell(person, clerk, SUM_FEN)
    const asked = await asking(person, other)
    expect(asked).toMatchObject({ status: 409, code: 'purchase_again' })
    expect(asked.body).toMatchObject({ purchaseId, paidFen: SUM_FEN })
    expect(await world.db.manager.countBy(Purchases, { memberId: person.memberId })).toBe(1)
    const said = await asking(person, other, { again: true })
    await other.must('counter.confirmBill', { billId: said.body.bill.id })
    expect(await world.db.manager.countBy(Purchases, { memberId: person.memberId })).toBe(2)
  })

  test('no question at another sum, another member, a receipt’s own number, after a refund, or ten minutes later', async () => {
    const [person, clerk] = [await world.member(), await world.staff()]
    const { purchaseId } = await desk.sell(person, clerk, SUM_FEN)
    const code = async (change: object = {}, who = person) => (await asking(who, clerk, change)).code
    expect(await code()).toBe('purchase_again')
    expect(await code({ amountFen: SUM_FEN + 1, payableSeenFen: SUM_FEN + 1 })).toBeUndefined()
    expect(await code({}, await world.member())).toBeUndefined()
    expect(await code({ receiptNo: 'B-77' })).toBeUndefined()
    const whole = { by: 'whole' as const }
    await clerk.must('counter.refund', { purchaseId: purchaseId ?? '', reason: '收错了钱', what: whole })
    expect(await code()).toBeUndefined()
    await desk.sell(person, clerk, SUM_FEN)
    expect(await code()).toBe('purchase_again')
    world.clock.advance(10 * MINUTE_MS + 1)
    expect(await code()).toBeUndefined()
  })

  test('typed on ten phones at once without a word: one is paid', async () => {
    const person = await world.member()
    const clerks = await Promise.all(Array.from({ length: 10 }, () => world.staff()))
    const paid = await Promise.all(
      clerks.map(async (clerk) => {
        const { status, body } = await asking(person, clerk)
        return status === 200 && (await clerk.send('counter.confirmBill', { billId: body.bill.id })).status === 200
      }),
    )
    expect(paid.filter(Boolean)).toHaveLength(1)
    expect(await world.db.manager.countBy(Purchases, { memberId: person.memberId })).toBe(1)
  })
})

describe('counter.refund', () => {
  test('a clerk takes the whole of their own back within ten minutes; it is as if it never was', async () => {
    const [person, clerk] = [await world.member(), await world.staff()]
    const before = await person.must('points.balance', {})
    const sold = await desk.sell(person, clerk, 2000)
    const purchaseId = sold.purchaseId ?? ''
    const { lines, refundUntil, memberName } = await clerk.must('counter.purchase', { purchaseId })
    expect(lines).toHaveLength(1)
    expect(refundUntil).not.toBeNull()
    expect(memberName).toMatch(/^会员/)
    const input = { purchaseId, reason: '收错了钱', what: { by: 'whole' as const } }
    const { refund } = await clerk.must('counter.refund', input)
    expect(refund).toMatchObject({ amountFen: 2000, tookBack: { points: sold.earned?.points } })
    expect((await person.must('points.balance', {})).available).toBe(before.available)
    expect((await clerk.send('counter.refund', input)).code).toBe('refund_too_much')
  })

  test('parts, others’ and later ones are the manager’s; another store’s are nobody’s', async () => {
    const [person, clerk, manager] = [await world.member(), await world.staff(), await world.staff('manager')]
    const [other, elsewhere] = [await world.staff(), await world.staff('manager', [world.shop.stores.riverside])]
    const purchaseId = (await desk.sell(person, clerk, 2000)).purchaseId ?? ''
    const part = { purchaseId, reason: '客人退货', what: { by: 'amount' as const, amountFen: 500 } }
    const whole = { ...part, what: { by: 'whole' as const } }
    expect((await clerk.send('counter.refund', part)).code).toBe('not_allowed')
    expect((await other.send('counter.refund', whole)).code).toBe('undo_too_late')
    expect((await elsewhere.send('counter.refund', whole)).code).toBe('not_found')
    expect((await elsewhere.send('counter.purchase', { purchaseId })).code).toBe('not_found')
    world.clock.advance(10 * MINUTE_MS + 1)
    expect((await clerk.send('counter.refund', whole)).code).toBe('undo_too_late')
    expect((await manager.must('counter.refund', part)).refund.amountFen).toBe(500)
    expect((await manager.must('counter.refund', whole)).refund.amountFen).toBe(1500)
  })

  test('pieces that cost nothing go back one after the other', async () => {
    const [person, clerk, manager] = [await world.member(), await world.staff(), await world.staff('manager')]
    const { id: visitId } = await desk.visit(person, clerk)
    const goods = { category: '面包' }
    const lines = [
      { ...goods, name: '试吃', quantity: 2, amountFen: 0 },
      { ...goods, name: '可颂', quantity: 1, amountFen: 1000 },
    ]
    const wanted = { visitId, lines, couponIds: [], payableSeenFen: 1000 }
    const { bill } = await clerk.must('counter.openBill', wanted)
    const { purchaseId } = (await clerk.must('counter.confirmBill', { billId: bill.id })).bill
    const what = { by: 'lines' as const, lines: [{ line: 1, quantity: 1 }] }
    const input = { purchaseId: purchaseId ?? '', reason: '客人退货', what }
    const first = await manager.must('counter.refund', input)
    const second = await manager.must('counter.refund', input)
    expect(second.refund.id).not.toBe(first.refund.id)
    expect((await manager.must('counter.purchase', { purchaseId: purchaseId ?? '' })).lines[0]?.refundedQuantity).toBe(
      2,
    )
  })

  test('ten managers at once give back once', async () => {
    const [person, clerk] = [await world.member(), await world.staff()]
    const purchaseId = (await desk.sell(person, clerk, 3000)).purchaseId ?? ''
    const [first, second] = [await world.staff('manager'), await world.staff('manager')]
    const input = { purchaseId, reason: '客人退货', what: { by: 'whole' as const } }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? first : second).send('counter.refund', input)),
    )
    const done = answers.filter((one) => one.status === 200)
    expect(new Set(done.map((one) => one.body.refund.id)).size).toBe(1)
    const { purchase } = await clerk.must('counter.purchase', { purchaseId })
    expect(purchase.refundedFen).toBe(3000)
    expect(await world.db.manager.countBy(Acts, { kind: 'refund', memberId: person.memberId })).toBe(1)
  })
})

describe('counter.writeSlip', () => {
  test('a code for who is no member yet, drawn by WeChat, claimed once; taken back while nobody has', async () => {
    const clerk = await world.staff()
    const { slip } = await clerk.must('counter.writeSlip', { storeId: desk.storeId, amountFen: 3600 })
    expect(slip).toMatchObject({ state: 'open', amountFen: 3600 })
    const { image } = await clerk.must('counter.slipImage', { slipId: slip.id })
    expect(image).toMatch(/^data:image\/(png|jpeg);base64,/)
    const person = await world.member()
    await person.must('purchase.claimSlip', { scene: slip.scene })
    const taken = { slipId: slip.id, reason: '金额打错了' }
    expect((await clerk.send('counter.cancelSlip', taken)).code).toBe('slip_used')
    const second = await clerk.must('counter.writeSlip', { storeId: desk.storeId, amountFen: 100 })
    const undone = await clerk.must('counter.cancelSlip', { ...taken, slipId: second.slip.id })
    expect(undone.slip.state).toBe('cancelled')
  })

  test('only in one’s own store', async () => {
    const clerk = await world.staff('clerk', [world.shop.stores.riverside])
    expect((await clerk.send('counter.writeSlip', { storeId: desk.storeId, amountFen: 100 })).code).toBe(
      'store_not_yours',
    )
    const here = await world.staff()
    const { slip } = await here.must('counter.writeSlip', { storeId: desk.storeId, amountFen: 100 })
    expect((await clerk.send('counter.slipImage', { slipId: slip.id })).code).toBe('not_found')
    expect((await clerk.send('counter.cancelSlip', { slipId: slip.id, reason: '不要了' })).code).toBe('not_found')
  })
})
