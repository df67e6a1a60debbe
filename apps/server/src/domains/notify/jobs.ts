import { inTransaction } from '#server/platform/db/tx'
import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { dropOldMessages } from './forget'
import { countChanged } from './figures/count'
import type { DialogueDoor } from './send/dialogue-door'
import { sendDue } from './send/send'
import { tellGiftsEnding } from './trigger/ending/gifts'
import { tellPointsEnding } from './trigger/ending/points'
import { remindDue } from './trigger/remind'
import { tellRewardsEnding } from './trigger/ending/rewards'
import { warnStreaks } from './trigger/streak'
import { tellTeamsEnding } from './trigger/ending/teams'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const BATCH = 1000

export const notifyJobs = (door: DialogueDoor): Job[] => [
  { name: 'notify.send', everyMs: 3 * SECOND_MS, run: (platform, now) => sendDue(platform, door, now) },
  { name: 'notify.remind', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => remindDue(platform, now)) },
  { name: 'notify.streaks', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => warnStreaks(platform, now)) },
  { name: 'notify.teams', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => tellTeamsEnding(platform, now)) },
  {
    name: 'notify.points',
    everyMs: 10 * MINUTE_MS,
    run: (platform, now) => inSlices(() => tellPointsEnding(platform, now)),
  },
  {
    name: 'notify.gifts',
    everyMs: 10 * MINUTE_MS,
    run: (platform, now) => inSlices(() => tellGiftsEnding(platform, now)),
  },
  {
    name: 'notify.rewards',
    everyMs: 10 * MINUTE_MS,
    run: (platform, now) => inSlices(() => tellRewardsEnding(platform, now)),
  },
  { name: 'notify.count', everyMs: MINUTE_MS, run: (platform, now) => inSlices(() => countChanged(platform, now)) },
  {
    name: 'notify.dropOld',
    everyMs: HOUR_MS,
    run: ({ db }, now) => inTransaction(db, (tx) => dropOldMessages(tx, now, BATCH)),
  },
]
