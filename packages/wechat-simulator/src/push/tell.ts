import { pushEvent } from '#simulator/push/push'
import type { PushMessage } from '#simulator/push/target'
import type { AppEvents } from '#simulator/state/app-events'
import type { World } from '#simulator/world'

/** Something about a person that WeChat itself tells the shop's server: `appEvent` is its Event, `fields` the rest of the message. */
type Told = Omit<AppEvents[number], 'fields'> & { fields: PushMessage }

/** Puts it on record and on its way. The platform's own account speaks, as no person has done anything. */
export const tell = (world: World, event: Told) => {
  world.events.push(event)
  pushEvent(world, 'mini', null, event.appEvent, event.fields)
}
