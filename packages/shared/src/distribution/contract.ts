import * as z from 'zod/mini'
import { cursor, fen, id, instant, page, scene, text } from '../kit/schema'
import { distributionConsoleApi } from './console-contract'
import { DISTRIBUTOR_STATES, ENTRY_KINDS, PAYOUT_STATES } from './schema'
import type { Contracts } from '../kit/contract'

const payout = z.object({
  id,
  amountFen: fen,
  state: z.enum(PAYOUT_STATES),
  requestedAt: instant,
  /** Why the shop said no; null otherwise. */
  reason: z.nullable(z.string()),
  paidAt: z.nullable(instant),
})

const figures = z.object({ frozenFen: z.int(), dueFen: z.int(), heldFen: z.int(), paidFen: z.int(), debtFen: z.int() })

const mine = z.object({
  /** Distribution is on: purchases bring commission. */
  on: z.boolean(),
  /** I may apply now. */
  mayApply: z.boolean(),
  /** Null for who never had to do with it. */
  state: z.nullable(z.enum(DISTRIBUTOR_STATES)),
  /** Why the shop paused, ended or declined. */
  reason: z.nullable(z.string()),
  /** What my code carries; null unless I am active. */
  scene: z.nullable(scene),
  rules: z.array(z.string()),
  figures,
  customers: z.int(),
  minPayoutFen: z.int(),
  /** The newest pay-out. */
  payout: z.nullable(payout),
})

export const distributionApi = {
  'distribution.mine': {
    kind: 'query',
    who: 'member',
    summary: 'Whether I am a distributor, my code, the rules, and where my commission is.',
    input: z.object({}),
    output: mine,
  },
  'distribution.customers': {
    kind: 'query',
    who: 'member',
    summary: 'Customers whom I brought (masked), newest first, and what of their commission stands.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(z.object({ name: z.string(), joinedAt: instant, commissionFen: fen })),
  },
  'distribution.statement': {
    kind: 'query',
    who: 'member',
    summary: 'Every movement of my commission, newest first, each with what was mine after it.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(
      z.object({
        ...{ id, at: instant, kind: z.enum(ENTRY_KINDS), words: z.string() },
        ...{ amountFen: z.int(), balanceFen: fen, debtFen: fen },
      }),
    ),
  },
  'distribution.code': {
    kind: 'outside',
    who: 'member',
    summary: 'My code as WeChat draws it, to be shown or sent.',
    input: z.object({}),
    output: z.object({ scene, image: z.string() }),
  },
  'distribution.apply': {
    kind: 'command',
    who: 'member',
    summary: 'Applies to be a distributor; a person of the shop reads it.',
    input: z.object({ words: text(200) }),
    output: mine,
  },
  'distribution.requestPayout': {
    kind: 'command',
    who: 'member',
    summary: 'Asks the shop for all or a part of what is due. It is held until the shop has decided; one at a time.',
    input: z.object({ amountFen: fen.check(z.gte(1)) }),
    output: z.object({ payout, mine }),
  },
  'distribution.touch': {
    kind: 'command',
    who: 'visitor',
    keyless: true,
    summary:
      'Remembers through which distributor a visitor first came, and tells them that somebody earns by it. Gives nothing to anybody.',
    input: z.object({ scene }),
    output: z.object({ counts: z.boolean(), words: z.string() }),
  },
  ...distributionConsoleApi,
} as const satisfies Contracts

export type Mine = z.infer<typeof mine>
export type PayoutCard = z.infer<typeof payout>
