import type { EventHandler } from '#server/platform/events/deliver'
import { bodyOf, toldEvents } from './webhook/compose'
import { tellAll } from './webhook/enqueue'

/** Each event that others may be told becomes one delivery per address; the event's own id names it. */
export const integrationHandlers: EventHandler[] = toldEvents.map((event) => ({
  name: `integration.on.${event}`,
  event,
  runMany: (tx, events, now) =>
    tellAll(
      tx,
      events.flatMap(({ id, name, data, at }) => {
        const told = bodyOf(name, data, at)
        return told ? [{ sourceKey: `event:${id}`, ...told }] : []
      }),
      now,
    ),
}))
