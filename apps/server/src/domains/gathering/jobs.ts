import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { forgetAnswers } from './answers'
import { giveAllOwed } from './owed'
import { remindNext, tellHolders } from './tell'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

export const gatheringJobs: Job[] = [
  {
    name: 'gathering.tell',
    everyMs: 5 * SECOND_MS,
    run: (platform, now) => inSlices(() => tellHolders(platform, now)),
  },
  { name: 'gathering.remind', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => remindNext(platform, now)) },
  { name: 'gathering.owed', everyMs: 10 * MINUTE_MS, run: giveAllOwed },
  { name: 'gathering.forget', everyMs: HOUR_MS, run: (platform, now) => inSlices(() => forgetAnswers(platform, now)) },
]
