import { checks } from '../../apps/server/src/checks'
import { openTemplate } from '../../apps/server/src/domains/coupon/test-templates'
import { runGrants } from '../../apps/server/src/domains/coupon/grant/run'
import { onSale } from '../../apps/server/src/domains/mall/test-items'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import type { MemberClient, OperatorClient, StaffClient } from '../../apps/server/test/people'
import { startRuledWorld } from '../../apps/server/test/ruled-world'
import { until } from '../../apps/server/test/until'
import type { World } from '../../apps/server/test/world'

let world: World
let owner: OperatorClient
let storeId: string
beforeAll(async () => {
  world = await startRuledWorld()
  owner = await world.operator()
  storeId = world.shop.stores.wutong
})
afterAll(() => world.stop())

const BALANCE = 3000
const AMOUNT_FEN = 6000
const OFF_FEN = 500
/** Worth ¥10. */
const POINTS = 1000
const PAID_FEN = AMOUNT_FEN - OFF_FEN - 1000
const PART_FEN = 1500
const COUPON = '老客回访满30减5'

const balance = async (person: MemberClient) => (await person.must('points.balance', {})).available

/** Coupons of the list that the member could use now, by id. */
const held = async (person: MemberClient) =>
  (await person.must('coupon.list', { tab: 'unused' })).rows
    .filter(({ face }) => face.name === COUPON)
    .map(({ id }) => id)

/** The owner makes a coupon and gives it to a list of members. */
async function grantedTo(people: readonly MemberClient[]) {
  const { id: templateId } = await openTemplate(owner, { name: COUPON, offFen: OFF_FEN, thresholdFen: 3000 })
  const csv = ['会员', ...people.map(({ memberId }) => memberId)].join('\n')
  expect(await owner.must('coupon.previewGrant', { templateId, csv })).toMatchObject({ total: 2, problems: [] })
  const { grant } = await owner.must('coupon.grant', { templateId, title: '老客回访', csv })
  await until(async () => {
    await runGrants(world.platform, world.clock.now())
    return (await owner.must('coupon.grantOf', { grantId: grant.id })).grant.state === 'done'
  })
  return grant.id
}

/** The member exchanges points for two cups, to be picked up in the store. */
async function ordered(person: MemberClient) {
  const itemId = await onSale(owner, { name: '节日杯', points: 300, stockTotal: 5 })
  const { order } = await person.must('mall.placeOrder', { itemId, quantity: 2, pointsSeen: 600, storeId })
  return order.id
}

/** The clerk scans the member's code. */
async function scanned(person: MemberClient, clerk: StaffClient) {
  const { code } = await person.must('member.showCode', {})
  return (await clerk.must('counter.scan', { storeId, code })).visit
}

/** A bill with the coupon and points: seen by both, agreed to, paid. Answers the purchase's id. */
async function bought(person: MemberClient, clerk: StaffClient, visitId: string, couponId: string) {
  const basket = { visitId, amountFen: AMOUNT_FEN, couponIds: [couponId], points: POINTS }
  const { quote } = await clerk.must('counter.quote', basket)
  expect(quote.deductions.map(({ kind, offFen }) => [kind, offFen])).toEqual([
    ['coupon', OFF_FEN],
    ['points', 1000],
  ])
  const { bill } = await clerk.must('counter.openBill', { ...basket, payableSeenFen: quote.payableFen })
  const seen = (await person.must('purchase.myBill', {})).bill
  expect(seen).toMatchObject({ id: bill.id, payableFen: PAID_FEN, deductions: quote.deductions, earn: quote.earn })
  await person.must('purchase.agree', { billId: bill.id })
  expect((await clerk.must('counter.bill', { billId: bill.id })).bill.state).toBe('agreed')
  const paid = await clerk.must('counter.confirmBill', { billId: bill.id })
  expect(paid.bill).toMatchObject({ state: 'paid', payableFen: PAID_FEN, earned: { points: quote.earn.points } })
  return paid.bill.purchaseId ?? ''
}

const trouble = async () =>
  (await runChecks(world.db.manager, checks, world.clock.now())).filter(({ violations }) => violations.length > 0)

test('coupon to a list, goods for points, a bill with both, hand-over, refunds: in the end as if nothing had been bought', async () => {
  const [person, other] = [await world.member(), await world.member()]
  const [clerk, manager] = [await world.staff(), await world.staff('manager')]
  await world.setBalance(person, BALANCE)
  const grantId = await grantedTo([person, other])
  const [couponId = ''] = await held(person)
  const orderId = await ordered(person)
  expect(await balance(person)).toBe(BALANCE - 600)

  const visit = await scanned(person, clerk)
  expect(visit).toMatchObject({ trusted: true, orders: [{ id: orderId, name: '节日杯', quantity: 2, usable: true }] })
  const purchaseId = await bought(person, clerk, visit.id, couponId)
  const earned = PAID_FEN / 100 + 50
  expect(await balance(person)).toBe(BALANCE - 600 - POINTS + earned)
  expect(await held(person)).toEqual([])

  await clerk.must('counter.pickUp', { visitId: visit.id, orderId })
  expect((await person.must('mall.order', { orderId })).order.state).toBe('done')
  expect((await person.send('mall.cancel', { orderId })).status).toBe(409)
  expect((await clerk.must('counter.day', { storeId })).mine).toMatchObject({
    ...{ purchases: 1, paidFen: PAID_FEN, pickedUp: 1, refunds: 0, verified: 1 },
  })
  expect(await trouble()).toEqual([])

  // A part: in proportion, and the coupon stays used.
  const part = { purchaseId, reason: '客人退货', what: { by: 'amount' as const, amountFen: PART_FEN } }
  expect((await clerk.send('counter.refund', part)).code).toBe('not_allowed')
  expect((await manager.must('counter.refund', part)).refund.amountFen).toBe(PART_FEN)
  const between = await balance(person)
  expect(between).toBeGreaterThan(BALANCE - 600 - POINTS)
  expect(between).toBeLessThan(BALANCE - 600)
  expect(await held(person)).toEqual([])
  expect(await trouble()).toEqual([])

  // The rest: the points that paid and the coupon are back, those that were earned are gone, the cups stay exchanged.
  const rest = await manager.must('counter.refund', { ...part, what: { by: 'whole' as const } })
  expect(rest.refund.amountFen).toBe(PAID_FEN - PART_FEN)
  expect(await balance(person)).toBe(BALANCE - 600)
  expect(await held(person)).toEqual([couponId])
  expect((await manager.send('counter.refund', { ...part, what: { by: 'whole' as const } })).code).toBe(
    'refund_too_much',
  )
  const { refunds } = await person.must('purchase.myPurchase', { purchaseId })
  expect(refunds).toHaveLength(2)
  const { rows } = await person.must('points.history', { filter: 'all' })
  expect(rows.reduce((sum, row) => sum + row.points, 0)).toBe(await balance(person))
  expect((await clerk.must('counter.day', { storeId })).totals).toMatchObject({
    ...{ purchases: 1, refunds: 2, refundedFen: PAID_FEN, pickedUp: 1 },
  })

  // Nobody used the list's coupons in the end: all of them can be taken back.
  await owner.must('coupon.revokeGrant', { grantId, reason: '活动结束' })
  await until(async () => {
    await runGrants(world.platform, world.clock.now())
    return (await owner.must('coupon.grantOf', { grantId })).grant.state === 'revoked'
  })
  expect((await owner.must('coupon.grantOf', { grantId })).grant).toMatchObject({ done: 2, used: 0, revoked: 2 })
  expect(await held(person)).toEqual([])
  expect(await trouble()).toEqual([])
})
