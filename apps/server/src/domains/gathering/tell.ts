import { Between, In, IsNull, MoreThan } from 'typeorm'
import { REMIND_BEFORE_MS } from '@huitou/shared/gathering/rules'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { Gatherings, TELLINGS, Tickets, type GatheringRow, type Telling } from './entities'

const A_SLICE = 200
const NOBODY = '0'

/** From now on all who hold a ticket are told this, from the first of them on. */
export const startTelling = (telling: Telling) => ({ telling, toldTo: NOBODY })

/** The next of those who hold a ticket, in the order of their tickets. */
async function tellSlice(tx: Tx, { id, telling, toldTo }: GatheringRow, now: Date) {
  const held = await tx.find(Tickets, {
    select: { id: true, memberId: true },
    where: { gatheringId: id, state: 'held', id: MoreThan(toldTo) },
    order: { id: 'ASC' },
    take: A_SLICE,
  })
  for (const ticket of held)
    await announce(
      tx,
      'gathering.told',
      { memberId: ticket.memberId, gatheringId: id, ticketId: ticket.id, what: telling },
      now,
    )
  const last = held[held.length - 1]
  const isDone = !last || held.length < A_SLICE
  await tx.update(Gatherings, { id }, isDone ? { telling: null } : { toldTo: last.id })
}

/** Goes on telling people about one gathering. True when more wait. */
export async function tellHolders({ db }: Platform, now: Date): Promise<boolean> {
  const waiting = await db.manager.findOne(Gatherings, {
    select: { id: true },
    where: { telling: In(TELLINGS) },
    order: { id: 'ASC' },
  })
  if (!waiting) return false
  await inTransaction(db, async (tx) => {
    const row = await tx.findOne(Gatherings, { where: { id: waiting.id }, ...forUpdate(tx) })
    if (row?.telling) await tellSlice(tx, row, now)
  })
  return true
}

/** Begins to remind who comes to what begins within a day. What is being told at the moment comes first. True when more wait. */
export async function remindNext({ db }: Platform, now: Date): Promise<boolean> {
  const soon = Between(now, new Date(now.getTime() + REMIND_BEFORE_MS))
  const where = { state: 'on', startsAt: soon, remindedAt: IsNull(), telling: IsNull() } as const
  const next = await db.manager.findOne(Gatherings, { select: { id: true }, where, order: { startsAt: 'ASC' } })
  if (!next) return false
  await inTransaction(db, (tx) =>
    tx.update(Gatherings, { ...where, id: next.id }, { ...startTelling('reminder'), remindedAt: now }),
  )
  return true
}
