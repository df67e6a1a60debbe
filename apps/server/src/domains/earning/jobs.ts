import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { Backtests } from './backtest/entities'
import { stepBacktest } from './backtest/step'
import { dueBirthdays, keepBirthday } from './birthday'

export const earningJobs: Job[] = [
  {
    name: 'earning.birthdays',
    everyMs: 10 * 60_000,
    run: async ({ db }, now) => {
      const due = await dueBirthdays(db.manager, now)
      for (const one of due) await inTransaction(db, (tx) => keepBirthday(tx, one, now))
      return due.length > 0
    },
  },
  {
    name: 'earning.backtest',
    everyMs: 3_000,
    run: async ({ db }, now) => {
      const running = await db.manager.findOne(Backtests, {
        select: { id: true },
        where: { state: 'running' },
        order: { id: 'ASC' },
      })
      if (!running) return false
      try {
        return await inTransaction(db, (tx) => stepBacktest(tx, running.id, now))
      } catch (error) {
        // One that cannot be replayed must not stand in the way of the others.
        await db.manager.update(Backtests, { id: running.id }, { state: 'failed', finishedAt: now })
        throw error
      }
    },
  },
]
