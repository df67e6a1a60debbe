import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { giveAllOwed } from './owed'
import { countNext } from './results/count'
import { forgetAnswers } from './sealed'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

export const surveyJobs: Job[] = [
  { name: 'survey.count', everyMs: 10 * SECOND_MS, run: (platform, now) => inSlices(() => countNext(platform, now)) },
  { name: 'survey.owed', everyMs: 10 * MINUTE_MS, run: giveAllOwed },
  {
    name: 'survey.forget',
    everyMs: 60 * MINUTE_MS,
    run: (platform, now) => inSlices(() => forgetAnswers(platform, now)),
  },
]
