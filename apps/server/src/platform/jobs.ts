import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from './db/tx'
import { Events, EventsHandled } from './events/entities'
import { forgetAnswers } from './http/commands'
import type { Job } from './jobs/run-jobs'
import { Sessions } from './session/entities'
import { Pushes } from './wechat-push/entities'

const BATCH = 1000
const HOUR_MS = 3_600_000
const KEEP_EVENTS_MS = 30 * 24 * HOUR_MS

export const platformJobs: Job[] = [
  {
    name: 'platform.forgetAnswers',
    everyMs: HOUR_MS,
    run: ({ db }, now) => inTransaction(db, async (tx) => (await forgetAnswers(tx, now, BATCH)) === BATCH),
  },
  {
    name: 'platform.dropOldSessions',
    everyMs: HOUR_MS,
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const old = await tx.find(Sessions, {
          select: { id: true },
          where: { refreshEndsAt: LessThanOrEqual(now) },
          take: BATCH,
        })
        if (old.length > 0) await tx.delete(Sessions, { id: In(old.map((row) => row.id)) })
        return old.length === BATCH
      }),
  },
  {
    name: 'platform.dropOldPushes',
    everyMs: HOUR_MS,
    /** WeChat comes again within a minute; the month is for a person who asks what happened. */
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const before = new Date(now.getTime() - KEEP_EVENTS_MS)
        const old = await tx.find(Pushes, {
          ...{ select: { id: true }, where: { receivedAt: LessThanOrEqual(before) } },
          ...{ order: { receivedAt: 'ASC', id: 'ASC' }, take: BATCH },
        })
        if (old.length > 0) await tx.delete(Pushes, { id: In(old.map((row) => row.id)) })
        return old.length === BATCH
      }),
  },
  {
    name: 'platform.dropOldEvents',
    everyMs: HOUR_MS,
    /** Events are handled within seconds; the month is for a person who asks what happened. */
    run: ({ db }, now) =>
      inTransaction(db, async (tx) => {
        const old = await tx
          .createQueryBuilder(Events, 'event')
          .select(['event.id'])
          .where('event.nextAt IS NULL AND event.at <= :before', { before: new Date(now.getTime() - KEEP_EVENTS_MS) })
          .orderBy('event.id')
          .take(BATCH)
          .getMany()
        const ids = old.map((row) => row.id)
        if (ids.length === 0) return false
        await tx.delete(EventsHandled, { eventId: In(ids) })
        await tx.delete(Events, { id: In(ids) })
        return ids.length === BATCH
      }),
  },
]
