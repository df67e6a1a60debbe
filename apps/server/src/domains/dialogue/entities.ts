import { EntitySchema } from 'typeorm'
import type { ReplySettings } from '@huitou/shared/dialogue/reply-rules'
import type { WindowKind } from '@huitou/shared/dialogue/rules'
import { count, instant, json, key, longText, ref, token } from '#server/platform/db/columns'
import type { PushAppKind } from '#server/platform/wechat-push/push'

/** A person in one of the shop's two apps, as far as they have written or come to it. */
export type ContactRow = {
  id: string
  app: PushAppKind
  openId: string
  /** Who they are across both apps, once known. */
  unionId: string | null
  memberId: string | null
  wroteAt: Date | null
  /** The latest message of theirs: by it the list is ordered. */
  lastMessageId: string | null
  messageEndsAt: Date | null
  messageLeft: number
  visitEndsAt: Date | null
  visitLeft: number
  /** Of the 公众号. Recorded, and never rewarded (R37). */
  followedAt: Date | null
  unfollowedAt: Date | null
  /** The last sign of them, for retention. */
  seenAt: Date
}

export const Contacts = new EntitySchema<ContactRow>({
  name: 'dialogue_contact',
  columns: {
    id: key(),
    app: token(16),
    openId: token(64),
    unionId: token(64, { nullable: true }),
    memberId: ref({ nullable: true }),
    wroteAt: instant({ nullable: true }),
    lastMessageId: ref({ nullable: true }),
    messageEndsAt: instant({ nullable: true }),
    messageLeft: count(),
    visitEndsAt: instant({ nullable: true }),
    visitLeft: count(),
    followedAt: instant({ nullable: true }),
    unfollowedAt: instant({ nullable: true }),
    seenAt: instant(),
  },
})

/** `sending`: handed to WeChat, and not yet known how that ended. `unsure`: it will never be known. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unsure'

/** One message. With a `pushId` the person wrote it; without, the shop. */
export type MessageRow = {
  id: string
  contactId: string
  pushId: string | null
  /** Null for what is no text. */
  textSealed: string | null
  at: Date
  /** Of the shop's own only, as all that follows. */
  state: MessageState | null
  /** From which window it was taken, and when that ends. */
  takenFrom: WindowKind | null
  endsAt: Date | null
  nextAt: Date | null
  sentAt: Date | null
  why: string | null
  operatorId: string | null
}

export const Messages = new EntitySchema<MessageRow>({
  name: 'dialogue_message',
  columns: {
    id: key(),
    contactId: ref(),
    pushId: ref({ nullable: true }),
    textSealed: longText({ nullable: true }),
    at: instant(),
    state: token(16, { nullable: true }),
    takenFrom: token(16, { nullable: true }),
    endsAt: instant({ nullable: true }),
    nextAt: instant({ nullable: true }),
    sentAt: instant({ nullable: true }),
    why: token(40, { nullable: true }),
    operatorId: ref({ nullable: true }),
  },
})

/** What the 公众号 answers by itself. A change is a new row; the newest is in force. */
export type ReplySettingRow = { id: string; body: ReplySettings; operatorId: string; savedAt: Date }

export const ReplySettingVersions = new EntitySchema<ReplySettingRow>({
  name: 'dialogue_setting',
  columns: { id: key(), body: json(), operatorId: ref(), savedAt: instant() },
})
