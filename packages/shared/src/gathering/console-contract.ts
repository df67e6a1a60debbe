import * as z from 'zod/mini'
import { cursor, id, instant, page, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { GATHERING_STATES, gatheringBody, gatheringDraft, TICKET_STATES } from './schema'

const moment = z.nullable(instant)

const operatorGathering = z.extend(gatheringBody, {
  id,
  state: z.enum(GATHERING_STATES),
  /** How many places are taken, by who holds a ticket and who has come. */
  taken: z.int(),
  publishedAt: moment,
  cancelledAt: moment,
  cancelReason: z.nullable(z.string()),
  /** The page of the mini program: for a code, a menu, an article. */
  path: z.string(),
  /** What stands in the way of publishing. */
  faults: z.array(z.string()),
})

const gatheringOut = z.object({ gathering: operatorGathering })

/** What operators do with gatherings. */
export const gatheringConsoleApi = {
  'gathering.definitions': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Gatherings, newest first.',
    input: z.object({ state: z.optional(z.enum(GATHERING_STATES)), before: z.optional(cursor) }),
    output: page(operatorGathering),
  },
  'gathering.definition': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One gathering, with what stands in the way of publishing it.',
    input: z.object({ gatheringId: id }),
    output: gatheringOut,
  },
  'gathering.saveDefinition': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Writes a new gathering as a draft (kind, title and times at least), or changes one. Once published it can be moved, which all who signed up are told, and change in the members’ favour.',
    input: z.object({ id: z.nullable(id), body: gatheringDraft }),
    output: gatheringOut,
  },
  'gathering.publish': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Opens a draft for sign-up. Refuses gathering_not_ready with the faults.',
    input: z.object({ gatheringId: id }),
    output: gatheringOut,
  },
  'gathering.cancel': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Calls it off for good, with a reason that all who signed up are told.',
    input: z.object({ gatheringId: id, reason: text(60) }),
    output: gatheringOut,
  },
  'gathering.guests': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Who has signed up, newest first, by masked names. What they answered is in the export only.',
    input: z.object({ gatheringId: id, state: z.optional(z.enum(TICKET_STATES)), before: z.optional(cursor) }),
    output: page(
      z.object({
        ticketId: id,
        memberId: id,
        name: z.string(),
        state: z.enum(TICKET_STATES),
        walkIn: z.boolean(),
        signedUpAt: instant,
        usedAt: moment,
        points,
        couponGiven: z.boolean(),
      }),
    ),
  },
  'gathering.figures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How a gathering went: who signed up, gave back, came and did not come, and what was given.',
    input: z.object({ gatheringId: id }),
    output: z.object({
      signedUp: z.int(),
      withdrawn: z.int(),
      came: z.int(),
      /** Of these without having signed up. */
      walkIns: z.int(),
      /** Who held a ticket when it was over; 0 before. */
      missed: z.int(),
      /** Of those who came, members of at most 30 days. */
      newcomers: z.int(),
      points: z.int(),
      coupons: z.int(),
    }),
  },
} as const satisfies Contracts

export type OperatorGathering = z.infer<typeof operatorGathering>
