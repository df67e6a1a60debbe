import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { stepDue, stopSlice } from './run/step'
import { scanDue } from './scan'

const SECOND_MS = 1000

export const journeyJobs: Job[] = [
  { name: 'journey.scan', everyMs: 60 * SECOND_MS, run: (platform, now) => inSlices(() => scanDue(platform, now)) },
  { name: 'journey.step', everyMs: 5 * SECOND_MS, run: (platform, now) => inSlices(() => stepDue(platform, now)) },
  { name: 'journey.stop', everyMs: 2 * SECOND_MS, run: (platform, now) => inSlices(() => stopSlice(platform, now)) },
]
