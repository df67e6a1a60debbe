import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { cursor, id, instant, page, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { pictureLinks } from '../media/contract'
import { shownCode } from '../member/contract'
import { storeCard } from '../store/contract'
import { gatheringConsoleApi } from './console-contract'
import { GATHERING_CARD_STATES } from './rules'
import { answers, GATHERING_KINDS, question, TICKET_STATES } from './schema'

/** A gathering as this person sees it. */
const gatheringCard = z.object({
  gatheringId: id,
  kind: z.enum(GATHERING_KINDS),
  kindWords: z.string(),
  title: z.string(),
  cover: z.nullable(pictureLinks),
  /** Where, in one line. */
  where: z.string(),
  startsAt: instant,
  endsAt: instant,
  /** When, in one line, by the clocks of the shop. */
  when: z.string(),
  signUpUntil: instant,
  /** How many places are left; null when not counted. */
  left: z.nullable(z.int()),
  state: z.enum(GATHERING_CARD_STATES),
  /** Why one cannot sign up, in words; null where one can, or has. */
  why: z.nullable(z.string()),
  /** What coming gives, in words. */
  giftWords: z.nullable(z.string()),
  /** The lowest tier that may sign up, by name. */
  tierName: z.nullable(z.string()),
})

/** Somebody’s place as the clerk at the door sees it, or that they may come in without one. */
export const counterTicket = z.object({
  gatheringId: id,
  title: z.string(),
  /** They have not signed up, and can be let in all the same. */
  walkIn: z.boolean(),
  usable: z.boolean(),
  /** The refusal, in words to read aloud; null when usable. */
  why: z.nullable(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})

const ticket = z.object({
  ticketId: id,
  state: z.enum(TICKET_STATES),
  signedUpAt: instant,
  usedAt: z.nullable(instant),
  /** Whether it can still be given back. */
  mayWithdraw: z.boolean(),
  /** Whether its code can be shown now, and from when on. */
  mayShowCode: z.boolean(),
  showFrom: instant,
  /** What coming gave; less than promised where a limit on points cut it. */
  points,
  couponId: z.nullable(id),
  /** A gift that waits until the account is let go. */
  giftOwed: z.boolean(),
})

const shownGathering = z.extend(gatheringCard, {
  about: z.nullable(z.string()),
  store: z.nullable(storeCard),
  questions: z.array(question),
  points,
  coupon: z.nullable(z.object({ face: couponFace, validity: z.string() })),
  /** Of a cancelled one. */
  cancelReason: z.nullable(z.string()),
  walkIns: z.boolean(),
})

export const gatheringApi = {
  'gathering.list': {
    kind: 'query',
    who: 'visitor',
    summary: 'What is coming or goes on, soonest first.',
    input: z.object({}),
    output: z.object({ gatherings: z.array(gatheringCard) }),
  },
  'gathering.mine': {
    kind: 'query',
    who: 'member',
    summary: 'My tickets with what they are for, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(z.object({ gathering: gatheringCard, ticket })),
  },
  'gathering.show': {
    kind: 'query',
    who: 'visitor',
    summary: 'One gathering with what is asked at sign-up, and my ticket.',
    input: z.object({ gatheringId: id }),
    output: z.object({
      gathering: shownGathering,
      ticket: z.nullable(ticket),
      joined: z.boolean(),
      privacyVersion: z.string(),
    }),
  },
  'gathering.signUp': {
    kind: 'command',
    who: 'member',
    unlogged: ['answers'],
    summary:
      'Takes a place. Needs consent (`agreed`) to what the answers are used for. Refuses gathering_full, gathering_closed, gathering_tier and others.',
    input: z.object({ gatheringId: id, answers, agreed: z.boolean() }),
    output: z.object({ ticket }),
  },
  'gathering.withdraw': {
    kind: 'command',
    who: 'member',
    summary: 'Gives my ticket back, until it begins; what was answered is forgotten.',
    input: z.object({ ticketId: id }),
    output: z.object({ ticket }),
  },
  'gathering.showCode': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'A fresh code of my ticket for the door.',
    input: z.object({ ticketId: id }),
    output: shownCode,
  },
  'gathering.door': {
    kind: 'query',
    who: 'clerk',
    summary: 'What goes on in a store today or is coming in a week: how many have signed up and come.',
    input: z.object({ storeId: id }),
    output: z.object({
      gatherings: z.array(
        z.object({
          gatheringId: id,
          kindWords: z.string(),
          title: z.string(),
          when: z.string(),
          where: z.string(),
          startsAt: instant,
          endsAt: instant,
          /** Whether people are let in now. */
          open: z.boolean(),
          cancelled: z.boolean(),
          seats: z.nullable(z.int()),
          held: z.int(),
          came: z.int(),
        }),
      ),
    }),
  },
  ...gatheringConsoleApi,
} as const satisfies Contracts

export type GatheringCard = z.infer<typeof gatheringCard>
export type ShownGathering = z.infer<typeof shownGathering>
export type CounterTicket = z.infer<typeof counterTicket>
export type Ticket = z.infer<typeof ticket>
