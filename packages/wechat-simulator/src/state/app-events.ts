/** Something WeChat tells the shop's server by message push: `appEvent` is its Event, `fields` the rest of the message. */
type AppEvent = {
  appEvent: string
  openId: string
  fields: Readonly<Record<string, unknown>>
  atMs: number
}

export type AppEvents = AppEvent[]
