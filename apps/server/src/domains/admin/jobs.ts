import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { OperatorSessions } from './entities'

const HOUR_MS = 3_600_000
const BATCH = 500

export const adminJobs: Job[] = [
  {
    name: 'admin.dropOldSessions',
    everyMs: HOUR_MS,
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const old = await tx.find(OperatorSessions, { where: { endsAt: LessThanOrEqual(now) }, take: BATCH })
        if (old.length > 0) await tx.delete(OperatorSessions, { id: In(old.map((row) => row.id)) })
        return old.length === BATCH
      }),
  },
]
