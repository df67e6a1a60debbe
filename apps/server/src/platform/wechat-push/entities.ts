import { EntitySchema } from 'typeorm'
import { instant, key, longText, token } from '#server/platform/db/columns'
import type { PushAppKind } from './push'

/** Something WeChat told us, stored before it is acknowledged. Sealed, as people write what they like. */
export type PushRow = {
  id: string
  app: PushAppKind
  pushKey: string
  openId: string
  /** The event's name, or the type of a message. */
  kind: string
  /** All of it; null once the person has left. */
  bodySealed: string | null
  /** What a person wrote. */
  textSealed: string | null
  receivedAt: Date
  /** What was answered at once, so that every copy is answered the same. */
  replySealed: string | null
  repliedAt: Date | null
}

export const Pushes = new EntitySchema<PushRow>({
  name: 'wechat_push',
  columns: {
    id: key(),
    app: token(16),
    pushKey: token(64),
    openId: token(64),
    kind: token(64),
    bodySealed: longText({ nullable: true }),
    textSealed: longText({ nullable: true }),
    receivedAt: instant(),
    replySealed: longText({ nullable: true }),
    repliedAt: instant({ nullable: true }),
  },
})
