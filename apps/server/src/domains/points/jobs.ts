import { inTransaction } from '#server/platform/db/tx'
import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { runBatches } from './batch/run'
import { openBooks } from './book'
import { checkAll, checkTouched } from './check/run'
import { whoseTimeHasCome } from './due'
import { rollUp } from './report/roll-up'

const DUE_A_RUN = 500
const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

export const pointsJobs: Job[] = [
  {
    name: 'points.expire',
    everyMs: MINUTE_MS,
    /** Opening a book is what expires, activates and times out: a member who spends first finds the same result. */
    run: async ({ db }, now) => {
      const { whose, more } = await whoseTimeHasCome(db.manager, now, DUE_A_RUN)
      for (const one of whose) await inTransaction(db, (tx) => openBooks(tx, [one], now))
      return more
    },
  },
  { name: 'points.batches', everyMs: 5 * SECOND_MS, run: ({ db }, now) => inSlices(() => runBatches(db, now)) },
  { name: 'points.rollUp', everyMs: 10 * SECOND_MS, run: ({ db }) => inSlices(() => rollUp(db)) },
  { name: 'points.checkTouched', everyMs: MINUTE_MS, run: ({ db }, now) => inSlices(() => checkTouched(db, now)) },
  // Once a business day: after that it finds nothing to do until the next.
  { name: 'points.checkAll', everyMs: 60 * MINUTE_MS, run: ({ db }, now) => inSlices(() => checkAll(db, now)) },
]
