import { createHash } from 'node:crypto'
import { Txns } from '#server/domains/points/entities'
import type { Operation } from '#server/domains/points/operations'
import { whoseTimeHasCome } from '#server/domains/points/due'
import { rollUp } from '#server/domains/points/report/roll-up'
import { engineOf } from '#server/platform/db/connect'
import { facts, startLedger, type Ledger } from './ledger'

/** The whole of it is 36,000; a normal run takes a part, so that everything else stays quick. */
const OPERATIONS = Number(process.env['LEDGER_OPERATIONS'] ?? 2_000)
const LOTS = Number(process.env['LEDGER_LOTS'] ?? 100_000)
const WORKERS = 32
const MEMBERS = 200
const NOW = new Date('2026-11-22T04:00:00.000Z')
const DAY_MS = 86_400_000

let ledger: Ledger
beforeAll(async () => {
  ledger = await startLedger()
})
afterAll(() => ledger.stop())

/** Numbers that look like chance and are the same in every run. */
const draw = (seed: string) => createHash('sha256').update(seed).digest().readUInt32BE(0)

test(`${OPERATIONS} operations by ${WORKERS} workers, 15 % sent three times: nothing is lost, doubled or out of balance`, async () => {
  const people: string[] = []
  for (let made = 0; made < MEMBERS; made += 1) people.push(await ledger.newMember())
  const operationOf = (number: number): Operation => {
    const chance = draw(`op ${number}`)
    const base = { ...facts(people[chance % MEMBERS] ?? ''), sourceKey: `load:${number}` }
    const points = (chance % 97) + 1
    const kind = draw(`kind ${number}`) % 10
    if (kind < 5)
      return { ...base, kind: 'earn', points, expiresAt: new Date(NOW.getTime() + points * DAY_MS), lotSource: 'load' }
    if (kind < 8) return { ...base, kind: 'spend', points }
    return { ...base, kind: 'hold', points, endsAt: new Date(NOW.getTime() + DAY_MS) }
  }
  const done = new Map<string, string>()
  let next = 0
  const send = async (operation: Operation) => {
    const outcome = await ledger.run(operation, NOW)
    if (!outcome.ok) return
    const before = done.get(operation.sourceKey) ?? outcome.txnId
    expect(outcome.txnId).toBe(before)
    done.set(operation.sourceKey, outcome.txnId)
  }
  const worker = async () => {
    for (let number = next++; number < OPERATIONS; number = next++) {
      const operation = operationOf(number)
      const times = draw(`again ${number}`) % 100 < 15 ? 3 : 1
      await Promise.all(Array.from({ length: times }, () => send(operation)))
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, worker))
  while (await rollUp(ledger.db));
  expect(await ledger.wrong(NOW)).toEqual([])
  expect(await ledger.db.manager.count(Txns)).toBe(done.size)
  expect(done.size).toBeGreaterThan(OPERATIONS / 2)
}, 600_000)

describe(`what is due among ${LOTS} lots`, () => {
  const DUE = 3

  async function fill() {
    const memberId = await ledger.newMember()
    const account = await ledger.account(memberId)
    const SLICE = 1000
    const columns =
      'account_id, txn_id, amount, remaining, held, state, live, expires_at, due_at, cost_permille, source'
    for (let from = 0; from < LOTS; from += SLICE) {
      const rows = Array.from({ length: SLICE }, (_, index) => {
        const due = from + index < DUE
        const at = due ? '2026-11-01 00:00:00.000' : '2027-11-01 00:00:00.000'
        return `(${account.id}, 1, 5, 0, 0, 'active', 0, '${at}', '${at}', 1000, 'load')`
      })
      await ledger.db.query(`INSERT INTO point_lot (${columns}) VALUES ${rows.join(', ')}`)
    }
    return { memberId, clear: () => ledger.db.query(`DELETE FROM point_lot WHERE account_id = ${account.id}`) }
  }

  test('the job reads what is due, and walks an index to it', async () => {
    const { memberId, clear } = await fill()
    const runner = ledger.db.createQueryRunner()
    const asked: [string, unknown[]][] = []
    const query = runner.query.bind(runner)
    runner.query = ((sql: string, parameters: unknown[] = [], structured?: boolean) => {
      if (sql.includes('due_at')) asked.push([sql, parameters])
      return structured ? query(sql, parameters, structured) : query(sql, parameters)
    }) as typeof runner.query
    const mysql = engineOf(ledger.db) === 'mysql'
    if (mysql) await query('FLUSH STATUS')
    const due = await whoseTimeHasCome(runner.manager, NOW, 200)
    expect(due.whose.map((one) => one.memberId)).toContain(memberId)
    const status = mysql ? ((await query("SHOW SESSION STATUS LIKE 'Handler_read%'")) as { Value: string }[]) : []
    // SQLite counts no reads; there the plan below has to do.
    expect(status.reduce((sum, row) => sum + Number(row.Value), 0)).toBeLessThan(100)
    expect(asked).toHaveLength(2)
    for (const [sql, parameters] of asked) {
      const plan = JSON.stringify(await query(`${mysql ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql}`, parameters))
      expect(plan).toMatch(/ix_point_(lot|hold)_due_at_account_id/)
      expect(plan).not.toMatch(/"type":"ALL"|SCAN due"/)
    }
    await runner.release()
    await clear()
  }, 300_000)
})
