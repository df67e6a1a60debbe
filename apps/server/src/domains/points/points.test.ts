import { randomUUID } from 'node:crypto'
import { checks } from '#server/checks'
import { inTransaction } from '#server/platform/db/tx'
import { runChecks } from '#server/platform/selfcheck/check'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import type { MemberClient } from '#test/people'
import { openBooks } from './book'
import { Accounts, Entries, Lots, Txns } from './entities'
import type { Operation, Outcome } from './operations'
import { post } from './post'
import { balanceAsOf } from './queries'
import { freezeAccount } from './account/freeze'
import { reconcile } from './check/reconcile'

const DAY_MS = 86_400_000

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS)
const common = (person: MemberClient) =>
  ({
    memberId: person.memberId,
    unit: 'points',
    sourceKey: randomUUID(),
    reason: '测试',
    source: '测试 v1',
    actor: 'system',
  }) as const

const earning = (person: MemberClient, points: number, expiresAt: Date | null = null): Operation => ({
  ...common(person),
  kind: 'earn',
  points,
  expiresAt,
  lotSource: 'test',
})
const spending = (person: MemberClient, points: number): Operation => ({ ...common(person), kind: 'spend', points })
const reversing = (person: MemberClient, txnId: string, graceDays = 15): Operation => ({
  ...common(person),
  kind: 'reverse',
  txnId,
  graceDays,
})

const run = async (operation: Operation, now = world.clock.now()): Promise<Outcome> => {
  const [outcome] = await inTransaction(world.db, (tx) => post(tx, [operation], now))
  if (!outcome) throw new Error('no outcome')
  return outcome
}
const txnIdOf = (outcome: Outcome) => {
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.txnId
}
const account = (person: MemberClient) =>
  world.db.manager.findOneByOrFail(Accounts, { memberId: person.memberId, unit: 'points' })
const lots = async (person: MemberClient) =>
  world.db.manager.find(Lots, { where: { accountId: (await account(person)).id }, order: { id: 'ASC' } })

async function memberWith(points: number) {
  const person = await world.member()
  await world.setBalance(person, points)
  return person
}

describe('an account that is full', () => {
  test('takes in what it has room for and says so; by hand nothing at all; every call still answers', async () => {
    const person = await world.member()
    const first = await run(earning(person, 499_999_900))
    expect(first).toMatchObject({ ok: true, granted: 499_999_900 })
    const second = await run(earning(person, 400))
    expect(second).toMatchObject({ ok: true, wanted: 400, granted: 50, cutBy: '账户积分上限' })
    const adjusted = await run({ ...common(person), kind: 'adjust', points: 1, expiresAt: null })
    expect(adjusted).toEqual({ ok: false, reason: 'account_full' })
    expect((await person.must('points.balance', {})).available).toBe(500_000_000)
    expect((await person.must('points.history', { filter: 'all' })).rows[0]).toMatchObject({ cutBy: '账户积分上限' })
  })
})

describe('post', () => {
  test('spends what ends first, and writes a journal that sums to zero', async () => {
    const person = await memberWith(0)
    await run(earning(person, 50, inDays(90)))
    await run(earning(person, 30, inDays(10)))
    expect(await run(spending(person, 40))).toMatchObject({ ok: true, amount: -40, balanceAfter: 40 })
    const left = (await lots(person)).filter((lot) => lot.live).map((lot) => lot.remaining)
    expect(left).toEqual([40])
  })

  test('refuses what is too much or no amount, and writes nothing', async () => {
    const person = await memberWith(10)
    const before = await world.db.manager.count(Entries)
    expect(await run(spending(person, 11))).toEqual({ ok: false, reason: 'points_short' })
    expect(await run(spending(person, 1.5))).toEqual({ ok: false, reason: 'points_invalid' })
    expect(await run(earning(person, 0))).toEqual({ ok: false, reason: 'points_invalid' })
    expect(await run({ ...spending(person, 1), memberId: '999999999' })).toEqual({ ok: false, reason: 'not_found' })
    expect(await world.db.manager.count(Entries)).toBe(before)
  })

  test('the same source key has one effect; with another amount it is refused', async () => {
    const person = await memberWith(0)
    const operation = earning(person, 20)
    const first = await run(operation)
    expect(await run(operation)).toEqual({ ...first, replayed: true })
    expect(await run({ ...operation, points: 21 } as Operation)).toEqual({ ok: false, reason: 'key_reused' })
    expect((await account(person)).available).toBe(20)
  })

  test('one of several refused changes nothing for the others', async () => {
    const person = await memberWith(0)
    const outcomes = await inTransaction(world.db, (tx) =>
      post(tx, [earning(person, 5), spending(person, 9), spending(person, 5)], world.clock.now()),
    )
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true])
  })

  test('fifty spendings at once against a balance for three: exactly three', async () => {
    const person = await memberWith(300)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => run(spending(person, 100))))
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(3)
    expect((await account(person)).available).toBe(0)
  })

  test('a hundred mixed operations at once leave Σ entries = Σ lots = balance', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => memberWith(100)))
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const person = people[index % people.length] as MemberClient
        return run(index % 3 === 0 ? spending(person, 30) : earning(person, 7, index % 2 === 0 ? inDays(30) : null))
      }),
    )
    const found = await runChecks(world.db.manager, checks, world.clock.now())
    expect(found.filter((one) => one.violations.length > 0)).toEqual([])
  })
})

describe('expiry', () => {
  test('late is on time: points that ended cannot be spent before any job ran, and are dated to their end', async () => {
    const person = await memberWith(0)
    const endsAt = inDays(1)
    await run(earning(person, 40, endsAt))
    await run(earning(person, 5, null))
    expect(await run(spending(person, 6), inDays(2))).toEqual({ ok: false, reason: 'points_short' })
    expect(await run(spending(person, 5), inDays(2))).toMatchObject({ ok: true, balanceAfter: 0 })
    const { id: accountId } = await account(person)
    const expired = await world.db.manager.findOneByOrFail(Txns, { accountId, kind: 'expire' })
    expect(expired.effectiveAt).toEqual(endsAt)
  })

  test('opening a book twice, or by two at once, expires once', async () => {
    const person = await memberWith(0)
    await run(earning(person, 40, inDays(1)))
    const later = inDays(2)
    const open = () =>
      inTransaction(world.db, (tx) => openBooks(tx, [{ memberId: person.memberId, unit: 'points' }], later))
    await Promise.all([open(), open(), open()])
    const { id: accountId } = await account(person)
    expect(await world.db.manager.countBy(Txns, { accountId, kind: 'expire' })).toBe(1)
  })
})

describe('reverse', () => {
  test('spent points return to their lots with the original end', async () => {
    const person = await memberWith(0)
    const endsAt = inDays(60)
    await run(earning(person, 30, endsAt))
    const spent = await run(spending(person, 30))
    expect((await lots(person)).filter((lot) => lot.live)).toHaveLength(0)
    expect(await run(reversing(person, txnIdOf(spent)))).toMatchObject({ ok: true, amount: 30, balanceAfter: 30 })
    expect((await lots(person)).filter((lot) => lot.live).map((lot) => lot.expiresAt)).toEqual([endsAt])
  })

  test('a lot that ended meanwhile returns as a new one with the grace', async () => {
    const person = await memberWith(0)
    await run(earning(person, 30, inDays(5)))
    const spent = await run(spending(person, 20))
    const later = inDays(10)
    expect(await run(reversing(person, txnIdOf(spent)), later)).toMatchObject({ ok: true, balanceAfter: 20 })
    const live = (await lots(person)).filter((lot) => lot.live)
    expect(live.map((lot) => lot.expiresAt)).toEqual([new Date(later.getTime() + 15 * DAY_MS)])
  })

  test('earned points that were spent become a debt, which the next earning pays off first', async () => {
    const person = await memberWith(0)
    const earned = await run(earning(person, 100))
    await run(spending(person, 70))
    expect(await run(reversing(person, txnIdOf(earned)))).toMatchObject({ ok: true, amount: -30, balanceAfter: 0 })
    expect(await account(person)).toMatchObject({ available: 0, debt: 70 })
    expect(await run(earning(person, 100))).toMatchObject({ ok: true, balanceAfter: 30 })
    expect(await account(person)).toMatchObject({ available: 30, debt: 0 })
  })

  test('ten at once reverse once', async () => {
    const person = await memberWith(50)
    const spent = await run(spending(person, 50))
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => run(reversing(person, txnIdOf(spent)))))
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect((await account(person)).available).toBe(50)
  })
})

describe('as of a moment', () => {
  test('past, present and future', async () => {
    const person = await memberWith(0)
    const before = world.clock.now()
    await run(earning(person, 30, inDays(10)), inDays(1))
    await run(spending(person, 10), inDays(2))
    const at = (moment: Date) => balanceAsOf(world.db.manager, person.memberId, 'points', moment)
    expect(await at(before)).toBe(0)
    expect(await at(inDays(1.5))).toBe(30)
    expect(await at(inDays(3))).toBe(20)
    expect(await at(inDays(11))).toBe(0)
  })
})

describe('reconcile', () => {
  test('a frozen account refuses, and is rebuilt from its entries', async () => {
    const person = await memberWith(80)
    const { id } = await account(person)
    await world.db.manager.update(Accounts, { id }, { available: 95 })
    const broken = await runChecks(world.db.manager, checks, world.clock.now())
    expect(broken.filter((one) => one.violations.length > 0).map((one) => one.promise)).toContain('P1')
    await inTransaction(world.db, (tx) => freezeAccount(tx, id, { actor: 'system', reason: '核对' }, world.clock.now()))
    expect(await run(spending(person, 1))).toEqual({ ok: false, reason: 'account_frozen' })
    await inTransaction(world.db, (tx) =>
      reconcile(tx, id, { approvedBy: 'staff:1', reason: '手工改错' }, world.clock.now()),
    )
    expect(await account(person)).toMatchObject({ available: 80, frozenAt: null })
    expect(await run(spending(person, 80))).toMatchObject({ ok: true })
  })
})

describe('points.balance and points.history', () => {
  test('page by page, newest first, each with its reason; another member sees none of it', async () => {
    const person = await memberWith(0)
    for (let index = 0; index < 25; index += 1) await run(earning(person, 1, inDays(index + 1)))
    const first = await person.must('points.history', { filter: 'earned' })
    expect(first.rows).toHaveLength(20)
    const second = await person.must('points.history', { filter: 'earned', before: first.next ?? '' })
    const ids = [...first.rows, ...second.rows].map((row) => Number(row.id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(new Set(ids).size).toBe(ids.length)
    expect(first.rows[0]).toMatchObject({ points: 1, reason: '测试', source: '测试 v1', kind: 'earn' })
    const other = await world.member()
    const theirs = await other.must('points.history', { filter: 'all' })
    expect(theirs.rows.map((row) => row.id)).not.toContain(first.rows[0]?.id)
    expect((await person.must('points.balance', {})).expiringNext).toMatchObject({ points: 1 })
  })

  test('a page of the journal walks an index', async () => {
    const explain = world.db.options.type === 'better-sqlite3' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
    const plan = await world.db.query<object[]>(
      `${explain} SELECT * FROM point_txn WHERE account_id = 1 AND id < 99 ORDER BY id DESC LIMIT 21`,
    )
    expect(JSON.stringify(plan)).toMatch(/ix_point_txn_account_id_id|PRIMARY|INTEGER PRIMARY KEY/)
    expect(JSON.stringify(plan)).not.toMatch(/"type":"ALL"|SCAN point_txn"/)
  })
})
