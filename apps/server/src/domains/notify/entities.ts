import { EntitySchema } from 'typeorm'
import type { HeldBy } from '@huitou/shared/notify/prefer-rules'
import type { SendState, Way } from '@huitou/shared/notify/rules'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { count, dayNumber, flag, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'
import { Days } from './figures/entities'
import { Policies, Preferences } from './prefer/entities'
import { Marks, StreakWatches } from './trigger/entities'
import { Wordings } from './wording/entities'

/** Which template of the WeChat console carries a topic. `fields`: field of the template → fact of the topic. */
export type TemplateRow = {
  id: string
  topic: Topic
  templateId: string
  fields: Record<string, string>
  enabled: boolean
  savedBy: string
  savedAt: Date
}

export const Templates = new EntitySchema<TemplateRow>({
  name: 'notify_template',
  columns: {
    id: key(),
    topic: token(32),
    templateId: token(64),
    fields: json(),
    enabled: flag(),
    savedBy: ref(),
    savedAt: instant(),
  },
})

/** How many messages of a template a member still allows. Always the sum of its changes. */
export type CreditRow = { memberId: string; templateId: string; balance: number }

export const Credits = new EntitySchema<CreditRow>({
  name: 'notify_credit',
  columns: { memberId: primaryRef(), templateId: { ...token(64), primary: true }, balance: count() },
})

/**
 * `phone`, `popup`: accepted, by the word of the phone or of WeChat; `paired`: the other one's word about the same tap; `claimed`: for a
 * message; `back`: that was surely not sent; `dropped`: WeChat says that there are none.
 */
export type CreditReason = 'phone' | 'popup' | 'paired' | 'claimed' | 'back' | 'dropped'

/** Insert-only. */
export type CreditChangeRow = {
  id: string
  memberId: string
  templateId: string
  amount: number
  reason: CreditReason
  sourceKey: string
  messageId: string | null
  at: Date
}

export const CreditChanges = new EntitySchema<CreditChangeRow>({
  name: 'notify_credit_change',
  columns: {
    id: key(),
    memberId: ref(),
    templateId: token(64),
    amount: count(),
    reason: token(16),
    sourceKey: token(96),
    messageId: ref({ nullable: true }),
    at: instant(),
  },
})

/**
 * One thing that one member is told, in the app and, where they allow it, through WeChat. `triggerKey` names the cause: told once.
 * `nextAt` is when it is to be sent; null when there is nothing (more) to send.
 */
export type MessageRow = {
  id: string
  memberId: string
  topic: Topic
  triggerKey: string
  title: string
  words: string
  page: string | null
  facts: Record<string, string>
  createdAt: Date
  readAt: Date | null
  state: SendState | 'none' | 'sending'
  templateId: string | null
  attempts: number
  nextAt: Date | null
  sendingAt: Date | null
  settledAt: Date | null
  msgId: string | null
  errcode: number | null
  deliveredAt: Date | null
  /** The business day on which it was told. */
  day: number
  heldBy: HeldBy | null
  via: Way | null
  /** What stands for it in the dialogue, when it goes by that way. */
  noticeId: string | null
  /** When its sense is over. */
  untilAt: Date | null
  openedAt: Date | null
  /** Sent by an operator to look at it. */
  isTest: boolean
  /** 1 until the figures have taken it in. */
  toCount: 1 | null
}

export const Messages = new EntitySchema<MessageRow>({
  name: 'notify_message',
  columns: {
    id: key(),
    memberId: ref(),
    topic: token(32),
    triggerKey: token(64),
    title: text(40),
    words: text(200),
    page: text(200, { nullable: true }),
    facts: json(),
    createdAt: instant(),
    readAt: instant({ nullable: true }),
    state: token(16),
    templateId: token(64, { nullable: true }),
    attempts: count(),
    nextAt: instant({ nullable: true }),
    sendingAt: instant({ nullable: true }),
    settledAt: instant({ nullable: true }),
    msgId: token(32, { nullable: true }),
    errcode: count({ nullable: true }),
    deliveredAt: instant({ nullable: true }),
    day: dayNumber(),
    heldBy: token(16, { nullable: true }),
    via: token(16, { nullable: true }),
    noticeId: ref({ nullable: true }),
    untilAt: instant({ nullable: true }),
    openedAt: instant({ nullable: true }),
    isTest: flag(),
    toCount: count({ nullable: true }),
  },
})

/** Who wants to be reminded of checking in, and when next; once, or every day. */
export type ReminderRow = { memberId: string; dueAt: Date; hour: number | null; daily: boolean }

export const Reminders = new EntitySchema<ReminderRow>({
  name: 'notify_reminder',
  columns: { memberId: primaryRef(), dueAt: instant(), hour: count({ nullable: true }), daily: flag() },
})

/** Every table of this room. */
export const notifyTables = [
  ...[Templates, Credits, CreditChanges, Messages, Reminders],
  ...[Preferences, Policies, Wordings, StreakWatches, Marks, Days],
] as EntitySchema[]
