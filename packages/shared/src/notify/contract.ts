import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { MOMENT_NAMES, TOPICS } from './topic-rules'

const topic = z.enum(TOPICS)
const templateId = z.string().check(z.regex(/^[\w-]{1,64}$/))

/** Field of the WeChat template → fact of the topic. */
const fields = z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(40)))

const SEND_STATES = ['none', 'waiting', 'sending', 'sent', 'refused', 'failed', 'unsure'] as const

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

const template = z.object({
  topic,
  /** What the topic knows: name of the fact → what it is. */
  facts: z.record(z.string(), z.string()),
  /** The template of the WeChat console; null while messages of this topic are shown in the app only. */
  templateId: z.nullable(templateId),
  fields,
  enabled: z.boolean(),
})

const loggedMessage = z.object({
  id,
  memberId: id,
  topic,
  title: z.string(),
  at: instant,
  readAt: z.nullable(instant),
  /** none: the app only · waiting · sending · sent · refused: not allowed by the member · failed · unsure: WeChat gave no answer. */
  state: z.enum(SEND_STATES),
  attempts: z.int(),
  errcode: z.nullable(z.int()),
  settledAt: z.nullable(instant),
  /** When WeChat said that it reached the phone. */
  deliveredAt: z.nullable(instant),
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
    summary: 'Asks to be reminded of checking in tomorrow morning, once; or no longer.',
    input: z.object({ wanted: z.boolean() }),
    output: z.object({ remindAt: z.nullable(instant) }),
  },
  'notify.reminder': {
    kind: 'query',
    who: 'member',
    summary: 'When the member will be reminded of checking in; null when they did not ask.',
    input: z.object({}),
    output: z.object({ remindAt: z.nullable(instant) }),
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
} as const satisfies Contracts

const consoleApi = {
  'notify.templates': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Every topic that members are told about, what it knows, and the WeChat template that carries it.',
    input: z.object({}),
    output: z.object({ templates: z.array(template) }),
  },
  'notify.saveTemplate': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Says which WeChat template carries a topic, and which fact goes into each of its fields. Holds from the next message on.',
    input: z.object({ topic, templateId, fields, enabled: z.boolean() }),
    output: z.object({ template }),
  },
  'notify.messages': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'What members were told and what came of sending it, newest first; of one member or in one state when asked.',
    input: z.object({
      memberId: z.optional(id),
      state: z.optional(z.enum(SEND_STATES)),
      before: z.optional(cursor),
    }),
    output: page(loggedMessage),
  },
} as const satisfies Contracts

export const notifyApi = { ...memberApi, ...consoleApi } as const satisfies Contracts

export type InboxMessage = z.infer<typeof inboxMessage>
export type LoggedMessage = z.infer<typeof loggedMessage>
export type TemplateCard = z.infer<typeof template>
