import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import type { Platform } from '#server/platform/platform'
import { Visits } from './entities'
import { askForCodes } from './group/renew'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** So long it is kept who opened a page. */
const VISIT_DAYS = 180
const BATCH = 500

/** Forgets who opened a page long ago. True when more may be waiting. */
async function forgetOld({ db }: Pick<Platform, 'db'>, now: Date): Promise<boolean> {
  const at = LessThanOrEqual(new Date(now.getTime() - VISIT_DAYS * DAY_MS))
  const old = await db.manager.find(Visits, { select: { id: true }, where: { at }, order: { at: 'ASC' }, take: BATCH })
  if (old.length > 0) await inTransaction(db, (tx) => tx.delete(Visits, { id: In(old.map(({ id }) => id)) }))
  return old.length === BATCH
}

export const communityJobs: Job[] = [
  {
    name: 'community.askForCodes',
    everyMs: 10 * MINUTE_MS,
    run: (platform, now) => inSlices(() => askForCodes(platform, now)),
  },
  {
    name: 'community.forgetVisits',
    everyMs: 60 * MINUTE_MS,
    run: (platform, now) => inSlices(() => forgetOld(platform, now)),
  },
]
