import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { rollUp } from './report/roll-up'

export const checkinJobs: Job[] = [
  {
    name: 'checkin.rollUp',
    everyMs: 30 * 60_000,
    run: ({ db }, now) => inTransaction(db, (tx) => rollUp(tx, now)),
  },
]
