import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { notifyConsoleApi } from './console-contract'
import { quiet, templateId, topic } from './schema'
import { MOMENT_NAMES } from './topic-rules'

const inboxMessage = z.object({
  id,
  topic,
  title: z.string(),
  text: z.string(),
  /** The page of the mini program that it is about, with its query; null when there is none. */
  page: z.nullable(z.string()),
  at: instant,
  read: z.boolean(),
})

const reminder = z.object({
  remindAt: z.nullable(instant),
  /** At which hour of the member's choice; null for half past nine, or while they did not ask. */
  hour: z.nullable(z.int()),
  /** Every day while it is wanted; else once. */
  daily: z.boolean(),
})

const preference = z.object({
  topic,
  group: z.string(),
  label: z.string(),
  /** In the app it is told anyhow; whether WeChat may bring it as well. */
  wechat: z.boolean(),
  /** What the pop-up is asked for; null while nothing of WeChat carries it. */
  templateId: z.nullable(templateId),
  /** How many messages of it the member still allows. */
  allowed: z.int(),
})

const preferences = z.object({
  topics: z.array(preference),
  /** The member's own quiet hours; null for those of the shop. */
  quiet: z.nullable(quiet),
  shopQuiet: quiet,
  /** In the evening, when a streak of three days or more would end with the day. */
  streakWarning: z.boolean(),
})

const memberApi = {
  'notify.wanted': {
    kind: 'query',
    who: 'member',
    summary:
      'Which message templates to ask for beside an action of the member’s own; at most three, none when none is set up.',
    input: z.object({ moment: z.enum(MOMENT_NAMES) }),
    output: z.object({ templateIds: z.array(templateId) }),
  },
  'notify.answered': {
    kind: 'command',
    who: 'member',
    summary:
      'What the member answered in WeChat’s pop-up, by template. An accept allows one message; nothing else depends on it.',
    input: z.object({
      answers: z
        .array(z.object({ templateId, status: z.enum(['accept', 'reject', 'ban', 'filter']) }))
        .check(z.minLength(1), z.maxLength(5)),
    }),
    output: z.object({ accepted: z.int() }),
  },
  'notify.remindCheckIn': {
    kind: 'command',
    who: 'member',
    summary:
      'Asks to be reminded of checking in tomorrow, once, or every day from then on; at half past nine, or another hour; or no longer. Each message through WeChat takes one accept.',
    input: z.object({
      wanted: z.boolean(),
      hour: z.optional(z.int().check(z.gte(6), z.lte(21))),
      daily: z.optional(z.boolean()),
    }),
    output: reminder,
  },
  'notify.reminder': {
    kind: 'query',
    who: 'member',
    summary: 'When the member will be reminded of checking in; null when they did not ask.',
    input: z.object({}),
    output: reminder,
  },
  'notify.inbox': {
    kind: 'query',
    who: 'member',
    summary: 'What the member was told, newest first, and how much of it is unread.',
    input: z.object({ before: z.optional(cursor) }),
    output: z.extend(page(inboxMessage), { unread: z.int() }),
  },
  'notify.unread': {
    kind: 'query',
    who: 'member',
    summary: 'How many messages are unread.',
    input: z.object({}),
    output: z.object({ unread: z.int() }),
  },
  'notify.read': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'Marks everything up to a message as read.',
    input: z.object({ upTo: id }),
    output: z.object({ unread: z.int() }),
  },
  'notify.opened': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'The page of a message was opened, from the inbox or from WeChat.',
    input: z.object({ messageId: id }),
    output: z.object({ unread: z.int() }),
  },
  'notify.preferences': {
    kind: 'query',
    who: 'member',
    summary: 'What the member wants to be told through WeChat as well, and when not.',
    input: z.object({}),
    output: preferences,
  },
  'notify.savePreferences': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'Says which topics stay in the app, and when WeChat is to be quiet. Nothing else depends on it.',
    input: z.object({
      appOnly: z.array(topic).check(z.maxLength(40)),
      quiet: z.nullable(quiet),
      streakWarning: z.boolean(),
    }),
    output: preferences,
  },
} as const satisfies Contracts

export const notifyApi = { ...memberApi, ...notifyConsoleApi } as const satisfies Contracts

export type InboxMessage = z.infer<typeof inboxMessage>
export type Preferences = z.infer<typeof preferences>
