import { In, IsNull, LessThanOrEqual, Not } from 'typeorm'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Job } from '#server/platform/jobs/run-jobs'
import { Invitations, Referrals, Touches } from './entities'

const DAY_MS = 86_400_000
/** The longest window there is: after it no touch binds. */
const TOUCH_DAYS = 90
/** The longest time a friend has to act: after it nobody is judged by how they came. */
const TRACE_DAYS = 180
const BATCH = 500

const before = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS)

async function dropTouches(tx: Tx, now: Date): Promise<number> {
  const old = await tx.find(Touches, {
    ...{ select: { person: true }, where: { at: LessThanOrEqual(before(now, TOUCH_DAYS)) } },
    ...{ order: { at: 'ASC' }, take: BATCH },
  })
  if (old.length > 0) await tx.delete(Touches, { person: In(old.map(({ person }) => person)) })
  return old.length
}

async function forgetTraces(tx: Tx, now: Date): Promise<number> {
  const joinedAt = LessThanOrEqual(before(now, TRACE_DAYS))
  const old = await tx.find(Referrals, {
    ...{ select: { id: true }, where: { joinedAt, addressHash: Not(IsNull()) }, take: BATCH },
  })
  const none = { deviceHash: null, addressHash: null }
  if (old.length > 0) await tx.update(Referrals, { id: In(old.map(({ id }) => id)) }, none)
  return old.length
}

export const referralJobs: Job[] = [
  {
    name: 'referral.forgetTraces',
    everyMs: 60 * 60_000,
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const seenAt = LessThanOrEqual(before(now, TRACE_DAYS))
        await tx.update(Invitations, { seenAt, deviceHash: Not(IsNull()) }, { deviceHash: null })
        return Math.max(await dropTouches(tx, now), await forgetTraces(tx, now)) === BATCH
      }),
  },
]
