import { In, LessThanOrEqual } from 'typeorm'
import { memberById } from '#server/domains/member/member-of'
import { inTransaction } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import type { Platform } from '#server/platform/platform'
import { openAccount } from './account'
import { Commissions, Touches } from './entities'
import { requestForLeaver } from './payout/request'

const DAY_MS = 86_400_000
/** The longest window there is: after it no touch binds. */
const TOUCH_DAYS = 90
const BATCH = 100

/** Opening an account frees what is due: late, twice or beside itself, it is the same. */
async function free({ db }: Platform, distributorId: string, now: Date) {
  await inTransaction(db, async (tx) => {
    const account = await openAccount(tx, distributorId, now)
    const { leftAt } = await memberById(tx, distributorId)
    if (leftAt !== null) await requestForLeaver(tx, account, now)
  })
}

export const distributionJobs: Job[] = [
  {
    name: 'distribution.free',
    everyMs: 60_000,
    run: async (platform, now) => {
      const due = await platform.db.manager.find(Commissions, {
        ...{ select: { distributorId: true, id: true }, where: { state: 'frozen', freesAt: LessThanOrEqual(now) } },
        ...{ order: { freesAt: 'ASC' }, take: BATCH },
      })
      for (const distributorId of new Set(due.map((row) => row.distributorId))) await free(platform, distributorId, now)
      return due.length === BATCH
    },
  },
  {
    name: 'distribution.dropTouches',
    everyMs: 60 * 60_000,
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const at = LessThanOrEqual(new Date(now.getTime() - TOUCH_DAYS * DAY_MS))
        const old = await tx.find(Touches, { where: { at }, order: { at: 'ASC' }, take: BATCH })
        if (old.length > 0) await tx.delete(Touches, { person: In(old.map(({ person }) => person)) })
        return old.length === BATCH
      }),
  },
]
