import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { makeCodes } from './code/make'
import { runGrants } from './grant/run'
import { remindDue } from './remind/soon'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

export const couponJobs: Job[] = [
  { name: 'coupon.codes', everyMs: 5 * SECOND_MS, run: (platform) => inSlices(() => makeCodes(platform)) },
  { name: 'coupon.grants', everyMs: 5 * SECOND_MS, run: (platform, now) => inSlices(() => runGrants(platform, now)) },
  { name: 'coupon.remind', everyMs: 10 * MINUTE_MS, run: (platform, now) => inSlices(() => remindDue(platform, now)) },
]
