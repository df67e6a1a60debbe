import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { bringUpDue, sweepVersion } from './walk/bring-up'
import { walkOutlook } from './walk/outlook'

const MINUTE_MS = 60_000

export const tierJobs: Job[] = [
  { name: 'tier.review', everyMs: 5 * MINUTE_MS, run: ({ db }, now) => bringUpDue(db, now) },
  { name: 'tier.sweep', everyMs: 5 * MINUTE_MS, run: ({ db }, now) => sweepVersion(db, now) },
  {
    name: 'tier.outlook',
    everyMs: 60 * MINUTE_MS,
    run: ({ db }, now) => inTransaction(db, (tx) => walkOutlook(tx, now)),
  },
]
