import type { Job } from '#server/platform/jobs/run-jobs'
import { dropOldNonces } from './key/integrator'
import { deliverDue } from './webhook/deliver'

const SECOND_MS = 1000
const HOUR_MS = 3_600_000
const BATCH = 1000

export const integrationJobs: Job[] = [
  { name: 'integration.deliver', everyMs: 2 * SECOND_MS, run: (platform, now) => deliverDue(platform, now) },
  { name: 'integration.dropOldNonces', everyMs: HOUR_MS, run: ({ db }, now) => dropOldNonces(db.manager, now, BATCH) },
]
