import type { Job } from '#server/platform/jobs/run-jobs'
import { expireOrders } from './order/expire'

const MINUTE_MS = 60_000

export const mallJobs: Job[] = [
  { name: 'mall.expireOrders', everyMs: MINUTE_MS, run: ({ db }, now) => expireOrders(db, now) },
]
