import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { makeBatches } from './batch/make'

export const channelJobs: Job[] = [
  { name: 'channel.batches', everyMs: 5000, run: (platform, now) => inSlices(() => makeBatches(platform, now)) },
]
