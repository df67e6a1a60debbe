import * as z from 'zod/mini'
import { cursor, day, fen, id, instant, page, text } from '../kit/schema'
import { DISTRIBUTOR_STATES, PAYOUT_METHODS, PAYOUT_STATES, settingsBody } from './schema'
import type { Contracts } from '../kit/contract'

/** Ten thousand yuan. */
const ADJUSTED_MAX = 1_000_000

const moment = z.nullable(instant)
const words = z.nullable(z.string())

const settings = z.object({
  /** What holds now; null where distribution is off. */
  inForce: z.nullable(
    z.extend(settingsBody, { id, version: z.int(), publishedAt: instant, rules: z.array(z.string()) }),
  ),
  /** The newest version, also a paused one, to begin the next with. */
  newest: z.nullable(settingsBody),
  pausedAt: moment,
})

const distributor = z.object({
  memberId: id,
  name: z.string(),
  state: z.enum(DISTRIBUTOR_STATES),
  words,
  reason: words,
  changedAt: instant,
  customers: z.int(),
  ...{ frozenFen: fen, dueFen: fen, heldFen: fen, paidFen: fen, debtFen: fen },
})

const operatorPayout = z.object({
  id,
  memberId: id,
  name: z.string(),
  amountFen: fen,
  state: z.enum(PAYOUT_STATES),
  requestedAt: instant,
  decidedAt: moment,
  decidedBy: words,
  reason: words,
  method: z.nullable(z.enum(PAYOUT_METHODS)),
  reference: words,
  paidAt: moment,
  recordedBy: words,
  /** What the distributor owes back since: above zero it cannot be approved. */
  debtFen: fen,
})

const rules = { kind: 'command', who: 'operator', may: 'rules' } as const
const approver = { kind: 'command', who: 'operator', may: 'approve' } as const
const reader = { kind: 'query', who: 'operator', may: 'read' } as const

/** What operators do with distribution. */
export const distributionConsoleApi = {
  'distribution.settings': {
    ...reader,
    summary: 'The settings in force; off until they are published.',
    input: z.object({}),
    output: settings,
  },
  'distribution.publish': {
    ...rules,
    summary:
      'Puts settings in force, as a new version, for purchases from now on. Needs the confirmation that the one-level rule was read.',
    input: z.object({ body: settingsBody, confirmedOneLevel: z.boolean() }),
    output: settings,
  },
  'distribution.pause': {
    ...rules,
    summary: 'From now on nobody is bound and no purchase brings commission; what was earned stays and is paid.',
    input: z.object({}),
    output: settings,
  },
  'distribution.distributors': {
    ...reader,
    summary: 'Distributors and applications, newest first.',
    input: z.object({ state: z.optional(z.enum(DISTRIBUTOR_STATES)), before: z.optional(cursor) }),
    output: page(distributor),
  },
  'distribution.designate': {
    ...rules,
    summary: 'Makes a member a distributor, or a paused or ended one active again.',
    input: z.object({ memberId: id }),
    output: z.object({ distributor }),
  },
  'distribution.review': {
    ...rules,
    summary: 'Accepts an application or declines it, with a reason that the member reads.',
    input: z.object({ memberId: id, accept: z.boolean(), reason: text(100) }),
    output: z.object({ distributor }),
  },
  'distribution.stop': {
    ...rules,
    summary: 'Pauses or ends a distributor: purchases bring no commission from now on; what was earned is paid.',
    input: z.object({ memberId: id, how: z.enum(['paused', 'ended']), reason: text(100) }),
    output: z.object({ distributor }),
  },
  'distribution.adjust': {
    ...approver,
    summary:
      'Gives a distributor money by hand or takes it, with a reason that they read in their statement. Due at once; never more is taken than there is.',
    input: z.object({
      memberId: id,
      amountFen: z.int().check(
        z.gte(-ADJUSTED_MAX),
        z.lte(ADJUSTED_MAX),
        z.refine((amount) => amount !== 0),
      ),
      reason: text(100),
    }),
    output: z.object({ distributor }),
  },
  'distribution.payouts': {
    ...reader,
    summary: 'Pay-outs that were asked for, newest first.',
    input: z.object({ state: z.optional(z.enum(PAYOUT_STATES)), before: z.optional(cursor) }),
    output: page(operatorPayout),
  },
  'distribution.decidePayout': {
    ...approver,
    summary: 'Approves a pay-out or rejects it with a reason; what is rejected is due again.',
    input: z.object({ payoutId: id, approve: z.boolean(), reason: text(100) }),
    output: z.object({ payout: operatorPayout }),
  },
  'distribution.recordPayout': {
    ...approver,
    summary: 'Records the transfer of an approved pay-out, which was made outside of this system.',
    input: z.object({ payoutId: id, method: z.enum(PAYOUT_METHODS), reference: text(60), paidAt: instant }),
    output: z.object({ payout: operatorPayout }),
  },
  'distribution.figures': {
    ...reader,
    summary: 'What distribution brought and cost between two business days.',
    input: z.object({ from: day, until: day }),
    output: z.object({
      customers: z.int(),
      purchases: z.int(),
      /** What those purchases came to, refunds not taken off. */
      soldFen: z.int(),
      /** What of their commission stands. */
      commissionFen: z.int(),
      /** What was given by hand, less what was taken. */
      adjustedFen: z.int(),
      paidOutFen: z.int(),
      /** What the shop owes now: frozen, due and asked for. */
      owedFen: z.int(),
      debtFen: z.int(),
    }),
  },
} as const satisfies Contracts

export type OperatorDistributor = z.infer<typeof distributor>
export type OperatorPayout = z.infer<typeof operatorPayout>
