import { addMonths, monthOf } from '@huitou/shared/kit/day'
import { today } from '#server/domains/store/queries'
import type { Job } from '#server/platform/jobs/run-jobs'
import { countMonth } from './checkin-orders'

const SIX_HOURS_MS = 6 * 3_600_000

export const insightJobs: Job[] = [
  {
    name: 'insight.countCheckInOrders',
    everyMs: SIX_HOURS_MS,
    /** The month that runs, and the one before, into which refunds still come. */
    run: async (platform, now) => {
      const { day } = await today(platform.db.manager, now)
      await countMonth(platform, addMonths(monthOf(day), -1), now)
      await countMonth(platform, monthOf(day), now)
      return false
    },
  },
]
