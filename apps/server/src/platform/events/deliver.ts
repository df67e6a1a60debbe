import type { DataSource } from 'typeorm'
import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction, skipLocked, type Tx } from '#server/platform/db/tx'
import { Events, EventsHandled, type EventRow } from './entities'

export type OnEvent = (tx: Tx, event: EventRow, now: Date) => Promise<void>
type Listening = {
  /** Unique, for ever: it is what remembers that the event was handled. */
  name: string
  event: string
}
type Alone = Listening & { run: OnEvent }
type Together = Listening & { runMany(tx: Tx, events: readonly EventRow[], now: Date): Promise<void> }

/**
 * What a room does when another announces something, once per event. `run` has a transaction of its own for each event; `runMany` is for
 * what locks nobody's rows: what happened at the same time shares one, so that a stampede does not pay for a commit per caller.
 */
export type EventHandler = Alone | Together

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

/** In one transaction, each event that the handler has not had yet. */
async function handle(db: DataSource, handler: EventHandler, events: readonly EventRow[], now: Date) {
  const where = { handler: handler.name, eventId: In(events.map(({ id }) => id)) }
  const had = new Set((await db.manager.find(EventsHandled, { where })).map(({ eventId }) => eventId))
  const fresh = events.filter(({ id }) => !had.has(id))
  if (fresh.length === 0) return
  await inTransaction(db, async (tx) => {
    if ('runMany' in handler) await handler.runMany(tx, fresh, now)
    else for (const event of fresh) await handler.run(tx, event, now)
    await tx.insert(
      EventsHandled,
      fresh.map(({ id }) => ({ eventId: id, handler: handler.name, at: now })),
    )
  })
}

type Problem = { event: EventRow; error: Error }

/** Nothing of a batch that failed was written: each of its events is tried alone, and only the guilty one fails. */
async function handleTogether(
  db: DataSource,
  handler: EventHandler,
  events: readonly EventRow[],
  now: Date,
): Promise<Problem[]> {
  try {
    if (events.length > 0) await handle(db, handler, events, now)
    return []
  } catch (error) {
    const [only] = events
    if (only && events.length === 1) return [{ event: only, error: toError(error) }]
    const problems: Problem[] = []
    for (const event of events) problems.push(...(await handleTogether(db, handler, [event], now)))
    return problems
  }
}

const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

function waitLonger(db: DataSource, { event, error }: Problem, now: Date) {
  const waitMs = Math.min(BACKOFF_MS * 2 ** event.attempts, BACKOFF_MAX_MS)
  const later = { attempts: event.attempts + 1, nextAt: new Date(now.getTime() + waitMs) }
  return db.manager.update(Events, { id: event.id }, { ...later, lastError: error.message.slice(0, 300) })
}

/**
 * Hands due events to their handlers. A failing event waits longer each time and holds up no other. Answers how many were taken,
 * and what went wrong.
 */
export async function deliverEvents(db: DataSource, handlers: readonly EventHandler[], now: Date) {
  const events = await take(db, now)
  const problems: Problem[] = []
  for (const handler of handlers) {
    const heard = events.filter(({ name }) => name === handler.event)
    const batches = 'runMany' in handler ? [heard] : heard.map((event) => [event])
    for (const batch of batches) problems.push(...(await handleTogether(db, handler, batch, now)))
  }
  for (const problem of problems) await waitLonger(db, problem, now)
  const failed = new Set(problems.map(({ event }) => event.id))
  const done = events.map(({ id }) => id).filter((id) => !failed.has(id))
  // With one statement: each handler remembers by itself what it has done, so a batch that is cut off here repeats nothing.
  if (done.length > 0) await db.manager.update(Events, { id: In(done) }, { nextAt: null, lastError: null })
  return { taken: events.length, problems }
}
