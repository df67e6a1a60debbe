import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { Acts } from '#server/domains/counter/day/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { Audits } from '#server/platform/audit/audit'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { createTill, type Till } from '../test-till'

let world: World
let owner: OperatorClient
let till: Till
let keyId: string
beforeAll(async () => {
  world = await startRuledWorld()
  owner = await world.operator()
  const made = await newKey()
  till = made.till
  keyId = made.keyId
})
afterAll(() => stopWithPromisesKept(world))

async function newKey(more: { sandbox?: boolean; scopes?: ('members' | 'purchases')[]; storeIds?: string[] } = {}) {
  const wanted = { name: '收银系统', scopes: ['members', 'purchases'] as const, sandbox: false }
  const { key, secret } = await owner.must('integration.createKey', {
    ...wanted,
    storeIds: [world.shop.stores.wutong],
    scopes: more.scopes ?? [...wanted.scopes],
    ...(more.sandbox === undefined ? {} : { sandbox: more.sandbox }),
    ...(more.storeIds === undefined ? {} : { storeIds: more.storeIds }),
  })
  return { till: createTill(world, { publicId: key.publicId, secret }), keyId: key.id, key, secret }
}

const storeId = () => world.shop.stores.wutong
const LINES = [{ sku: 'A1', name: '海盐可颂', category: '面包', quantity: 2, amountFen: 2600 }]

async function identified(by: Till = till) {
  const person = await world.member()
  const { code } = await person.must('member.showCode', {})
  const { visit } = await by.must('open.identify', { storeId: storeId(), code })
  return { person, visitId: visit.id, visit }
}

let receipts = 0
const nextReceipt = () => `POS-${(receipts += 1)}`

describe('signatures', () => {
  test('the example client of the documents signs as the server wants', async () => {
    const { key, secret } = await newKey()
    const file = path.join(process.cwd(), 'docs/examples/till.mjs')
    const { stdout } = await promisify(execFile)('node', [file, world.url, key.publicId, secret, 'open.ping', '{}'])
    expect(stdout).toMatch(/^200 /)
    const wrong = promisify(execFile)('node', [file, world.url, key.publicId, 'wrong', 'open.ping', '{}'])
    await expect(wrong).rejects.toMatchObject({ stdout: expect.stringContaining('signature_wrong') as string })
  })

  test('open.ping tells what the key may do', async () => {
    const { stores, ...rest } = await till.must('open.ping', {})
    expect(rest).toMatchObject({ sandbox: false, scopes: ['members', 'purchases'] })
    expect(stores.map((store) => store.id)).toEqual([storeId()])
  })

  test('changed, late, early, repeated, unknown or unsigned: refused', async () => {
    const seconds = (shift: number) => String(Math.floor(world.clock.now().getTime() / 1000) + shift)
    expect((await till.call('open.ping', {}, { body: '{"a":1}' })).code).toBe('signature_wrong')
    expect((await till.call('open.ping', {}, { secret: 'another' })).code).toBe('signature_wrong')
    expect((await till.call('open.ping', {}, { nonce: 'short' })).code).toBe('signature_wrong')
    expect((await till.call('open.ping', {}, { timestamp: seconds(-301) })).code).toBe('signature_late')
    expect((await till.call('open.ping', {}, { timestamp: seconds(301) })).code).toBe('signature_late')
    const nonce = 'n'.repeat(20)
    expect((await till.call('open.ping', {}, { nonce })).status).toBe(200)
    expect((await till.call('open.ping', {}, { nonce })).code).toBe('signature_used')
    const bytes = createTill(world, { publicId: 'hk_live_\u00e9', secret: 'x' })
    expect((await bytes.call('open.ping', {})).code).toBe('signature_wrong')
    const unknown = createTill(world, { publicId: 'hk_live_nobody', secret: 'x' })
    expect((await unknown.call('open.ping', {})).code).toBe('signature_wrong')
    expect((await world.client().call('open.ping', {})).code).toBe('signature_wrong')
    expect((await owner.call('open.ping', {})).code).toBe('signature_wrong')
  })

  test('twenty at once with one nonce: one is let in', async () => {
    const nonce = 'm'.repeat(20)
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.call('open.ping', {}, { nonce })))
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
  })

  test('a revoked key is out at once; a key does only what its scopes say, and only in its stores', async () => {
    const made = await newKey({ scopes: ['members'] })
    expect((await made.till.call('open.purchase', { purchaseId: '1' })).code).toBe('not_allowed')
    const elsewhere = await newKey({ storeIds: [world.shop.stores.riverside] })
    const refused = await elsewhere.till.call('open.identify', { storeId: storeId(), phone: '13900000000' })
    expect(refused.code).toBe('store_not_yours')
    const { key } = await owner.must('integration.revokeKey', { keyId: made.keyId })
    expect(key.revokedAt).not.toBeNull()
    expect((await made.till.call('open.ping', {})).code).toBe('signature_wrong')
    expect((await owner.must('integration.keys', {})).keys.map((one) => one.id)).toContain(made.keyId)
  })

  test('keys are the owner’s: nobody else makes or sees them, and a store that is none makes none', async () => {
    const finance = await world.operator('finance')
    expect((await finance.send('integration.keys', {})).code).toBe('not_allowed')
    const wanted = { name: 'x', scopes: ['members' as const], sandbox: false, storeIds: ['999999'] }
    expect((await owner.send('integration.createKey', wanted)).code).toBe('not_found')
  })
})

describe('a sale at a till', () => {
  test('sent again after the day has turned it is still the same purchase, of the day on which it was sold', async () => {
    const before = world.clock.now()
    world.clock.set('2026-12-05T15:59:50.000Z')
    const { person, visitId } = await identified()
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, amountFen: 900, payableFen: 900 }
    const { purchase } = await till.must('open.recordPurchase', sale)
    world.clock.advance(20_000)
    const again = await Promise.all(Array.from({ length: 5 }, () => till.must('open.recordPurchase', sale)))
    expect(again.map((one) => one.purchase)).toEqual(again.map(() => purchase))
    // The till forgot its visit and scans once more.
    const { code } = await person.must('member.showCode', {})
    const { visit } = await till.must('open.identify', { storeId: storeId(), code })
    expect((await till.must('open.recordPurchase', { ...sale, visitId: visit.id })).purchase).toEqual(purchase)
    expect((await till.call('open.recordPurchase', { ...sale, amountFen: 800, payableFen: 800 })).code).toBe(
      'receipt_taken',
    )
    world.clock.set(before)
    // Days later theirs was over, and may have been swept.
    owner = await world.operator()
  })

  test('a till that knows no goods sends the sum; it stands in the day as the till’s, with the coupons it used', async () => {
    const { visitId } = await identified()
    const { quote } = await till.must('open.quote', { visitId, storeId: storeId(), amountFen: 2600 })
    const { couponIds, payableFen } = quote
    expect(couponIds).toHaveLength(1)
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, amountFen: 2600, couponIds, payableFen }
    const { purchase } = await till.must('open.recordPurchase', sale)
    expect((await till.must('open.recordPurchase', sale)).purchase).toEqual(purchase)
    const { amountFen: _, ...nothing } = sale
    expect((await till.call('open.recordPurchase', { ...nothing, receiptNo: nextReceipt() })).code).toBe(
      'purchase_sum_wrong',
    )
    const manager = await world.staff('manager')
    const { rows, clerks } = await manager.must('counter.day', { storeId: storeId(), staffId: 'till' })
    expect(rows[0]).toMatchObject({ kind: 'purchase', subjectId: purchase.id, amountFen: payableFen })
    expect(clerks.find((one) => one.staffId === 'till')?.totals.verified).toBeGreaterThan(0)
  })

  test('identify, quote, record: coupon used, points given; the same receipt again is the same purchase', async () => {
    const { person, visitId, visit } = await identified()
    expect(visit).toMatchObject({ trusted: true, member: { id: person.memberId, available: 50 } })
    const basket = { visitId, storeId: storeId(), lines: LINES }
    const { quote } = await till.must('open.quote', basket)
    expect(quote.payableFen).toBe(1800)
    const sale = {
      ...{ storeId: storeId(), receiptNo: nextReceipt(), visitId, lines: LINES },
      ...{ couponIds: quote.couponIds, payableFen: quote.payableFen },
    }
    const wrong = await till.call('open.recordPurchase', { ...sale, payableFen: 1799 })
    expect(wrong.code).toBe('quote_changed')
    const done = await till.must('open.recordPurchase', sale)
    expect(done.purchase).toMatchObject({ paidFen: 1800, offFen: 800, memberId: person.memberId })
    expect(done.earned.points).toBeGreaterThan(0)
    world.clock.advance(11 * 60_000)
    expect((await till.must('open.recordPurchase', sale)).purchase.id).toBe(done.purchase.id)
    const { lines } = await till.must('open.purchase', { purchaseId: done.purchase.id })
    expect(lines).toMatchObject([{ sku: 'A1', paidFen: 1800 }])
    const audits = await world.db.manager.findBy(Audits, { integratorId: keyId, action: 'open.recordPurchase' })
    expect(audits.length).toBeGreaterThan(0)
  })

  test('twenty times at once is one purchase', async () => {
    const { visitId } = await identified()
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, lines: LINES, payableFen: 2600 }
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.call('open.recordPurchase', sale)))
    expect(new Set(answers.map((one) => one.code ?? one.body.purchase.id)).size).toBe(1)
    expect(await world.db.manager.countBy(Purchases, { receiptNo: sale.receiptNo })).toBe(1)
    const subjectId = answers[0]?.body.purchase.id ?? ''
    expect(await world.db.manager.countBy(Acts, { kind: 'purchase', subjectId })).toBe(1)
  })

  test('what a till sells and takes back stands in the store’s day, for the manager to find', async () => {
    const { visitId } = await identified()
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, lines: LINES, payableFen: 2600 }
    const { purchase } = await till.must('open.recordPurchase', sale)
    const what = { by: 'whole' as const }
    await till.must('open.refund', { purchaseId: purchase.id, refundKey: 'R9', reason: '退货', what })
    const manager = await world.staff('manager')
    const day = await manager.must('counter.day', { storeId: storeId() })
    expect(day.rows.slice(0, 2)).toMatchObject([
      { kind: 'refund', staffName: '收银机', amountFen: 2600 },
      { kind: 'purchase', staffName: '收银机', amountFen: 2600, refunded: true, undoUntil: null },
    ])
    expect(day.clerks.map((one) => one.name)).toContain('收银机')
    const itsOwn = await manager.must('counter.day', { storeId: storeId(), staffId: 'till' })
    expect(new Set(itsOwn.rows.map((row) => row.staffId))).toEqual(new Set(['till']))
  })

  test('found by number, a member earns and opens no wallet; another key’s visit is none', async () => {
    const key = 'till-phone'
    await world.control('users', { key, phone: '13812345678' })
    const person = await world.member(key)
    await person.must('member.bindPhone', await world.control('phone-code', { key }))
    const { visit } = await till.must('open.identify', { storeId: storeId(), phone: '13812345678' })
    expect(visit.trusted).toBe(false)
    const { rows } = await person.must('coupon.list', { tab: 'unused' })
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId: visit.id, lines: LINES, payableFen: 1800 }
    const refused = await till.call('open.recordPurchase', { ...sale, couponIds: [rows[0]?.id ?? ''] })
    expect(refused.code).toBe('code_needed')
    const asking = { storeId: storeId(), visitId: visit.id, lines: LINES }
    expect((await till.call('open.quote', { ...asking, points: 100 })).code).toBe('code_needed')
    const { quote } = await till.must('open.quote', asking)
    expect(quote).toMatchObject({ payableFen: 2600, couponIds: [], coupons: [], points: 0, offset: { maxPoints: 0 } })
    const other = await newKey()
    expect((await other.till.call('open.recordPurchase', { ...sale, payableFen: 2600 })).code).toBe('not_found')
    expect((await till.must('open.recordPurchase', { ...sale, payableFen: 2600 })).earned.points).toBeGreaterThan(0)
    expect((await till.call('open.identify', { storeId: storeId() })).code).toBe('input_invalid')
    expect((await till.call('open.identify', { storeId: storeId(), phone: '13999999999' })).code).toBe('member_unknown')
  })

  test('a refund by the till’s own name for it, once; in another store’s key it does not exist', async () => {
    const { person, visitId } = await identified()
    const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, lines: LINES, payableFen: 2600 }
    const { purchase } = await till.must('open.recordPurchase', sale)
    const wanted = { purchaseId: purchase.id, refundKey: 'R1', reason: '退货', what: { by: 'whole' as const } }
    const first = await till.must('open.refund', wanted)
    expect((await till.must('open.refund', wanted)).refund.id).toBe(first.refund.id)
    expect((await person.must('points.balance', {})).available).toBe(50)
    const elsewhere = await newKey({ storeIds: [world.shop.stores.riverside] })
    expect((await elsewhere.till.call('open.refund', wanted)).code).toBe('not_found')
    expect((await elsewhere.till.call('open.purchase', { purchaseId: purchase.id })).code).toBe('not_found')
  })

  test('a slip sent four times at once is one; one that was taken back makes room for the right one', async () => {
    const wanted = { storeId: storeId(), receiptNo: nextReceipt(), lines: LINES }
    const answers = await Promise.all(Array.from({ length: 4 }, () => till.call('open.writeSlip', wanted)))
    expect(new Set(answers.map((one) => one.code ?? one.body.slip.id)).size).toBe(1)
    const slipId = answers[0]?.body.slip.id ?? ''
    const manager = await world.staff('manager')
    await manager.must('counter.cancelSlip', { slipId, reason: '金额打错了' })
    expect((await till.must('open.writeSlip', wanted)).slip).toMatchObject({ state: 'open' })
  })

  test('a slip’s code for a receipt is the same code when asked again', async () => {
    const wanted = { storeId: storeId(), receiptNo: nextReceipt(), lines: LINES }
    const first = await till.must('open.writeSlip', wanted)
    expect((await till.must('open.writeSlip', wanted)).slip).toEqual(first.slip)
    const other = [{ ...LINES[0]!, amountFen: 9 }]
    expect((await till.call('open.writeSlip', { ...wanted, lines: other })).code).toBe('receipt_taken')
  })
})

test('a sandbox key does everything and keeps nothing', async () => {
  const sandbox = await newKey({ sandbox: true })
  const { person, visitId } = await identified(sandbox.till)
  const sale = { storeId: storeId(), receiptNo: nextReceipt(), visitId, lines: LINES, payableFen: 2600 }
  const first = await sandbox.till.must('open.recordPurchase', sale)
  expect(first.purchase.paidFen).toBe(2600)
  expect(first.earned.points).toBeGreaterThan(0)
  expect(await world.db.manager.countBy(Purchases, { receiptNo: sale.receiptNo })).toBe(0)
  expect((await person.must('points.balance', {})).available).toBe(50)
  expect((await sandbox.till.call('open.recordPurchase', { ...sale, payableFen: 1 })).code).toBe('quote_changed')
})
