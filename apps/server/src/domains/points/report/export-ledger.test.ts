import { createHash } from 'node:crypto'
import { readCsv } from '@huitou/shared/kit/csv'
import { facts, startLedger, type Ledger } from '#test/ledger'
import { Accounts } from '../entities'
import { exportLedger } from './export-ledger'

const NOW = new Date('2026-11-22T04:00:00.000Z')

let ledger: Ledger
beforeAll(async () => {
  ledger = await startLedger()
})
afterAll(() => ledger.stop())

async function exported() {
  let text = ''
  for await (const line of exportLedger(ledger.db.manager, 50)) text += line
  return text
}

test('an empty ledger is a head, and a last line that says so', async () => {
  const lines = (await exported()).trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/^rows,0,sha256,[0-9a-f]{64}$/)
})

async function fill() {
  const people = [await ledger.newMember(), await ledger.newMember(), await ledger.newMember()]
  const base = (round: number) => facts(people[round % 3] ?? '')
  const earn = (round: number) => ({
    ...base(round),
    ...({ kind: 'earn', points: 10 + round, expiresAt: null, lotSource: 'test' } as const),
    ...{ reason: '=1+1', source: '＠规则, "v1"' },
  })
  for (let round = 0; round < 90; round += 1) {
    await ledger.must(earn(round), NOW)
    if (round % 4 === 0) await ledger.must({ ...base(round), kind: 'spend', points: round + 1 }, NOW)
    if (round % 7 === 0)
      await ledger.run({ ...base(0), kind: 'hold', points: 3, endsAt: new Date(NOW.getTime() + 1) }, NOW)
  }
}

test('added up again it is what members have; the last line vouches for every byte; nothing in it is a formula', async () => {
  await fill()
  const text = await exported()
  const csv = readCsv(text)
  if (!csv.ok) throw new Error('the export cannot be read')
  const [head, ...rest] = csv.rows.map((row) => row.cells)
  const last = rest.pop() ?? []
  const before = text.slice(0, text.lastIndexOf('rows,'))
  expect(last).toEqual(['rows', String(rest.length), 'sha256', createHash('sha256').update(before).digest('hex')])
  expect(rest.length).toBeGreaterThan(200)

  const column = (name: string) => head?.indexOf(name) ?? -1
  const sums = new Map<string, number>()
  const perTxn = new Map<string, number>()
  for (const row of rest) {
    const amount = Number(row[column('amount')])
    const key = `${row[column('account')]}/${row[column('bucket')]}`
    sums.set(key, (sums.get(key) ?? 0) + amount)
    perTxn.set(row[column('txn')] ?? '', (perTxn.get(row[column('txn')] ?? '') ?? 0) + amount)
  }
  expect([...perTxn.values()].every((sum) => sum === 0)).toBe(true)
  for (const { id, available, held } of await ledger.db.manager.find(Accounts)) {
    expect(sums.get(`${id}/available`) ?? 0).toBe(available)
    expect(sums.get(`${id}/held`) ?? 0).toBe(held)
  }
  expect(rest[0]?.[column('reason')]).toBe("'=1+1")
  expect(text).not.toMatch(/(^|,)"?[=+@＝＠]/m)
})
