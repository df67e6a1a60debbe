import type { EventHandler } from '#server/platform/events/deliver'
import { bodyOf, toldEvents } from './webhook/compose'
import { tellAll } from './webhook/enqueue'

/** Each event that others may be told becomes one delivery per address; the event's own id names it. */
export const integrationHandlers: EventHandler[] = toldEvents.map((event) => ({
  name: `integration.on.${event}`,
  event,
  run: async (tx, { id, name, data, at }, now) => {
    const told = bodyOf(name, data, at)
    if (told) await tellAll(tx, { sourceKey: `event:${id}`, ...told }, now)
  },
}))
