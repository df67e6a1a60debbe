import { send } from '../../kit/call/call'

/** Says that the page of a message was opened. Nothing waits for it. */
export const sayOpened = (messageId: string) => {
  send('notify.opened', { messageId }).catch((thrown: unknown) => console.warn('not noted as opened', thrown))
}
