import type { Input } from '@huitou/shared/api'
import { createDice } from '#seeds/dice'
import { defaultRules, publishRules } from '#seeds/earning-rules'
import { Decisions } from '#server/domains/earning/entities'
import { Members } from '#server/domains/member/entities'
import { Accounts } from '#server/domains/points/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import { newKey } from '#test/client'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Purchases, Refunds } from './entities'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  const since = new Date(world.clock.now().getTime() - 300 * DAY_MS)
  const rules = { ...defaultRules(), memberDays: {}, caps: {} }
  await inTransaction(world.db, (tx) => publishRules(tx, { rules, activeFrom: since }, since))
  op = await world.operator('manager')
})
afterAll(() => stopWithPromisesKept(world))

let receipts = 0
const receipt = () => `R${(receipts += 1)}`

type Record = Input<'purchase.record'>
const sale = (person: MemberClient, more: Partial<Record> = {}): Record => ({
  memberId: person.memberId,
  storeId: world.shop.stores.wutong,
  receiptNo: receipt(),
  ...more,
})
const bread = { name: '海盐卷', category: '面包', quantity: 2, paidFen: 2400 }
const coffee = { name: '美式', category: '饮品', quantity: 1, paidFen: 1850 }
const record = (person: MemberClient, more: Partial<Record> = {}) => op.must('purchase.record', sale(person, more))

async function balances(person: MemberClient) {
  const rows = await world.db.manager.find(Accounts, { where: { memberId: person.memberId } })
  const of = (unit: string) => rows.filter((row) => row.unit === unit).map((row) => row.available - row.debt)[0] ?? 0
  return { points: of('points'), growth: of('growth') }
}

type What = Input<'purchase.refund'>['what']
let refundKeys = 0
const refunding = (purchaseId: string, what: What): Input<'purchase.refund'> => ({
  ...{ purchaseId, what, refundKey: `F${(refundKeys += 1)}`, reason: '客人退货' },
})
const refund = (purchaseId: string, what: What) => op.must('purchase.refund', refunding(purchaseId, what))

describe('purchase.record', () => {
  test('gives points, growth and the first-purchase bonus, each row explained', async () => {
    const person = await world.member()
    const { points: before } = await balances(person)
    const recorded = await record(person, { lines: [bread, coffee] })
    expect(recorded.purchase).toMatchObject({ paidFen: 4250, refundedFen: 0, channel: 'store' })
    expect(recorded.earned).toEqual({ points: 42 + 50, growth: 42, coupons: [], balanceAfter: before + 92 })
    expect(recorded.evaluation?.trace.find((one) => one.rule === 'birthday-month')?.skipped).toBe('conditions')
    const { rows } = await person.must('points.history', { filter: 'earned' })
    const explained = await person.must('earning.explain', { txnId: rows[0]?.id ?? '' })
    expect(explained.lines.map((line) => line.zh)).toEqual([
      '消费得积分：消费 42.5 元，每 1 元得 1 积分，共 42',
      '首次消费奖励：50 积分',
    ])
    expect((await record(person, { paidFen: 1000 })).earned.points).toBe(10)
  })

  test('raises the tier at once, and the next purchase earns by it', async () => {
    const person = await world.member()
    await record(person, { paidFen: 100_000 })
    expect((await person.must('tier.mine', {})).current.level).toBeGreaterThan(1)
  })

  test('lines or an amount, and where both are given they agree', async () => {
    const person = await world.member()
    const code = async (more: Partial<Record>) => (await op.send('purchase.record', sale(person, more))).code
    expect(await code({})).toBe('purchase_sum_wrong')
    expect(await code({ lines: [bread], paidFen: 2399 })).toBe('purchase_sum_wrong')
    expect(await code({ lines: [bread], paidFen: 2400 })).toBeUndefined()
    expect(await code({ paidFen: 0 })).toBeUndefined()
    expect(await code({ memberId: '999999', paidFen: 1 })).toBe('not_found')
    expect(await code({ storeId: '999999', paidFen: 1 })).toBe('not_found')
    expect(await code({ receiptNo: '有 空格', paidFen: 1 })).toBe('input_invalid')
  })

  test('of the past within limits, never of the future; by the rules and the day of then', async () => {
    const person = await world.member()
    const at = (ms: number) => new Date(world.clock.now().getTime() + ms).toISOString()
    const code = async (ms: number) =>
      (await op.send('purchase.record', sale(person, { paidFen: 100, at: at(ms) }))).code
    expect(await code(10 * 60_000)).toBe('purchase_in_future')
    expect(await code(-31 * DAY_MS)).toBe('purchase_too_old')
    const { purchase } = await record(person, { paidFen: 100, at: at(-3 * DAY_MS) })
    const decision = await world.db.manager.findOneByOrFail(Decisions, { id: purchase.decisionId ?? '' })
    expect([decision.day, decision.facts.day]).toEqual([purchase.day, purchase.day])
    expect(purchase.at < at(-2 * DAY_MS)).toBe(true)
  })

  test('the same receipt is the same purchase; with other content it is refused, telling since when', async () => {
    const [person, other] = [await world.member(), await world.member()]
    const input = sale(person, { lines: [bread] })
    const first = await op.must('purchase.record', input)
    const { points } = await balances(person)
    const again = await op.must('purchase.record', input)
    expect(again.purchase).toEqual(first.purchase)
    expect((await balances(person)).points).toBe(points)
    const taken = await op.send('purchase.record', { ...input, lines: [coffee] })
    expect(taken.code).toBe('receipt_taken')
    expect(JSON.stringify(taken.body)).toContain(first.purchase.id)
    expect((await op.send('purchase.record', { ...input, memberId: other.memberId })).code).toBe('receipt_taken')
    const elsewhere = { ...input, storeId: world.shop.stores.riverside }
    expect((await op.must('purchase.record', elsewhere)).purchase.id).not.toBe(first.purchase.id)
  })

  test('one receipt sent many times at once is recorded and rewarded once', async () => {
    const person = await world.member()
    const { points } = await balances(person)
    const input = sale(person, { paidFen: 10_000 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => op.send('purchase.record', input, newKey())))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(await world.db.manager.countBy(Purchases, { receiptNo: input.receiptNo })).toBe(1)
    expect((await balances(person)).points).toBe(points + 100 + 50)
  })

  test('one receipt for two members at once: one has it, the other is told', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => world.member()))
    const receiptNo = receipt()
    const answers = await Promise.all(
      people.map((person) => op.send('purchase.record', sale(person, { receiptNo, paidFen: 500 }))),
    )
    expect(answers.map((answer) => answer.code ?? 'ok').sort()).toEqual([
      'ok',
      ...Array.from({ length: 5 }, () => 'receipt_taken'),
    ])
  })

  test('only for operators who may', async () => {
    const person = await world.member()
    const viewer = await world.operator('viewer')
    expect((await viewer.send('purchase.record', sale(person, { paidFen: 1 }))).code).toBe('not_allowed')
    expect((await person.send('purchase.record', sale(person, { paidFen: 1 }))).status).toBeGreaterThanOrEqual(400)
  })

  test('a person’s first purchase comes once, leaving and joining again included', async () => {
    const key = 'buys-and-goes'
    const first = await world.member(key)
    expect((await record(first, { paidFen: 100 })).earned.points).toBe(51)
    await first.must('privacy.leave', { confirmed: true })
    const again = await world.member(key)
    expect((await record(again, { paidFen: 100 })).earned.points).toBe(1)
  })
})

describe('purchase.refund', () => {
  test('whole: points, growth and counters are back where they were; and only once', async () => {
    const person = await world.member()
    const before = await balances(person)
    const { purchase } = await record(person, { lines: [bread, coffee] })
    const input = refunding(purchase.id, { by: 'whole' })
    const done = await op.must('purchase.refund', input)
    expect(done.refund).toMatchObject({ amountFen: 4250, tookBack: { points: 92, growth: 42 }, couponsTakenBack: 0 })
    expect(done.purchase.refundedFen).toBe(4250)
    expect(await balances(person)).toEqual(before)
    expect((await op.must('purchase.refund', input)).refund).toEqual(done.refund)
    expect((await op.send('purchase.refund', { ...input, what: { by: 'amount', amountFen: 1 } })).code).toBe(
      'key_reused',
    )
    expect((await op.send('purchase.refund', refunding(purchase.id, { by: 'whole' }))).code).toBe('refund_too_much')
    expect(await balances(person)).toEqual(before)
    const { summary } = await op.must('purchase.summary', { memberId: person.memberId })
    expect(summary).toMatchObject({ orders: 0, ordersWithoutRefund: 0, spentFen: 0 })
    // What was undone was no purchase: the next one is the first again.
    expect((await record(person, { paidFen: 100 })).earned.points).toBe(51)
  })

  test('by line: what a line earned goes back with it, piece by piece', async () => {
    const person = await world.member()
    await record(person, { paidFen: 100 })
    const { purchase } = await record(person, { lines: [{ ...bread, quantity: 3, paidFen: 1000 }, coffee] })
    const piece: What = { by: 'lines', lines: [{ line: 1, quantity: 1 }] }
    const amounts = []
    for (let index = 0; index < 3; index += 1) amounts.push((await refund(purchase.id, piece)).refund.amountFen)
    expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(1000)
    expect((await op.send('purchase.refund', refunding(purchase.id, piece))).code).toBe('refund_too_much')
    const { lines, refunds } = await op.must('purchase.get', { purchaseId: purchase.id })
    expect(lines.map(({ line, refundedFen, refundedQuantity }) => [line, refundedFen, refundedQuantity])).toEqual([
      [1, 1000, 3],
      [2, 0, 0],
    ])
    expect(refunds.reduce((sum, one) => sum + one.tookBack.points, 0)).toBe(10)
    const { refund: last } = await refund(purchase.id, { by: 'amount', amountFen: 1850 })
    expect(last.tookBack.points).toBe(18)
  })

  test('never more than was paid, by whatever way', async () => {
    const person = await world.member()
    const { purchase } = await record(person, { lines: [bread] })
    const code = async (what: What) => (await op.send('purchase.refund', refunding(purchase.id, what))).code
    expect(await code({ by: 'amount', amountFen: 2401 })).toBe('refund_too_much')
    expect(await code({ by: 'lines', lines: [{ line: 1, quantity: 3 }] })).toBe('refund_too_much')
    expect(await code({ by: 'lines', lines: [{ line: 2, quantity: 1 }] })).toBe('refund_too_much')
    expect(
      await code({
        by: 'lines',
        lines: [
          { line: 1, quantity: 1 },
          { line: 1, quantity: 1 },
        ],
      }),
    ).toBe('refund_too_much')
    expect((await op.send('purchase.refund', refunding('999999', { by: 'whole' }))).code).toBe('not_found')
  })

  test('what was spent meanwhile becomes a debt, which the next purchase pays off', async () => {
    const person = await world.member()
    const { purchase } = await record(person, { paidFen: 20_000 })
    await world.setBalance(person, 20)
    await refund(purchase.id, { by: 'whole' })
    expect((await person.must('points.balance', {})).available).toBe(0)
    const owed = (await balances(person)).points
    expect(owed).toBeLessThan(0)
    await record(person, { paidFen: 25_000 })
    expect((await balances(person)).points).toBe(owed + 250 + 50)
  })

  test('after the member has left, the money is refunded and nothing else', async () => {
    const person = await world.member()
    const { purchase } = await record(person, { paidFen: 1000 })
    await person.must('privacy.leave', { confirmed: true })
    expect((await world.db.manager.findOneByOrFail(Members, { id: person.memberId })).leftAt).not.toBeNull()
    expect((await refund(purchase.id, { by: 'whole' })).refund.tookBack).toEqual({ points: 0, growth: 0 })
  })

  test('many refunds at once are exact', async () => {
    const person = await world.member()
    const before = await balances(person)
    const { purchase } = await record(person, { lines: [bread, coffee] })
    const answers = await Promise.all(
      Array.from({ length: 15 }, () =>
        op.send('purchase.refund', refunding(purchase.id, { by: 'amount', amountFen: 500 })),
      ),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(8)
    expect((await refund(purchase.id, { by: 'amount', amountFen: 250 })).purchase.refundedFen).toBe(4250)
    expect(await balances(person)).toEqual(before)
    expect(await world.db.manager.countBy(Refunds, { purchaseId: purchase.id })).toBe(9)
  })

  test('in parts of any size and order, they add up to the whole', async () => {
    const random = createDice(20_261_122)
    const dice = (max: number) => random.whole(0, max - 1)
    for (let round = 0; round < 6; round += 1) {
      const person = await world.member()
      await record(person, { paidFen: 100 })
      const before = await balances(person)
      const lines = Array.from({ length: 1 + dice(4) }, (_, at) => ({
        ...{ name: `货${at}`, category: at % 2 === 0 ? '面包' : '饮品', quantity: 1 + dice(4), paidFen: dice(9_000) },
      }))
      const { purchase, earned } = await record(person, { lines })
      const taken = { points: 0, growth: 0 }
      for (let left = purchase.paidFen; left > 0;) {
        const what: What =
          dice(3) === 0
            ? { by: 'lines', lines: [{ line: 1 + dice(lines.length), quantity: 1 }] }
            : { by: 'amount', amountFen: Math.min(left, 1 + dice(4_000)) }
        const answer = await op.send('purchase.refund', refunding(purchase.id, what))
        if (answer.code === 'refund_too_much') continue
        expect(answer.status).toBe(200)
        left = purchase.paidFen - answer.body.purchase.refundedFen
        taken.points += answer.body.refund.tookBack.points
        taken.growth += answer.body.refund.tookBack.growth
      }
      expect(taken).toEqual({ points: earned.points, growth: earned.growth })
      expect(await balances(person)).toEqual(before)
    }
  })
})

test('purchase.list by member, and by store and day, page after page; purchase.summary counts', async () => {
  const person = await world.member()
  for (let index = 0; index < 22; index += 1) await record(person, { paidFen: 100 })
  const first = await op.must('purchase.list', { memberId: person.memberId })
  const second = await op.must('purchase.list', { memberId: person.memberId, before: first.next ?? '' })
  expect([first.rows.length, second.rows.length, second.next]).toEqual([20, 2, null])
  const day = first.rows[0]?.day ?? 0
  const today = await op.must('purchase.list', { storeId: world.shop.stores.wutong, day })
  expect(today.rows.length).toBe(20)
  expect((await op.send('purchase.list', { day })).code).toBe('input_invalid')
  await refund(first.rows[0]?.id ?? '', { by: 'amount', amountFen: 40 })
  const { summary } = await op.must('purchase.summary', { memberId: person.memberId })
  expect(summary).toMatchObject({ orders: 22, ordersWithoutRefund: 21, spentFen: 2160 })
  expect(summary.firstAt && summary.lastAt && summary.firstAt <= summary.lastAt).toBe(true)
})
