import { randomUUID } from 'node:crypto'
import type { Cap } from '@huitou/shared/points/cap-rules'
import { facts, startLedger, type Ledger } from '#test/ledger'
import { Entries, Txns } from './entities'
import { Counters } from './counter/entities'
import type { Earn, Operation } from './operations'
import { balanceAsOf, totalsAsOf } from './queries'

const DAY_MS = 86_400_000
const START = new Date('2026-11-22T04:00:00.000Z')
const day = (days: number) => new Date(START.getTime() + days * DAY_MS)

let ledger: Ledger
beforeAll(async () => {
  ledger = await startLedger()
})
afterAll(async () => {
  const wrong = await ledger.wrong(day(400))
  await ledger.stop()
  expect(wrong).toEqual([])
})

const earning = (memberId: string, points: number, more: Partial<Earn> = {}): Earn => ({
  ...facts(memberId),
  kind: 'earn',
  points,
  expiresAt: null,
  lotSource: 'test',
  ...more,
})
const spending = (memberId: string, points: number): Operation => ({ ...facts(memberId), kind: 'spend', points })
const reversing = (memberId: string, txnId: string, points?: number): Operation => ({
  ...facts(memberId),
  kind: 'reverse',
  txnId,
  graceDays: 15,
  ...(points === undefined ? {} : { points }),
})
const holding = (memberId: string, points: number, endsAt: Date): Operation => ({
  ...facts(memberId),
  kind: 'hold',
  points,
  endsAt,
})
const capturing = (memberId: string, holdId: string, points?: number): Operation => ({
  ...facts(memberId),
  kind: 'capture',
  holdId,
  ...(points === undefined ? {} : { points }),
})
const voiding = (memberId: string, holdId: string): Operation => ({ ...facts(memberId), kind: 'void', holdId })

async function memberWith(points: number, expiresAt: Date | null = null) {
  const memberId = await ledger.newMember()
  if (points > 0) await ledger.must(earning(memberId, points, { expiresAt }), START)
  return memberId
}
const heldBy = async (memberId: string, points: number, endsAt = day(1)) => {
  const { holdId } = await ledger.must(holding(memberId, points, endsAt), START)
  if (holdId === undefined) throw new Error('no hold')
  return holdId
}

describe('hold', () => {
  test('sets aside, then spends a part and gives the rest back', async () => {
    const memberId = await memberWith(100)
    const holdId = await heldBy(memberId, 60)
    expect(await ledger.account(memberId)).toMatchObject({ available: 40, held: 60 })
    expect(await ledger.run(spending(memberId, 41), START)).toEqual({ ok: false, reason: 'points_short' })
    const captured = await ledger.must(capturing(memberId, holdId, 45), START)
    expect(captured).toMatchObject({ amount: 0, granted: 45, balanceAfter: 55, holdId })
    expect(await ledger.account(memberId)).toMatchObject({ available: 55, held: 0 })
  })

  test('voided, everything is there again; a second resolution is refused', async () => {
    const memberId = await memberWith(100, day(30))
    const holdId = await heldBy(memberId, 60)
    expect(await ledger.must(voiding(memberId, holdId), START)).toMatchObject({ amount: 60, balanceAfter: 100 })
    expect((await ledger.lots(memberId)).map((lot) => [lot.remaining, lot.held])).toEqual([[100, 0]])
    expect(await ledger.run(voiding(memberId, holdId), START)).toEqual({ ok: false, reason: 'hold_over' })
    expect(await ledger.run(capturing(memberId, holdId), START)).toEqual({ ok: false, reason: 'hold_over' })
    expect(await ledger.run(capturing(memberId, '999999'), START)).toEqual({ ok: false, reason: 'not_found' })
  })

  test('refuses more than is held or there, and a hold that would be over at once; nothing is written', async () => {
    const memberId = await memberWith(100)
    const holdId = await heldBy(memberId, 60)
    const before = await ledger.db.manager.count(Entries)
    expect(await ledger.run(capturing(memberId, holdId, 61), START)).toEqual({ ok: false, reason: 'points_short' })
    expect(await ledger.run(capturing(memberId, holdId, 0), START)).toEqual({ ok: false, reason: 'points_invalid' })
    expect(await ledger.run(holding(memberId, 41, day(1)), START)).toEqual({ ok: false, reason: 'points_short' })
    expect(await ledger.run(holding(memberId, 1, START), START)).toEqual({ ok: false, reason: 'hold_over' })
    expect(await ledger.db.manager.count(Entries)).toBe(before)
  })

  test('times out at its end, however late anybody looks, and can then not be captured', async () => {
    const memberId = await memberWith(100)
    const holdId = await heldBy(memberId, 60, day(1))
    expect(await ledger.run(capturing(memberId, holdId), day(5))).toEqual({ ok: false, reason: 'hold_over' })
    const { id: accountId } = await ledger.account(memberId)
    const txn = await ledger.db.manager.findOneByOrFail(Txns, { accountId, kind: 'release' })
    expect([txn.effectiveAt, txn.recordedAt, txn.amount]).toEqual([day(1), day(5), 60])
  })

  test('a lot that ends while it is held gives its points the grace when they come back', async () => {
    const memberId = await memberWith(100, day(3))
    const holdId = await heldBy(memberId, 60, day(20))
    await ledger.must(voiding(memberId, holdId), day(10))
    expect(await ledger.account(memberId)).toMatchObject({ available: 60, held: 0 })
    const live = (await ledger.lots(memberId)).filter((lot) => lot.live)
    expect(live.map((lot) => [lot.remaining, lot.expiresAt])).toEqual([[60, day(25)]])
  })

  test('captured after its lot ended, it is spent all the same', async () => {
    const memberId = await memberWith(100, day(3))
    const holdId = await heldBy(memberId, 60, day(20))
    expect(await ledger.must(capturing(memberId, holdId), day(10))).toMatchObject({ granted: 60, balanceAfter: 0 })
  })

  test('the same hold and the same capture twice are one; ten captures at once are one', async () => {
    const memberId = await memberWith(100)
    const operation = holding(memberId, 60, day(1))
    const first = await ledger.must(operation, START)
    expect(await ledger.must(operation, START)).toEqual({ ...first, replayed: true })
    const capture = capturing(memberId, first.holdId ?? '')
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => ledger.run({ ...capture, sourceKey: randomUUID() }, START)),
    )
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    expect(await ledger.account(memberId)).toMatchObject({ available: 40, held: 0 })
  })

  test('what was captured can be given back, in parts', async () => {
    const memberId = await memberWith(100, day(100))
    const holdId = await heldBy(memberId, 60)
    const { txnId } = await ledger.must(capturing(memberId, holdId, 50), START)
    await ledger.must(reversing(memberId, txnId, 20), START)
    await ledger.must(reversing(memberId, txnId), START)
    expect(await ledger.run(reversing(memberId, txnId), START)).toEqual({ ok: false, reason: 'already_done' })
    expect((await ledger.lots(memberId)).map((lot) => lot.remaining)).toEqual([100])
  })

  test('what is set free pays off a debt first', async () => {
    const memberId = await memberWith(100)
    const earned = await ledger.must(earning(memberId, 50), START)
    const holdId = await heldBy(memberId, 120)
    await ledger.must(reversing(memberId, earned.txnId), START)
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, held: 120, debt: 20 })
    await ledger.must(voiding(memberId, holdId), START)
    expect(await ledger.account(memberId)).toMatchObject({ available: 100, held: 0, debt: 0 })
  })
})

describe('pending', () => {
  test('by time: not there before, there after, dated to its moment', async () => {
    const memberId = await ledger.newMember()
    const posted = await ledger.must(earning(memberId, 80, { activatesAt: day(7) }), START)
    expect(posted).toMatchObject({ amount: 0, granted: 80, balanceAfter: 0 })
    expect(await ledger.run(spending(memberId, 1), day(6))).toEqual({ ok: false, reason: 'points_short' })
    expect(await balanceAsOf(ledger.db.manager, memberId, 'points', day(8))).toBe(80)
    expect(await ledger.run(spending(memberId, 80), day(9))).toMatchObject({ ok: true, balanceAfter: 0 })
    const { id: accountId } = await ledger.account(memberId)
    const txn = await ledger.db.manager.findOneByOrFail(Txns, { accountId, kind: 'activate' })
    expect([txn.effectiveAt, txn.amount]).toEqual([day(7), 80])
  })

  test('by a word: one earning, or all that wait for the same event', async () => {
    const memberId = await ledger.newMember()
    const one = await ledger.must(earning(memberId, 10, { activatesOn: 'order:1:received' }), START)
    await ledger.must(earning(memberId, 20, { activatesOn: 'order:2:received' }), START)
    await ledger.must(earning(memberId, 30, { activatesOn: 'order:2:received' }), START)
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, pending: 60 })
    const activate = (what: { txnId: string } | { eventKey: string }) =>
      ledger.run({ ...facts(memberId), kind: 'activate', ...what }, START)
    expect(await activate({ txnId: one.txnId })).toMatchObject({ ok: true, amount: 10 })
    expect(await activate({ txnId: one.txnId })).toEqual({ ok: false, reason: 'points_not_pending' })
    expect(await activate({ eventKey: 'order:2:received' })).toMatchObject({ ok: true, amount: 50 })
    expect(await activate({ eventKey: 'order:2:received' })).toEqual({ ok: false, reason: 'points_not_pending' })
    expect(await ledger.account(memberId)).toMatchObject({ available: 60, pending: 0 })
  })

  test('cancelled before it counts; not after', async () => {
    const memberId = await ledger.newMember()
    const cancel = (txnId: string): Operation => ({ ...facts(memberId), kind: 'cancel', txnId })
    const one = await ledger.must(earning(memberId, 10, { activatesAt: day(7) }), START)
    expect(await ledger.run(cancel(one.txnId), day(1))).toMatchObject({ ok: true, amount: 0, granted: 10 })
    expect(await ledger.run(cancel(one.txnId), day(1))).toEqual({ ok: false, reason: 'already_done' })
    const two = await ledger.must(earning(memberId, 10, { activatesAt: day(7) }), START)
    expect(await ledger.run(cancel(two.txnId), day(8))).toEqual({ ok: false, reason: 'points_not_pending' })
    expect(await ledger.account(memberId)).toMatchObject({ available: 10, pending: 0 })
  })

  test('pays off a debt when it becomes available, and is taken first when something is taken back', async () => {
    const memberId = await memberWith(100)
    const earned = await ledger.must(earning(memberId, 40), START)
    await ledger.must(spending(memberId, 140), START)
    await ledger.must(earning(memberId, 25, { activatesAt: day(1) }), START)
    await ledger.must(reversing(memberId, earned.txnId), START)
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, pending: 0, debt: 15 })
    await ledger.must(earning(memberId, 25, { activatesAt: day(1) }), START)
    expect(await totalsAsOf(ledger.db.manager, memberId, 'points', day(2))).toEqual({
      available: 10,
      pending: 0,
      held: 0,
      debt: 0,
    })
    expect(await ledger.run(spending(memberId, 11), day(2))).toEqual({ ok: false, reason: 'points_short' })
    expect(await ledger.account(memberId)).toMatchObject({ available: 10, debt: 0 })
  })

  test('may end while it is pending', async () => {
    const memberId = await ledger.newMember()
    await ledger.must(earning(memberId, 10, { activatesOn: 'never', expiresAt: day(5) }), START)
    await ledger.run(spending(memberId, 1), day(6))
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, pending: 0 })
  })
})

describe('caps', () => {
  const cap = (key: string, limit: number, more: Partial<Cap> = {}): Cap => ({
    key,
    limit,
    label: '每日上限',
    onExceed: 'clip',
    ...more,
  })
  const used = async (name: string) => (await ledger.db.manager.findOneBy(Counters, { name }))?.used

  test('cut to what is left, then to nothing, each on record with the reason; taken back, the room is there again', async () => {
    const memberId = await ledger.newMember()
    const caps = [cap(`day:20261122:m${memberId}`, 100)]
    const earn = (points: number) => ledger.must(earning(memberId, points, { caps }), START)
    const first = await earn(70)
    expect(first).toMatchObject({ wanted: 70, granted: 70, cutBy: null })
    const second = await earn(70)
    expect(second).toMatchObject({ wanted: 70, granted: 30, amount: 30, cutBy: '每日上限' })
    expect(await earn(70)).toMatchObject({ granted: 0, amount: 0, balanceAfter: 100, cutBy: '每日上限' })
    await ledger.must(reversing(memberId, second.txnId, 10), START)
    await ledger.must(reversing(memberId, first.txnId), START)
    expect(await used(`day:20261122:m${memberId}`)).toBe(20)
    expect(await earn(90)).toMatchObject({ granted: 80 })
  })

  test('rejecting caps give all or nothing; a cap on one transaction counts nothing', async () => {
    const memberId = await ledger.newMember()
    const rejecting = [cap(`rule:7:m${memberId}`, 100, { onExceed: 'reject', label: '活动上限' })]
    await ledger.must(earning(memberId, 60, { caps: rejecting }), START)
    expect(await ledger.must(earning(memberId, 41, { caps: rejecting }), START)).toMatchObject({
      granted: 0,
      cutBy: '活动上限',
    })
    expect(await ledger.must(earning(memberId, 40, { caps: rejecting }), START)).toMatchObject({ granted: 40 })
    const alone = [cap('txn', 50)]
    expect(await ledger.must(earning(memberId, 60, { caps: alone }), START)).toMatchObject({ granted: 50 })
    expect(await ledger.must(earning(memberId, 60, { caps: alone }), START)).toMatchObject({ granted: 50 })
    expect(await used('txn')).toBeUndefined()
  })

  test('a replay counts once, and the same words come back', async () => {
    const memberId = await ledger.newMember()
    const operation = earning(memberId, 80, { caps: [cap(`day:1:m${memberId}`, 50)] })
    const first = await ledger.must(operation, START)
    expect(await ledger.must(operation, START)).toEqual({ ...first, replayed: true })
    expect(await used(`day:1:m${memberId}`)).toBe(50)
  })

  test('fifty members at once never spend more than a campaign has', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => ledger.newMember()))
    const key = `campaign:${randomUUID()}`
    const caps = (memberId: string) => [
      cap(key, 1000, { shared: true, label: '活动预算' }),
      cap(`day:2:m${memberId}`, 70),
    ]
    const outcomes = await Promise.all(
      people.map((memberId) => ledger.run(earning(memberId, 90, { caps: caps(memberId) }), START)),
    )
    const granted = outcomes.map((one) => (one.ok ? one.granted : 0))
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(1000)
    expect(await used(key)).toBe(1000)
  })

  test('a cancelled pending earning gives its room back', async () => {
    const memberId = await ledger.newMember()
    const key = `campaign:${randomUUID()}`
    const caps = [cap(key, 100, { shared: true })]
    const { txnId } = await ledger.must(earning(memberId, 100, { caps, activatesAt: day(7) }), START)
    await ledger.must({ ...facts(memberId), kind: 'cancel', txnId }, START)
    expect(await used(key)).toBe(0)
  })
})

describe('refunds in parts', () => {
  test('a spending from three lots returns to each exactly what it gave, however it is cut', async () => {
    const memberId = await ledger.newMember()
    for (const [points, ends] of [
      [50, 60],
      [30, 90],
      [20, 120],
    ] as const)
      await ledger.must(earning(memberId, points, { expiresAt: day(ends) }), START)
    const { txnId } = await ledger.must(spending(memberId, 97), START)
    for (const part of [13, 1, 40, 7]) await ledger.must(reversing(memberId, txnId, part), START)
    expect(await ledger.run(reversing(memberId, txnId, 37), START)).toEqual({ ok: false, reason: 'reversal_too_much' })
    await ledger.must(reversing(memberId, txnId), START)
    expect((await ledger.lots(memberId)).map((lot) => lot.remaining)).toEqual([50, 30, 20])
  })

  test('an earning is taken back in parts, and never more than it was', async () => {
    const memberId = await memberWith(0)
    const { txnId } = await ledger.must(earning(memberId, 100), START)
    await ledger.must(spending(memberId, 80), START)
    await ledger.must(reversing(memberId, txnId, 15), START)
    await ledger.must(reversing(memberId, txnId, 35), START)
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, debt: 30 })
    expect(await ledger.run(reversing(memberId, txnId, 51), START)).toEqual({ ok: false, reason: 'reversal_too_much' })
    expect(await ledger.must(reversing(memberId, txnId), START)).toMatchObject({ granted: 50 })
    expect(await ledger.account(memberId)).toMatchObject({ available: 0, debt: 80 })
  })

  test('what comes back pays off a debt first', async () => {
    const memberId = await memberWith(0)
    const { txnId: earned } = await ledger.must(earning(memberId, 100), START)
    const { txnId: spent } = await ledger.must(spending(memberId, 100), START)
    await ledger.must(reversing(memberId, earned, 40), START)
    expect(await ledger.must(reversing(memberId, spent, 70), START)).toMatchObject({ amount: 30, granted: 70 })
    expect(await ledger.account(memberId)).toMatchObject({ available: 30, debt: 0 })
  })

  test('twenty partial reversals at once never come to more than the whole', async () => {
    const memberId = await memberWith(100)
    const { txnId } = await ledger.must(spending(memberId, 100), START)
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => ledger.run(reversing(memberId, txnId, 15), START)),
    )
    expect(outcomes.filter((one) => one.ok)).toHaveLength(6)
    expect((await ledger.account(memberId)).available).toBe(90)
  })
})
