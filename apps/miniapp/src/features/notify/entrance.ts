const ID = /^[1-9]\d{0,18}$/

/** What the app was brought to the front with; a card of WeChat names its message. */
type Entrance = { query?: Record<string, string | undefined> | undefined } | undefined

export const messageOf = (entrance: Entrance): string | null => {
  const named = entrance?.query?.['m']
  return named !== undefined && ID.test(named) ? named : null
}
