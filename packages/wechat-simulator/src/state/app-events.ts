/** Something WeChat tells the shop's server by message push: `appEvent` is its Event, `fields` the rest of the message. */
export type AppEvent = {
  appEvent: string
  openId: string
  fields: Readonly<Record<string, unknown>>
  atMs: number
}

export type AppEvents = AppEvent[]

/** The one place where an event comes into being. */
export const emit = (world: { events: AppEvents }, event: AppEvent) => {
  world.events.push(event)
}
