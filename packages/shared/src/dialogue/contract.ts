import * as z from 'zod/mini'
import { cursor, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { DIALOGUE_PAGE_NAMES } from './pages'

const WORDS_MAX = 20

const settings = z.object({
  /** Whether the 公众号 checks people in and answers by itself. */
  enabled: z.boolean(),
  /** Words that stand for checking in. */
  keywords: z.array(text(20)).check(z.minLength(1), z.maxLength(WORDS_MAX)),
  /** Keys of menu buttons that do the same. */
  menuKeys: z.array(z.string().check(z.regex(/^[\w-]{1,64}$/))).check(z.maxLength(WORDS_MAX)),
})

const settingsView = z.object({
  settings,
  savedAt: z.nullable(instant),
  /** Whether the server listens to WeChat: its doors open with their tokens. */
  doors: z.object({ mini: z.boolean(), official: z.boolean() }),
})

const APPS = ['mini', 'official'] as const

const contact = z.object({
  id,
  app: z.enum(APPS),
  /** Masked; who is no member has none. */
  name: z.nullable(z.string()),
  memberId: z.nullable(id),
  /** When they last wrote; null when they have only come by. */
  wroteAt: z.nullable(instant),
  /** Until when they can be answered; null: not now. */
  endsAt: z.nullable(instant),
  /** How many messages more until then. */
  left: z.int(),
  /** Whether they follow the 公众号. */
  follows: z.boolean(),
})

const STATES = ['waiting', 'sent', 'failed', 'unsure'] as const

const message = z.object({
  id,
  from: z.enum(['person', 'shop']),
  /** Null for a picture, a voice message and the like. */
  text: z.nullable(z.string()),
  at: instant,
  /** Of the shop’s own: `unsure` when the answer of WeChat was lost, so that nobody knows and it is not sent again. */
  state: z.nullable(z.enum(STATES)),
  /** Why it was not sent. */
  why: z.nullable(z.string()),
  /** Which operator wrote it. */
  by: z.nullable(z.string()),
})

const cursorOnly = { before: z.optional(cursor) }

export const dialogueApi = {
  'dialogue.settings': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What the 公众号 answers by itself, and whether WeChat’s pushes are taken.',
    input: z.object({}),
    output: settingsView,
  },
  'dialogue.saveSettings': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Changes the words and menu keys that check people in, or switches it off.',
    input: settings,
    output: settingsView,
  },
  'dialogue.list': {
    kind: 'query',
    who: 'operator',
    may: 'talk',
    summary: 'Who wrote to the shop, the latest first, and until when they can be answered.',
    input: z.object(cursorOnly),
    output: page(contact),
  },
  'dialogue.show': {
    kind: 'query',
    who: 'operator',
    may: 'talk',
    summary: 'What one person and the shop wrote to each other, the latest first.',
    input: z.object({ contactId: id, ...cursorOnly }),
    output: z.object({ contact, messages: page(message) }),
  },
  'dialogue.send': {
    kind: 'command',
    who: 'operator',
    may: 'talk',
    unlogged: ['text'],
    summary:
      'Answers somebody, within the time and the number that WeChat allows. A page adds a link into the mini program.',
    input: z.object({ contactId: id, text: text(600), page: z.optional(z.enum(DIALOGUE_PAGE_NAMES)) }),
    output: z.object({ contact, message }),
  },
} as const satisfies Contracts

export type ContactCard = z.infer<typeof contact>
export type MessageCard = z.infer<typeof message>
