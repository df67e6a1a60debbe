import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { makeToday } from './duty/make'
import { missOver } from './miss'

const MINUTE_MS = 60_000

export const worklistJobs: Job[] = [
  { name: 'worklist.make', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => makeToday(platform, now)) },
  { name: 'worklist.miss', everyMs: 5 * MINUTE_MS, run: (platform, now) => inSlices(() => missOver(platform, now)) },
]
