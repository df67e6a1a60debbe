import { pointsChecks } from '#server/domains/points/checks'
import { migrate } from '#server/platform/db/migrate'
import { runChecks } from '#server/platform/selfcheck/check'
import { dbBefore } from '#test/migrated-until'

const NAME = 'KeepHoldsCapsPoliciesAndWhatTheLedgerReports'

test('what was written before says how many points it was about, and is checked and counted like everything after', async () => {
  const { db, drop } = await dbBefore(NAME)
  const runner = db.createQueryRunner()
  const at = '2026-01-01 00:00:00.000'
  await runner.query(
    `INSERT INTO point_account (id, member_id, unit, available, debt, seq) VALUES (1, 1, 'points', 0, 20, 6)`,
  )
  const txn = (id: number, kind: string, direction: number, amount: number) =>
    runner.query(
      `INSERT INTO point_txn (id, account_id, kind, direction, amount, balance_after, source_key, fingerprint,
         effective_at, recorded_at, actor, reason, source)
       VALUES (${id}, 1, '${kind}', ${direction}, ${amount}, 0, 'k${id}', '', '${at}', '${at}', 'system', 'x', 'x')`,
    )
  const entry = (txnId: number, seq: number | null, bucket: string, amount: number, balance: number | null) =>
    runner.query(
      `INSERT INTO point_entry (txn_id, account_id, account_seq, bucket, lot_id, amount, balance_after, at)
       VALUES (${txnId}, ${seq === null ? 'NULL' : 1}, ${seq}, '${bucket}', ${bucket === 'available' ? 1 : 'NULL'},
         ${amount}, ${balance}, '${at}')`,
    )
  await runner.query(
    `INSERT INTO point_lot (id, account_id, txn_id, amount, remaining, held, state, live, expires_at, due_at, cost_permille, source)
     VALUES (1, 1, 1, 100, 0, 0, 'active', 0, '2027-01-01 00:00:00.000', NULL, 1000, 'test')`,
  )
  await txn(1, 'earn', 1, 100)
  await entry(1, 1, 'available', 100, 100)
  await entry(1, null, 'issued', -100, null)
  await txn(2, 'spend', -1, -50)
  await entry(2, 2, 'available', -50, 50)
  await entry(2, null, 'spent', 50, null)
  await txn(3, 'clawback', -1, -50)
  await entry(3, 3, 'available', -50, 0)
  await entry(3, 4, 'debt', -50, 50)
  await entry(3, null, 'clawed', 100, null)
  await txn(4, 'earn', 1, 0)
  await entry(4, 5, 'debt', 30, 20)
  await entry(4, 6, 'available', 0, 0)
  await entry(4, null, 'issued', -30, null)
  await migrate(db)
  const rows = (await runner.query('SELECT granted, wanted, to_roll FROM point_txn ORDER BY id')) as {
    granted: number | string
    wanted: number | string
    to_roll: number
  }[]
  expect(rows.map((row) => [Number(row.granted), Number(row.wanted), row.to_roll])).toEqual([
    [100, 100, 1],
    [50, 50, 1],
    [100, 100, 1],
    [30, 30, 1],
  ])
  const found = await runChecks(db.manager, pointsChecks, new Date(0))
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
  await runner.release()
  await db.destroy()
  await drop()
})
