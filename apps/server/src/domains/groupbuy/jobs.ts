import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import { tellCards } from './card/tell'
import { decideTeams } from './decide'
import { expireVouchers } from './voucher'

const SECOND_MS = 1000

export const groupbuyJobs: Job[] = [
  {
    name: 'groupbuy.cards',
    everyMs: 5 * SECOND_MS,
    run: (platform, now) => inSlices(() => tellCards(platform, now)),
  },
  {
    name: 'groupbuy.decide',
    everyMs: 5 * SECOND_MS,
    run: (platform, now) => inSlices(() => decideTeams(platform, now)),
  },
  {
    name: 'groupbuy.expire',
    everyMs: 60 * SECOND_MS,
    run: (platform, now) => inSlices(() => expireVouchers(platform, now)),
  },
]
