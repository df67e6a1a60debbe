import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { openBooks } from './book'
import { Accounts, Lots } from './entities'

const ACCOUNTS_A_RUN = 200

export const pointsJobs: Job[] = [
  {
    name: 'points.expire',
    everyMs: 60_000,
    /** Opening a book is what expires: a member who spends first finds the same result. */
    run: async ({ db }, now) => {
      const due = await db.manager
        .createQueryBuilder(Lots, 'lot')
        .select('DISTINCT lot.accountId', 'accountId')
        .where('lot.dueAt <= :now', { now })
        .limit(ACCOUNTS_A_RUN)
        .getRawMany<{ accountId: string | number }>()
      for (const { accountId } of due) {
        const account = await db.manager.findOneOrFail(Accounts, { where: { id: String(accountId) } })
        await inTransaction(db, (tx) => openBooks(tx, [account], now))
      }
      return due.length === ACCOUNTS_A_RUN
    },
  },
]
