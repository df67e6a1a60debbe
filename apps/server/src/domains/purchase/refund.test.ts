import type { Input } from '@huitou/shared/api'
import { createDice } from '#seeds/dice'
import { Coupons } from '#server/domains/coupon/entities'
import { Tallies } from '#server/domains/earning/entities'
import { Members } from '#server/domains/member/entities'
import { Lots, Txns } from '#server/domains/points/entities'
import { post } from '#server/domains/points/post'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { Purchases, Refunds } from './entities'
import { summaryOf } from './summary'
import { BASKET, createBillHands, startBillWorld } from './test-bills'

const DAY_MS = 86_400_000

let world: World
let hands: ReturnType<typeof createBillHands>
let op: OperatorClient
beforeAll(async () => {
  world = await startBillWorld()
  hands = createBillHands(world)
  op = await world.operator('manager')
})
afterAll(() => stopWithPromisesKept(world))

type What = Input<'purchase.refund'>['what']
let keys = 0
const asking = (purchaseId: string, what: What): Input<'purchase.refund'> => ({
  ...{ purchaseId, what, refundKey: `B${(keys += 1)}`, reason: '客人退货' },
})
const refund = (purchaseId: string, what: What = { by: 'whole' }) =>
  op.must('purchase.refund', asking(purchaseId, what))

const rich = (points?: number) => hands.rich(points)

/** All that a purchase may change of a member. */
async function standing(person: MemberClient) {
  const { memberId } = person
  const read = world.db.manager
  const { tierLevel } = await read.findOneByOrFail(Members, { id: memberId })
  const lots = await read
    .createQueryBuilder(Lots, 'lot')
    .innerJoin('point_account', 'account', 'account.id = lot.account_id AND account.member_id = :memberId', {
      memberId,
    })
    .where('lot.remaining > 0')
    .getMany()
  const coupons = await read.find(Coupons, { where: { memberId }, order: { id: 'ASC' } })
  const tallies = await read.find(Tallies, { where: { memberId }, order: { name: 'ASC' } })
  const { orders, undone, spentFen } = await summaryOf(read, memberId)
  return {
    ...(await hands.balances(person)),
    ...{ tierLevel, orders: orders - undone, spentFen },
    lots: lots
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map((lot) => [lot.id, lot.remaining, lot.expiresAt?.toISOString() ?? null]),
    coupons: coupons
      .filter((one) => one.state !== 'void')
      .map((one) => [one.id, one.state, one.expiresAt.toISOString()]),
    tallies: tallies.filter((one) => one.times > 0).map((one) => [one.name, one.times]),
  }
}

async function bought(person: MemberClient, more: Parameters<typeof hands.open>[1] = {}) {
  return hands.confirm(await hands.open(person, more))
}

test('whole: money, points to their lots, coupon, growth, tier and counters are as if it never was', async () => {
  const person = await rich()
  const couponId = await hands.coupon(person)
  const before = await standing(person)
  const purchaseId = await bought(person, { points: 500 })
  expect(await standing(person)).not.toEqual(before)
  const done = await refund(purchaseId)
  expect(done.refund).toMatchObject({ amountFen: 3180, returnedPoints: 500, couponsReturned: 1 })
  expect(done.purchase).toMatchObject({ refundedFen: 3180, returnedPoints: 500 })
  expect(await standing(person)).toEqual(before)
  expect(await hands.couponState(couponId)).toBe('unused')
  expect((await op.send('purchase.refund', asking(purchaseId, { by: 'whole' }))).code).toBe('refund_too_much')
  // And it can be used again.
  await bought(person, { points: 500 })
  expect(await hands.couponState(couponId)).toBe('used')
})

test('a tier that a purchase reached goes with it, and the price that the tier would have had', async () => {
  const person = await rich()
  await hands.coupon(person, { thresholdFen: 0 })
  const before = await standing(person)
  const purchaseId = await bought(person, { basket: { amountFen: 250_000 }, points: 1000 })
  expect((await standing(person)).tierLevel).toBeGreaterThan(before.tierLevel)
  await refund(purchaseId, { by: 'amount', amountFen: 100_000 })
  await refund(purchaseId)
  expect(await standing(person)).toEqual(before)
})

test('in parts of any size and order, by lines and by amounts, it is as if it never was', async () => {
  const dice = createDice(20_261_123)
  for (let round = 0; round < 5; round += 1) {
    const person = await rich(3000)
    await hands.coupon(person, { offFen: dice.whole(1, 900), thresholdFen: 0 })
    const before = await standing(person)
    const lines = Array.from({ length: dice.whole(1, 4) }, (_, at) => ({
      ...{ sku: `S${at}`, name: `货${at}`, category: at % 2 ? '饮品' : '面包', quantity: dice.whole(1, 4) },
      amountFen: at === 1 ? 0 : dice.whole(200, 9000),
    }))
    const { offset } = await hands.quote(person, { basket: { lines } })
    const points = offset.maxPoints > 0 ? 100 * dice.whole(0, Math.floor(offset.maxPoints / 100)) : 0
    const purchaseId = await bought(person, { basket: { lines }, points })
    for (let step = 0; step < 12; step += 1) {
      const at = dice.whole(1, lines.length)
      const what: What = dice.whole(0, 1)
        ? { by: 'lines', lines: [{ line: at, quantity: 1 }] }
        : { by: 'amount', amountFen: dice.whole(1, 3000) }
      const answer = await op.send('purchase.refund', asking(purchaseId, what))
      expect([undefined, 'refund_too_much']).toContain(answer.code)
    }
    await op.send('purchase.refund', asking(purchaseId, { by: 'whole' }))
    const row = await world.db.manager.findOneByOrFail(Purchases, { id: purchaseId })
    expect([row.refundedFen, row.returnedPoints]).toEqual([row.paidFen, row.offsetPoints])
    expect(await standing(person)).toEqual(before)
  }
})

test('a line gives back its share of money and points; the coupon stays used until everything is back', async () => {
  const person = await rich()
  const couponId = await hands.coupon(person)
  const purchaseId = await bought(person, { points: 500 })
  const first = await refund(purchaseId, { by: 'lines', lines: [{ line: 1, quantity: 1 }] })
  expect(first.refund).toMatchObject({ amountFen: 940, returnedPoints: 148, couponsReturned: 0 })
  const second = await refund(purchaseId, { by: 'lines', lines: [{ line: 2, quantity: 1 }] })
  expect(second.refund).toMatchObject({ amountFen: 1301, returnedPoints: 204, couponsReturned: 0 })
  expect(await hands.couponState(couponId)).toBe('used')
  const last = await refund(purchaseId, { by: 'amount', amountFen: 939 })
  expect(last.refund).toMatchObject({ returnedPoints: 148, couponsReturned: 1 })
  expect(await hands.couponState(couponId)).toBe('unused')
})

test('who gives back what they paid for and keeps what was free keeps the coupon used', async () => {
  const person = await rich()
  const couponId = await hands.coupon(person, {
    ...{ kind: 'exchange', offFen: null, thresholdFen: 0, itemName: '热美式', itemSku: 'B1' },
  })
  const purchaseId = await bought(person)
  await refund(purchaseId, { by: 'lines', lines: [{ line: 1, quantity: 2 }] })
  expect(await hands.couponState(couponId)).toBe('used')
  const rest = await refund(purchaseId)
  expect(rest.refund).toMatchObject({ amountFen: 0, couponsReturned: 1 })
  expect(await hands.couponState(couponId)).toBe('unused')
})

test('many at once: exactly once, by one key and by many', async () => {
  const person = await rich()
  await hands.coupon(person)
  const before = await standing(person)
  const purchaseId = await bought(person, { points: 500 })
  const same = asking(purchaseId, { by: 'whole' })
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => op.send('purchase.refund', same)),
    ...Array.from({ length: 5 }, () => op.send('purchase.refund', asking(purchaseId, { by: 'whole' }))),
  ])
  expect(answers.every((one) => one.status === 200 || one.code === 'refund_too_much')).toBe(true)
  expect(await world.db.manager.countBy(Refunds, { purchaseId })).toBe(1)
  expect(await standing(person)).toEqual(before)
})

describe('points that ended', () => {
  const dueNow = (person: MemberClient) =>
    hands.unit((tx) =>
      post(
        tx,
        [
          {
            ...{ kind: 'adjust', memberId: person.memberId, unit: 'points', points: 1, expiresAt: null },
            ...{ sourceKey: `due:${(keys += 1)}`, reason: '测试', source: '测试', actor: 'system' },
          },
        ],
        world.clock.now(),
      ),
    )

  /** Ends what a purchase earned, as its time would. */
  async function endEarned(purchaseId: string, person: MemberClient) {
    const { decisionId } = await world.db.manager.findOneByOrFail(Purchases, { id: purchaseId })
    const txns = await world.db.manager.find(Txns, { where: { decisionId: decisionId ?? '' } })
    const soon = new Date(world.clock.now().getTime() + 1000)
    for (const { id } of txns)
      await world.db.manager.update(Lots, { txnId: id, source: 'purchase' }, { expiresAt: soon, dueAt: soon })
    world.clock.advance(2000)
    await dueNow(person)
  }

  test('unused are let go: no other points pay for them, and nothing is owed', async () => {
    const person = await rich(300)
    const purchaseId = await bought(person, { couponIds: [] })
    const { points: earned } = await hands.balances(person)
    await endEarned(purchaseId, person)
    expect((await hands.balances(person)).points).toBe(301)
    await refund(purchaseId)
    expect(await hands.balances(person)).toEqual({ points: 301, growth: 0 })
    const { decisionId } = await world.db.manager.findOneByOrFail(Purchases, { id: purchaseId })
    const [first] = await world.db.manager.find(Txns, { where: { decisionId: decisionId ?? '' } })
    const back = await world.db.manager.findOneByOrFail(Txns, { reverses: first?.id ?? '' })
    expect([back.amount, back.cutBy]).toEqual([0, `其中 ${back.granted} 积分已经过期，不再扣`])
    expect(earned).toBeGreaterThan(301)
  })

  test('what was spent before the rest ended is owed, whatever the parts', async () => {
    for (const parts of [[4180], [1000, 3180], [100, 80, 4000]]) {
      const person = await rich(0)
      const purchaseId = await bought(person, { couponIds: [] })
      const { points: earned } = await hands.balances(person)
      await world.setBalance(person, earned - 40)
      await endEarned(purchaseId, person)
      for (const amountFen of parts) await refund(purchaseId, { by: 'amount', amountFen })
      // One point came with the test's own correction; forty had been spent.
      expect((await hands.balances(person)).points).toBe(1 - 40)
    }
  })

  test('that paid for a purchase come back with at least the grace', async () => {
    const person = await rich(0)
    const soon = new Date(world.clock.now().getTime() + DAY_MS)
    await hands.unit((tx) =>
      post(
        tx,
        [
          {
            ...{ kind: 'earn', memberId: person.memberId, unit: 'points', points: 500, expiresAt: soon },
            ...{ sourceKey: `soon:${person.memberId}`, reason: '测试', source: '测试', actor: 'system' },
            lotSource: 'test',
          },
        ],
        world.clock.now(),
      ),
    )
    const purchaseId = await bought(person, { points: 500, couponIds: [] })
    world.clock.advance(2 * DAY_MS)
    await person.relogin()
    op = await world.operator('manager')
    await refund(purchaseId)
    expect((await hands.balances(person)).points).toBe(500)
    const { expiringNext } = await person.must('points.balance', {})
    expect(Date.parse(expiringNext?.at ?? '')).toBeGreaterThan(world.clock.now().getTime() + 14 * DAY_MS)
  })
})

test('who has left is paid back, and nothing else moves', async () => {
  const person = await rich()
  await hands.coupon(person)
  const purchaseId = await bought(person, { points: 500 })
  await person.must('privacy.leave', { confirmed: true })
  const { refund: done } = await refund(purchaseId)
  expect(done).toMatchObject({ amountFen: 3180, returnedPoints: 0, couponsReturned: 0 })
})

test('the member sees what they bought, saved, used and got back', async () => {
  const person = await rich()
  await hands.coupon(person)
  const purchaseId = await bought(person, { points: 500, receiptNo: 'MINE-1' })
  const { rows, next } = await person.must('purchase.mine', {})
  expect(next).toBeNull()
  expect(rows).toEqual([
    expect.objectContaining({
      id: purchaseId,
      goods: '海盐可颂 ×2、热美式',
      totalFen: 4400,
      paidFen: 3180,
      savedFen: 1220,
    }),
  ])
  expect(rows[0]?.refunded).toBe('none')
  await refund(purchaseId, { by: 'lines', lines: [{ line: 1, quantity: 1 }] })
  const one = await person.must('purchase.myPurchase', { purchaseId })
  expect(one.purchase).toMatchObject({ receiptNo: 'MINE-1', refunded: 'part', offsetPoints: 500, returnedPoints: 148 })
  expect(one.deductions.map((deduction) => deduction.kind)).toEqual(['tier', 'coupon', 'points'])
  expect(one.lines[0]).toMatchObject({ name: '海盐可颂', amountFen: BASKET.lines?.[0]?.amountFen, refundedQuantity: 1 })
  expect(one.refunds).toEqual([expect.objectContaining({ amountFen: 940, returnedPoints: 148, couponsReturned: 0 })])
  expect((await (await rich()).send('purchase.myPurchase', { purchaseId })).code).toBe('not_found')
  for (let index = 0; index < 21; index += 1)
    await bought(person, { couponIds: [], basket: { amountFen: 100 }, again: true })
  const first = await person.must('purchase.mine', {})
  const second = await person.must('purchase.mine', { before: first.next ?? '' })
  expect([first.rows.length, second.rows.length, second.next]).toEqual([20, 2, null])
  await refund(purchaseId)
  const [last] = second.rows.slice(-1)
  expect(last?.id).toBe(purchaseId)
  expect((await person.must('purchase.myPurchase', { purchaseId })).purchase).toMatchObject({
    ...{ refunded: 'whole', earnedPoints: 0 },
  })
})
