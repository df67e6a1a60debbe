import { randomUUID } from 'node:crypto'
import { Members } from '#server/domains/member/entities'
import { pointsChecks } from '#server/domains/points/checks'
import { Accounts, Lots, type PointUnit } from '#server/domains/points/entities'
import { openAccounts } from '#server/domains/points/open-accounts'
import type { Operation, Outcome, Posted } from '#server/domains/points/operations'
import { post } from '#server/domains/points/post'
import { pointsTables } from '#server/domains/points/tables'
import { Brands } from '#server/domains/store/entities'
import { inTransaction } from '#server/platform/db/tx'
import { Events } from '#server/platform/events/entities'
import { runChecks } from '#server/platform/selfcheck/check'
import { freshDbWith } from './fresh-db'
import { migrated } from './migrated'

export type Ledger = Awaited<ReturnType<typeof startLedger>>

/** What every operation needs and few tests care about. */
export const facts = (memberId: string, unit: PointUnit = 'points') => ({
  memberId,
  unit,
  sourceKey: randomUUID(),
  reason: '测试',
  source: '测试 v1',
  actor: 'system',
})

/** The ledger on a real database, without the rest of the shop around it: for tests that do thousands of operations. */
export async function startLedger() {
  const { db, drop } = await freshDbWith([...pointsTables, Members, Brands, Events])
  await migrated(db)

  const newMember = () =>
    inTransaction(db, async (tx) => {
      const blank = {
        nickname: null,
        phoneSealed: null,
        phoneFingerprint: null,
        birthday: null,
        birthdayChangedAt: null,
      }
      const { identifiers } = await tx.insert(Members, {
        ...blank,
        userId: null,
        userFingerprint: randomUUID(),
        tierLevel: 1,
        sourceCodeId: null,
        joinedAt: new Date(0),
        leftAt: null,
      })
      const id = String(identifiers[0]?.['id'])
      await openAccounts(tx, id)
      return id
    })

  const runAll = (operations: Operation[], now: Date): Promise<Outcome[]> =>
    inTransaction(db, (tx) => post(tx, operations, now))

  const run = async (operation: Operation, now: Date): Promise<Outcome> => {
    const [outcome] = await runAll([operation], now)
    if (!outcome) throw new Error('no outcome')
    return outcome
  }

  const must = async (operation: Operation, now: Date): Promise<Posted> => {
    const outcome = await run(operation, now)
    if (!outcome.ok) throw new Error(`${operation.kind}: ${outcome.reason}`)
    return outcome
  }

  const account = (memberId: string, unit: PointUnit = 'points') =>
    db.manager.findOneByOrFail(Accounts, { memberId, unit })

  const lots = async (memberId: string, unit: PointUnit = 'points') =>
    db.manager.find(Lots, { where: { accountId: (await account(memberId, unit)).id }, order: { id: 'ASC' } })

  /** What the self-check finds wrong; nothing, when all is well. */
  const wrong = async (now: Date) =>
    (await runChecks(db.manager, pointsChecks, now)).filter((one) => one.violations.length > 0)

  async function stop() {
    await db.destroy()
    await drop()
  }

  return { db, newMember, run, runAll, must, account, lots, wrong, stop }
}
