import type { Job } from '#server/platform/jobs/run-jobs'
import { settleAllOwed } from './owed'

const MINUTE_MS = 60_000

export const reviewJobs: Job[] = [{ name: 'review.owed', everyMs: 10 * MINUTE_MS, run: settleAllOwed }]
