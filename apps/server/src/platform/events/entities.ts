import { EntitySchema } from 'typeorm'
import { count, instant, json, key, primaryRef, token, text } from '#server/platform/db/columns'

/** Plain facts: ids as text, amounts as whole numbers, and at most one level of them nested. */
export type EventData = { [fact: string]: string | number | boolean | null | { [fact: string]: string | number } }

/** Something that happened, written in the transaction in which it happened. `nextAt` is null once every handler has had it. */
export type EventRow = {
  id: string
  name: string
  data: EventData
  at: Date
  nextAt: Date | null
  attempts: number
  lastError: string | null
}

export const Events = new EntitySchema<EventRow>({
  name: 'event',
  columns: {
    id: key(),
    name: token(64),
    data: json(),
    at: instant(),
    nextAt: instant({ nullable: true }),
    attempts: count(),
    lastError: text(300, { nullable: true }),
  },
})

/** That one handler has had one event: the row makes a second time impossible. */
export type EventHandledRow = { eventId: string; handler: string; at: Date }

export const EventsHandled = new EntitySchema<EventHandledRow>({
  name: 'event_handled',
  columns: { eventId: primaryRef(), handler: { ...token(64), primary: true }, at: instant() },
})
