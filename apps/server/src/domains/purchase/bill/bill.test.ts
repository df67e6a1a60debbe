import { useCoupon } from '#server/domains/coupon/use'
import { Coupons, Uses } from '#server/domains/coupon/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { World } from '#test/world'
import { Lines, Purchases } from '../entities'
import { savePolicy } from '../policy/save'
import { recordQuoted, type QuotedRecord } from '../record-quoted'
import { AMERICANO, BASKET, createBillHands, CROISSANT, refusalOf, startBillWorld } from '../test-bills'
import { Bills } from './entities'

let world: World
let hands: ReturnType<typeof createBillHands>
beforeAll(async () => {
  world = await startBillWorld()
  hands = createBillHands(world)
})
afterAll(() => stopWithPromisesKept(world))

const rich = (points?: number) => hands.rich(points)

describe('quote', () => {
  test('goods → tier price → best coupons → points → payable; what it would earn; why others cannot be used', async () => {
    const person = await rich()
    const later = await hands.coupon(person)
    const until = new Date(world.clock.now().getTime() + 3_600_000)
    await world.db.manager.update(Coupons, { id: later }, { validFrom: until })
    const [five, eight, much] = [
      await hands.coupon(person),
      await hands.coupon(person, { offFen: 800, stackGroup: 2, name: '满20减8' }),
      await hands.coupon(person, { thresholdFen: 9000 }),
    ]
    const quote = await hands.quote(person, { points: 500 })
    expect(quote.deductions.map((one) => [one.kind, one.offFen])).toEqual([
      ['tier', 220],
      ['coupon', 500],
      ['coupon', 800],
      ['points', 500],
    ])
    expect([quote.totalFen, quote.payableFen, quote.savedFen]).toEqual([4400, 2380, 2020])
    expect([...quote.bestCouponIds].sort()).toEqual([five, eight].sort())
    expect(quote.offset).toMatchObject({ balance: 2000, capFen: 1440, maxPoints: 1400, why: null })
    const shown = quote.coupons.find((one) => one.id === much)
    expect(shown).toMatchObject({ usable: false, chosen: false, why: '还差 48.20 元可用这张券' })
    const waits = quote.coupons.find((one) => one.id === later)
    expect(waits).toMatchObject({ usable: false, chosen: false, offFen: 0, why: expect.stringContaining('起可用') })
    expect(quote.earn).toMatchObject({ points: 23 + 50, growth: 23 })
    expect(quote.earn.why).toContain('首次消费奖励')
  })

  test('an amount without lines; nothing chosen; nothing to choose', async () => {
    const person = await rich(50)
    await hands.coupon(person)
    const quote = await hands.quote(person, { basket: { amountFen: 10_000 }, couponIds: [] })
    expect([quote.payableFen, quote.lines.length, quote.points]).toEqual([9500, 1, 0])
    expect(quote.offset).toMatchObject({ maxPoints: 0, why: '满 100 积分才能抵，还差 50' })
    expect(await refusalOf(hands.quote(person, { basket: {} }))).toBe('purchase_sum_wrong')
    expect(await refusalOf(hands.quote(person, { basket: { ...BASKET, amountFen: 1 } }))).toBe('purchase_sum_wrong')
  })

  test('refuses points and coupons that do not fit', async () => {
    const person = await rich(300)
    const [one, two] = [await hands.coupon(person), await hands.coupon(person)]
    const other = await hands.coupon(await rich())
    const code = (more: object) => refusalOf(hands.quote(person, more))
    expect(await code({ points: 400 })).toBe('points_short')
    expect(await code({ points: 250 })).toBe('offset_uneven')
    expect(await code({ couponIds: [one, two] })).toBe('coupon_not_together')
    expect(await code({ couponIds: [other] })).toBe('not_found')
    await world.db.manager.update(Coupons, { id: two }, { validFrom: new Date(world.clock.now().getTime() + 60_000) })
    expect(await code({ couponIds: [two] })).toBe('coupon_not_yet')
    expect(await code({ points: 300, basket: { amountFen: 500 } })).toBe('offset_too_much')
  })
})

test('a hundred lines with the longest names there are fit, and more than a call carries does not', async () => {
  const person = await rich()
  const line = { name: '饼'.repeat(60), category: '面'.repeat(40), quantity: 9999, amountFen: 9_999_999 }
  const lines = Array.from({ length: 100 }, () => line)
  const billId = await hands.open(person, { basket: { lines }, couponIds: [], points: 100 })
  expect((await hands.card(billId)).lines).toHaveLength(100)
  const purchaseId = await hands.confirm(billId)
  expect(await world.db.manager.countBy(Lines, { purchaseId })).toBe(100)
  const huge = lines.map((one) => ({ ...one, name: '𠮷'.repeat(60), category: '𠮷'.repeat(40), sku: '𠮷'.repeat(40) }))
  expect(await refusalOf(hands.open(person, { basket: { lines: huge } }))).toBe('body_too_large')
})

test('with more coupons than are weighed each still says what it takes off, and can be chosen', async () => {
  const person = await rich()
  const ids: string[] = []
  for (let at = 0; at < 34; at += 1) ids.push(await hands.coupon(person, { offFen: 100 + at, thresholdFen: 0 }))
  const quote = await hands.quote(person)
  expect(quote.coupons.every((one) => one.usable && one.offFen > 0)).toBe(true)
  const last = ids.at(-1) ?? ''
  expect((await hands.quote(person, { couponIds: [last] })).deductions.at(-1)).toMatchObject({
    couponId: last,
    offFen: 133,
  })
})

describe('confirm', () => {
  test('takes coupons and points, records the net lines, gives what follows: exactly what was shown', async () => {
    const person = await rich()
    const couponId = await hands.coupon(person)
    const before = await hands.balances(person)
    const billId = await hands.open(person, { points: 500, receiptNo: 'R-100' })
    const shown = await hands.card(billId)
    expect(shown).toMatchObject({ state: 'open', payableFen: 3180, mustAgree: false, storeName: expect.any(String) })
    expect((await person.must('purchase.myBill', {})).bill).toEqual(shown)
    const purchaseId = await hands.confirm(billId)
    const paid = await hands.card(billId)
    expect(paid).toMatchObject({ state: 'paid', purchaseId, payableFen: 3180 })
    expect(paid.earned).toMatchObject({ points: shown.earn.points, growth: shown.earn.growth })
    expect(await hands.balances(person)).toEqual({
      points: before.points - 500 + shown.earn.points,
      growth: before.growth + shown.earn.growth,
    })
    expect(await hands.couponState(couponId)).toBe('used')
    const row = await world.db.manager.findOneByOrFail(Purchases, { id: purchaseId })
    expect(row).toMatchObject({ paidFen: 3180, offFen: 720, offsetFen: 500, offsetPoints: 500, receiptNo: 'R-100' })
    const lines = await world.db.manager.find(Lines, { where: { purchaseId }, order: { line: 'ASC' } })
    expect(lines.map(({ offFen, offsetFen, points, paidFen }) => [offFen, offsetFen, points, paidFen])).toEqual([
      [425, 296, 296, 1879],
      [295, 204, 204, 1301],
    ])
    const [use] = await world.db.manager.find(Uses, { where: { couponId } })
    expect(use).toMatchObject({ cause: `purchase:${purchaseId}`, live: 1, by: 'staff:1' })
    expect(await hands.confirm(billId)).toBe(purchaseId)
    expect(await refusalOf(hands.cancel(billId))).toBe('bill_paid')
    expect(await refusalOf(hands.decline(person, billId))).toBe('bill_paid')
    await hands.agree(person, billId)
    expect(await hands.purchasesOf(person)).toBe(1)
  })

  test('many times at once, by two clerks: one purchase, one spending', async () => {
    const person = await rich()
    const couponId = await hands.coupon(person)
    const billId = await hands.open(person, { points: 500 })
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, at) => hands.confirm(billId, at % 2 ? 'staff:1' : 'staff:2')),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await hands.purchasesOf(person)).toBe(1)
    expect(await world.db.manager.countBy(Uses, { couponId })).toBe(1)
    const row = await world.db.manager.findOneByOrFail(Purchases, { id: ids[0] ?? '' })
    expect(row.receiptNo).toBe(`C ${billId}`)
  })

  test('confirm against cancel and decline: one of them, and nothing is half done', async () => {
    for (let round = 0; round < 6; round += 1) {
      const person = await rich()
      const couponId = await hands.coupon(person)
      const billId = await hands.open(person, { points: 500 })
      const other = round % 2 ? hands.cancel(billId) : hands.decline(person, billId)
      const [confirmed, ended] = await Promise.all([refusalOf(hands.confirm(billId)), refusalOf(other)])
      const paid = confirmed === 'ok'
      expect([confirmed, ended]).toEqual(paid ? ['ok', 'bill_paid'] : [round % 2 ? 'bill_over' : 'bill_declined', 'ok'])
      expect(await hands.purchasesOf(person)).toBe(paid ? 1 : 0)
      expect(await hands.couponState(couponId)).toBe(paid ? 'used' : 'unused')
      const { points } = await hands.balances(person)
      expect(points < 2000).toBe(paid)
    }
  })

  test('three minutes, and no longer', async () => {
    const person = await rich()
    const billId = await hands.open(person)
    world.clock.advance(3 * 60_000)
    expect((await hands.card(billId)).state).toBe('over')
    expect(await refusalOf(hands.confirm(billId))).toBe('bill_over')
    expect(await refusalOf(hands.agree(person, billId))).toBe('bill_over')
    expect(await hands.purchasesOf(person)).toBe(0)
  })

  test('another bill of the member takes the place of the one that was open; two at once leave one', async () => {
    const person = await rich()
    const first = await hands.open(person)
    await Promise.all(Array.from({ length: 5 }, () => hands.open(person)))
    expect((await hands.card(first)).state).toBe('cancelled')
    expect(await refusalOf(hands.confirm(first))).toBe('bill_over')
    expect(await world.db.manager.countBy(Bills, { memberId: person.memberId, live: 1 })).toBe(1)
  })

  test('what changed meanwhile is refused, and nothing is written', async () => {
    const cases: [string[], (person: Awaited<ReturnType<typeof rich>>, couponId: string) => Promise<unknown>][] = [
      [['points_short'], (person) => world.setBalance(person, 400)],
      [
        ['coupon_used', 'not_found', 'quote_changed'],
        (person, couponId) =>
          hands.unit((tx) =>
            useCoupon(tx, {
              ...{ couponId, memberId: person.memberId, storeId: world.shop.stores.wutong, by: 'staff:9' },
              ...{ cause: `visit:${couponId}`, now: world.clock.now() },
            }),
          ),
      ],
      [
        ['coupon_expired', 'not_found'],
        (_, couponId) =>
          world.db.manager.update(Coupons, { id: couponId }, { expiresAt: new Date(world.clock.now().getTime() - 1) }),
      ],
    ]
    for (const [codes, change] of cases) {
      const person = await rich()
      const couponId = await hands.coupon(person)
      const billId = await hands.open(person, { points: 500 })
      await change(person, couponId)
      const before = await hands.balances(person)
      expect(codes).toContain(await refusalOf(hands.confirm(billId)))
      expect(await hands.balances(person)).toEqual(before)
      expect(await hands.purchasesOf(person)).toBe(0)
      expect(await world.db.manager.countBy(Uses, { couponId, cause: `purchase:${billId}` })).toBe(0)
    }
    // The test above has used a coupon as a visit would, which verifies nothing: it goes again.
    await world.db.manager.update(Uses, { by: 'staff:9' }, { live: null, returnedAt: world.clock.now() })
    const uses = await world.db.manager.find(Uses, { where: { by: 'staff:9' } })
    for (const { couponId } of uses)
      await world.db.manager.update(
        Coupons,
        { id: couponId },
        { state: 'unused', usesLeft: 1, usedAt: null, usedStoreId: null, usedBy: null },
      )
  })

  test('a receipt’s number is used once in the store’s day: told when the bill opens, and when it is confirmed', async () => {
    const [one, two] = [await rich(), await rich()]
    const bills = [await hands.open(one, { receiptNo: 'R-7' }), await hands.open(two, { receiptNo: 'R-7' })]
    const codes = await Promise.all(bills.map((id) => refusalOf(hands.confirm(id))))
    expect(codes.sort()).toEqual(['ok', 'receipt_taken'])
    expect(await refusalOf(hands.open(one, { receiptNo: 'R-7' }))).toBe('receipt_taken')
    expect((await hands.purchasesOf(one)) + (await hands.purchasesOf(two))).toBe(1)
  })
})

describe('the member’s word', () => {
  test('found by phone: no coupon and no point without it; without either it is not needed', async () => {
    const person = await rich()
    await hands.coupon(person)
    const billId = await hands.open(person, { mustAgree: true })
    expect((await hands.card(billId)).mustAgree).toBe(true)
    expect(await refusalOf(hands.confirm(billId))).toBe('bill_not_agreed')
    expect((await person.must('purchase.agree', { billId })).bill.state).toBe('agreed')
    await hands.confirm(billId)
    const plain = await hands.open(person, { mustAgree: true, couponIds: [], again: true })
    expect((await hands.card(plain)).mustAgree).toBe(false)
    await hands.confirm(plain)
    expect(await hands.purchasesOf(person)).toBe(2)
  })

  test('a bill is answered by its member alone, and no means no', async () => {
    const [person, other] = [await rich(), await rich()]
    const billId = await hands.open(person)
    expect((await other.send('purchase.agree', { billId })).code).toBe('not_found')
    expect((await other.must('purchase.myBill', {})).bill).toBeNull()
    expect((await person.must('purchase.decline', { billId })).bill.state).toBe('declined')
    expect((await person.send('purchase.agree', { billId })).code).toBe('bill_declined')
    expect(await refusalOf(hands.confirm(billId))).toBe('bill_declined')
    world.clock.advance(3 * 60_000)
    expect((await person.must('purchase.myBill', {})).bill).toBeNull()
  })
})

test('a clerk and a till reach for one coupon and the same points at once: one of them, and the other nothing', async () => {
  for (let round = 0; round < 4; round += 1) {
    const person = await rich(900)
    const couponId = await hands.coupon(person)
    const billId = await hands.open(person, { points: 500 })
    const now = world.clock.now()
    const record: QuotedRecord = {
      ...{ memberId: person.memberId, storeId: world.shop.stores.wutong, receiptNo: `AT-ONCE-${round}` },
      ...{ lines: [CROISSANT, AMERICANO], couponIds: [couponId], points: 500, payableFen: 3180 },
      ...{ by: 'integrator:1', at: now, now },
    }
    const codes = await Promise.all([
      refusalOf(hands.confirm(billId)),
      refusalOf(hands.unit((tx) => recordQuoted(tx, record))),
    ])
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(await hands.purchasesOf(person)).toBe(1)
    expect(await world.db.manager.countBy(Uses, { couponId })).toBe(1)
    expect((await hands.balances(person)).points).toBeLessThan(600)
  }
})

test('who leaves with a bill open has no bill', async () => {
  const person = await rich()
  const billId = await hands.open(person, { points: 500 })
  await person.must('privacy.leave', { confirmed: true })
  expect(await refusalOf(hands.confirm(billId))).toBe('not_found')
  await hands.cancel(billId)
  expect((await hands.card(billId)).state).toBe('cancelled')
})

test('a till records at the member’s price: the same receipt is the same purchase, other figures are refused', async () => {
  const person = await rich()
  const couponId = await hands.coupon(person)
  const record = (more: Partial<QuotedRecord> = {}): QuotedRecord => ({
    ...{ memberId: person.memberId, storeId: world.shop.stores.wutong, receiptNo: 'POS-1', by: 'integrator:1' },
    lines: [CROISSANT, AMERICANO].map((one) => ({ ...one })),
    ...{ couponIds: [couponId], points: 500, payableFen: 3180, at: world.clock.now(), now: world.clock.now() },
    ...more,
  })
  const send = (more: Partial<QuotedRecord> = {}) => hands.unit((tx) => recordQuoted(tx, record(more)))
  expect(await refusalOf(send({ payableFen: 3000 }))).toBe('quote_changed')
  const ids = await Promise.all(Array.from({ length: 6 }, () => send()))
  expect(new Set(ids).size).toBe(1)
  expect(await refusalOf(send({ points: 400, payableFen: 3280 }))).toBe('receipt_taken')
  expect(await hands.purchasesOf(person)).toBe(1)
})

test('the policy: in force without set-up, effective-dated, for operators; an open bill keeps what it was shown with', async () => {
  const owner = await world.operator('owner')
  const { current } = await owner.must('purchase.policy', {})
  expect(current).toMatchObject({ id: null, policy: { pointsPerYuan: 100, maxSharePermille: 500, slipDays: 7 } })
  const person = await rich()
  const billId = await hands.open(person, { points: 500 })
  const policy = { ...current.policy, pointsPerYuan: 200 }
  const saved = await owner.must('purchase.savePolicy', { policy, reason: '双十一' })
  expect((await owner.must('purchase.policy', {})).current).toEqual(saved)
  expect((await hands.quote(person, { points: 500 })).deductions.at(-1)?.offFen).toBe(250)
  await hands.confirm(billId)
  const past = { policy, reason: '补', activeFrom: new Date(world.clock.now().getTime() - 1000).toISOString() }
  expect((await owner.send('purchase.savePolicy', past)).code).toBe('input_invalid')
  const uneven = { ...policy, pointsPerYuan: 300, stepPoints: 100 }
  expect((await owner.send('purchase.savePolicy', { policy: uneven, reason: '错' })).code).toBe('input_invalid')
  const viewer = await world.operator('viewer')
  expect((await viewer.send('purchase.savePolicy', { policy, reason: '无权' })).code).toBe('not_allowed')
  const now = world.clock.now()
  await hands.unit((tx) => savePolicy(tx, { policy: current.policy, reason: '恢复', actor: 'system', now }))
})

test('a phone that asks every other second walks an index', async () => {
  const mysql = world.db.options.type !== 'better-sqlite3'
  const sql = 'SELECT * FROM purchase_bill WHERE member_id = 1 ORDER BY id DESC LIMIT 1'
  const plan = JSON.stringify(await world.db.query(`${mysql ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql}`))
  expect(plan).toMatch(/(?:ix|uq)_purchase_bill_member_id/)
  expect(plan).not.toMatch(/SCAN purchase_bill"|"type":"ALL"/)
})
