import * as z from 'zod/mini'
import { cursor, day, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { HELD_BY } from './prefer-rules'
import { quiet, templateId, topic } from './schema'
import { TITLE_MAX, WORDS_MAX } from './wording-rules'

/** Field of the WeChat template → fact of the topic. */
const fields = z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(40)))

const WAYS = ['subscription', 'dialogue'] as const
const SEND_STATES = ['none', 'waiting', 'sending', 'sent', 'refused', 'failed', 'unsure'] as const

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
  /** Why it stays in the app, when something of ours keeps it there. */
  heldBy: z.nullable(z.enum(HELD_BY)),
  /** By which way WeChat brings it: an allowance of its template, or the window in which the member can be answered; null for none. */
  via: z.nullable(z.enum(WAYS)),
  openedAt: z.nullable(instant),
  isTest: z.boolean(),
})

const policy = z.object({
  quiet,
  /** How many messages a member gets through WeChat; those about something they did count, and go out all the same. */
  perDay: z.int().check(z.gte(0), z.lte(50)),
  perWeek: z.int().check(z.gte(0), z.lte(200)),
  /** Whether what no allowance carries goes into a window of the member’s that is open. */
  fallBack: z.boolean(),
})

const words = { title: text(TITLE_MAX), text: text(WORDS_MAX) }

const wording = z.object({
  topic,
  /** What may stand in it, as {{…}}. */
  variables: z.array(z.string()),
  /** Null while it has its usual words. */
  title: z.nullable(z.string()),
  text: z.nullable(z.string()),
})

const figures = z.object({
  day,
  topic,
  told: z.int(),
  sent: z.int(),
  /** How many of those went into a window. */
  sentByDialogue: z.int(),
  delivered: z.int(),
  refused: z.int(),
  failed: z.int(),
  unsure: z.int(),
  /** Kept in the app by a wish of the member, quiet hours or a cap. */
  held: z.int(),
  read: z.int(),
  opened: z.int(),
})

export const notifyConsoleApi = {
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
  'notify.policy': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'When WeChat is quiet, how many messages a member gets through it, and by which ways.',
    input: z.object({}),
    output: policy,
  },
  'notify.savePolicy': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Says when WeChat is quiet, how many messages a member gets through it, and by which ways; holds from the next message on.',
    // Left out it stays as it is.
    input: z.extend(policy, { fallBack: z.optional(z.boolean()) }),
    output: policy,
  },
  'notify.wordings': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The words of every topic that the shop wrote itself, and what may stand in them.',
    input: z.object({}),
    output: z.object({ wordings: z.array(wording) }),
  },
  'notify.saveWording': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Words of the shop’s own for a topic, with {{…}} for what is known; null for the usual ones.',
    input: z.object({ topic, wording: z.nullable(z.object(words)) }),
    output: z.object({ wording }),
  },
  'notify.preview': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What a wording comes to, with the facts of a sample member.',
    input: z.object({ topic, ...words }),
    output: z.object({ title: z.string(), text: z.string() }),
  },
  'notify.testSend': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Tells one member a sample of a topic, in the app and through WeChat where they allow it. It counts neither for caps nor in figures.',
    input: z.object({ topic, memberId: id }),
    output: z.object({ message: loggedMessage }),
  },
  'notify.figures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'By day and topic: told, sent, reached, read, opened. At most 92 days; a message counts for the day on which it was told.',
    input: z.object({ from: day, until: day, topic: z.optional(topic) }),
    output: z.object({ rows: z.array(figures) }),
  },
} as const satisfies Contracts

export type LoggedMessage = z.infer<typeof loggedMessage>
export type TemplateCard = z.infer<typeof template>
export type WordingCard = z.infer<typeof wording>
