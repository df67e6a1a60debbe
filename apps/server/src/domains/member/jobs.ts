import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { ShownCodes } from './entities'
import { judgeNames } from './judge-names'

const BATCH = 500
/** Kept for a day after their end, so that a late scan is told "over" and not "unknown". */
const KEEP_MS = 86_400_000

export const memberJobs: Job[] = [
  { name: 'member.judgeNames', everyMs: 20_000, run: (platform, now) => judgeNames(platform, now) },
  {
    name: 'member.dropOldCodes',
    everyMs: 10 * 60_000,
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const old = await tx.find(ShownCodes, {
          select: { id: true },
          where: { digitsEndAt: LessThanOrEqual(new Date(now.getTime() - KEEP_MS)) },
          take: BATCH,
        })
        if (old.length > 0) await tx.delete(ShownCodes, { id: In(old.map((row) => row.id)) })
        return old.length === BATCH
      }),
  },
]
