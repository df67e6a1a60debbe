import type { DataSource } from 'typeorm'
import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction, skipLocked, type Tx } from '#server/platform/db/tx'
import { Events, EventsHandled, type EventRow } from './entities'

/** What a room does when another announces something. Runs once per event, in a transaction of its own. */
export type EventHandler = {
  /** Unique, for ever: it is what remembers that the event was handled. */
  name: string
  event: string
  run(tx: Tx, event: EventRow, now: Date): Promise<void>
}

const BATCH = 50
/** A batch in somebody's hands is left alone for this long; then its holder is taken for dead. */
const LEASE_MS = 30_000
const BACKOFF_MS = 2_000
const BACKOFF_MAX_MS = 10 * 60_000

/** Takes due events for this process: whoever reads later sees them due only after the lease. */
const take = (db: DataSource, now: Date) =>
  inTransaction(db, async (tx) => {
    const due = await tx.find(Events, {
      where: { nextAt: LessThanOrEqual(now) },
      order: { nextAt: 'ASC', id: 'ASC' },
      take: BATCH,
      ...skipLocked(tx),
    })
    if (due.length > 0)
      await tx.update(Events, { id: In(due.map((event) => event.id)) }, { nextAt: new Date(now.getTime() + LEASE_MS) })
    return due
  })

async function handleOnce(db: DataSource, handler: EventHandler, event: EventRow, now: Date) {
  const mark = { eventId: event.id, handler: handler.name }
  if (await db.manager.existsBy(EventsHandled, mark)) return
  await inTransaction(db, async (tx) => {
    await handler.run(tx, event, now)
    await tx.insert(EventsHandled, { ...mark, at: now })
  })
}

async function deliverOne(
  db: DataSource,
  handlers: readonly EventHandler[],
  event: EventRow,
  now: Date,
): Promise<Error | null> {
  try {
    for (const handler of handlers) if (handler.event === event.name) await handleOnce(db, handler, event, now)
    return null
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error))
    const waitMs = Math.min(BACKOFF_MS * 2 ** event.attempts, BACKOFF_MAX_MS)
    await db.manager.update(
      Events,
      { id: event.id },
      {
        attempts: event.attempts + 1,
        nextAt: new Date(now.getTime() + waitMs),
        lastError: problem.message.slice(0, 300),
      },
    )
    return problem
  }
}

/**
 * Hands due events to their handlers. A failing event waits longer each time and holds up no other. Answers how many were taken,
 * and what went wrong.
 */
export async function deliverEvents(db: DataSource, handlers: readonly EventHandler[], now: Date) {
  const events = await take(db, now)
  const problems: { event: EventRow; error: Error }[] = []
  const done: string[] = []
  for (const event of events) {
    const error = await deliverOne(db, handlers, event, now)
    if (error) problems.push({ event, error })
    else done.push(event.id)
  }
  // With one statement: each handler remembers by itself what it has done, so a batch that is cut off here repeats nothing.
  if (done.length > 0) await db.manager.update(Events, { id: In(done) }, { nextAt: null, lastError: null })
  return { taken: events.length, problems }
}
