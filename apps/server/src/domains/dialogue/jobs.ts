import { deliverWaiting } from './message/deliver'
import { dropIdleContacts, dropOldMessages } from './message/retention'
import type { Job } from '#server/platform/jobs/run-jobs'

const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS

export const dialogueJobs: Job[] = [
  { name: 'dialogue.send', everyMs: 2 * SECOND_MS, run: deliverWaiting },
  { name: 'dialogue.dropOldMessages', everyMs: HOUR_MS, run: dropOldMessages },
  { name: 'dialogue.dropIdleContacts', everyMs: HOUR_MS, run: dropIdleContacts },
]
