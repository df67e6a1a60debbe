import { randomUUID } from 'node:crypto'
import { inTransaction } from '#server/platform/db/tx'
import { facts, startLedger, type Ledger } from '#test/ledger'
import { Txns } from './entities'
import type { Earn } from './operations'
import { transferPoints, type Transfer } from './transfer'

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

const earn = (memberId: string, points: number, more: Partial<Earn> = {}) =>
  ledger.must({ ...facts(memberId), kind: 'earn', points, expiresAt: null, lotSource: 'purchase', ...more }, START)
const spend = (memberId: string, points: number) => ledger.must({ ...facts(memberId), kind: 'spend', points }, START)
const reverse = (memberId: string, txnId: string, points?: number) =>
  ledger.must(
    { ...facts(memberId), kind: 'reverse', txnId, graceDays: 15, ...(points === undefined ? {} : { points }) },
    START,
  )

const merging = (fromMemberId: string, toMemberId: string): Transfer => ({
  fromMemberId,
  toMemberId,
  unit: 'points',
  sourceKey: `merge:${randomUUID()}`,
  reason: '账户合并',
  source: '会员合并',
  actor: 'operator:1',
})
const run = (transfer: Transfer, now = START) => inTransaction(ledger.db, (tx) => transferPoints(tx, transfer, now))
const refusalOf = (transfer: Transfer) =>
  run(transfer).then(
    () => null,
    (error: { code?: string }) => error.code,
  )

test('moves what is available and pending with its ends, source, version and cost; both journals balance', async () => {
  const [from, to] = [await ledger.newMember(), await ledger.newMember()]
  await earn(from, 50, { expiresAt: day(30), ruleVersion: 'rule/3', costPermille: 800 })
  await earn(from, 20, { activatesAt: day(7), activatesOn: 'order:1', expiresAt: day(60) })
  await earn(to, 5)
  const transfer = merging(from, to)
  const done = await run(transfer)
  expect(done).toMatchObject({ available: 50, pending: 20, debt: 0, replayed: false })
  expect(await run(transfer)).toEqual({ ...done, replayed: true })
  expect(await ledger.account(from)).toMatchObject({ available: 0, pending: 0 })
  expect(await ledger.account(to)).toMatchObject({ available: 55, pending: 20 })
  const moved = (await ledger.lots(to)).slice(1)
  expect(moved).toMatchObject([
    { remaining: 50, expiresAt: day(30), source: 'purchase', ruleVersion: 'rule/3', costPermille: 800 },
    { remaining: 20, expiresAt: day(60), state: 'pending', activatesAt: day(7), activatesOn: 'order:1' },
  ])
  expect(await ledger.must({ ...facts(to), kind: 'spend', points: 75 }, day(8))).toMatchObject({ balanceAfter: 0 })
})

test('a debt goes along and is set off against what the other has', async () => {
  const [from, to] = [await ledger.newMember(), await ledger.newMember()]
  const earned = await earn(from, 100)
  await spend(from, 100)
  await reverse(from, earned.txnId, 60)
  await earn(to, 40, { expiresAt: day(5) })
  await earn(to, 30)
  expect(await run(merging(from, to))).toMatchObject({ available: 0, debt: 60 })
  expect(await ledger.account(from)).toMatchObject({ available: 0, debt: 0 })
  expect(await ledger.account(to)).toMatchObject({ available: 10, debt: 0 })
})

test('what was earned before is taken back from who has it now, and what was spent returns there with its end', async () => {
  const [from, to] = [await ledger.newMember(), await ledger.newMember()]
  const earned = await earn(from, 100, { expiresAt: day(90) })
  const spent = await spend(from, 40)
  await earn(to, 500)
  await run(merging(from, to))
  await reverse(to, spent.txnId, 10)
  await reverse(to, spent.txnId)
  const back = (await ledger.lots(to)).filter((lot) => lot.expiresAt !== null)
  expect(back.map((lot) => [lot.remaining, lot.expiresAt])).toEqual([
    [60, day(90)],
    [10, day(90)],
    [30, day(90)],
  ])
  await reverse(to, earned.txnId)
  expect((await ledger.lots(to)).map((lot) => lot.remaining)).toEqual([500, 0, 0, 0])
})

test('whoever still names the old member means the new one', async () => {
  const [from, to] = [await ledger.newMember(), await ledger.newMember()]
  const earned = await earn(from, 30)
  await run(merging(from, to))
  await earn(from, 12)
  await reverse(from, earned.txnId, 20)
  await spend(from, 2)
  expect(await ledger.account(from)).toMatchObject({ available: 0, debt: 0 })
  expect(await ledger.account(to)).toMatchObject({ available: 20, debt: 0 })
})

test('refuses oneself, a second owner, held points, a frozen account and a key that is none', async () => {
  const [from, to, third] = [await ledger.newMember(), await ledger.newMember(), await ledger.newMember()]
  await earn(from, 50)
  expect(await refusalOf(merging(from, from))).toBe('input_invalid')
  expect(await refusalOf({ ...merging(from, to), sourceKey: '合并' })).toBe('input_invalid')
  expect(await refusalOf(merging(from, '999999'))).toBe('not_found')
  const { holdId = '' } = await ledger.must({ ...facts(from), kind: 'hold', points: 5, endsAt: day(1) }, START)
  expect(await refusalOf(merging(from, to))).toBe('points_held')
  await ledger.must({ ...facts(from), kind: 'void', holdId }, START)
  const transfer = merging(from, to)
  await run(transfer)
  expect(await refusalOf({ ...transfer, toMemberId: third })).toBe('key_reused')
  expect(await refusalOf(merging(from, third))).toBe('already_done')
})

test('ten at once, and both ways at once: once', async () => {
  const [from, to] = [await ledger.newMember(), await ledger.newMember()]
  await earn(from, 50)
  await earn(to, 7)
  const all = [...Array.from({ length: 10 }, () => merging(from, to)), merging(to, from), merging(to, from)]
  const outcomes = await Promise.allSettled(all.map((one) => run(one)))
  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const [a, b] = [await ledger.account(from), await ledger.account(to)]
  expect([a.available, b.available].sort((x, y) => x - y)).toEqual([0, 57])
  expect(await ledger.db.manager.countBy(Txns, { accountId: a.id, kind: 'transfer_out' })).toBeLessThanOrEqual(1)
})
