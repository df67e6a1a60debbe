import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import { inSlices } from '#server/platform/jobs/in-slices'
import type { Job } from '#server/platform/jobs/run-jobs'
import type { Platform } from '#server/platform/platform'
import { openAccount } from './account'
import { Commissions, Distributors, Touches } from './entities'
import { requestIfLeft } from './payout/request'

const DAY_MS = 86_400_000
/** The longest window there is: after it no touch binds. */
const TOUCH_DAYS = 90
const BATCH = 100

/** Opening an account frees what is due: late, twice or beside itself, it is the same. */
const lookAgain = async (tx: Tx, distributorId: string, now: Date) =>
  requestIfLeft(tx, await openAccount(tx, distributorId, now), now)

/** Each distributor once, however many commissions of theirs are due. True when more may be waiting. */
async function freeDue(platform: Platform, now: Date): Promise<boolean> {
  const due = await platform.db.manager
    .createQueryBuilder(Commissions, 'commission')
    .select('commission.distributorId', 'id')
    .where({ state: 'frozen', freesAt: LessThanOrEqual(now) })
    .groupBy('commission.distributorId')
    .orderBy('MIN(commission.freesAt)')
    .limit(BATCH)
    .getRawMany<{ id: string | number }>()
  const done = await eachAlone(platform, due, 'distribution.free', (tx, { id }) => lookAgain(tx, String(id), now))
  return done > 0 && due.length === BATCH
}

/** What is due to who has left, and had to wait. True when more may be waiting. */
async function askForLeavers(platform: Platform, now: Date): Promise<boolean> {
  const due = await platform.db.manager.find(Distributors, {
    ...{ select: { memberId: true }, where: { askAt: LessThanOrEqual(now) } },
    ...{ order: { askAt: 'ASC' }, take: BATCH },
  })
  const job = 'distribution.askForLeavers'
  const done = await eachAlone(platform, due, job, (tx, { memberId }) => lookAgain(tx, memberId, now))
  return done > 0 && due.length === BATCH
}

export const distributionJobs: Job[] = [
  {
    name: 'distribution.free',
    everyMs: 60_000,
    run: (platform, now) => inSlices(() => freeDue(platform, now)),
  },
  {
    name: 'distribution.askForLeavers',
    everyMs: 60_000,
    run: (platform, now) => inSlices(() => askForLeavers(platform, now)),
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
