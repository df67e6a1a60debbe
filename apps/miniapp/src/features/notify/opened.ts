import { send } from '../../kit/call/call'

const ID = /^[1-9]\d{0,18}$/

/** Says that the page of a message was opened. Nothing waits for it. */
export const sayOpened = (messageId: string) => {
  send('notify.opened', { messageId }).catch((thrown: unknown) => console.warn('not noted as opened', thrown))
}

/** What the app was brought to the front with; a card of WeChat names its message. */
type Entrance = { query?: Record<string, string | undefined> | undefined } | undefined

export const messageOf = (entrance: Entrance): string | null => {
  const named = entrance?.query?.['m']
  return named !== undefined && ID.test(named) ? named : null
}
