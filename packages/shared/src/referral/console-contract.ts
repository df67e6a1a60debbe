import * as z from 'zod/mini'
import { cursor, day, id, instant, page, text } from '../kit/schema'
import { REASONS } from './evidence-rules'
import { programmeBody, programmeDraft, REFERRAL_STATES } from './schema'
import type { Contracts } from '../kit/contract'

const moment = z.nullable(instant)

const programmeOut = z.object({
  /** What is being written; what stands in its way, in words. */
  draft: z.nullable(z.extend(programmeBody, { id, savedAt: instant, faults: z.array(z.string()) })),
  /** What holds for those who join now; null where inviting is off. */
  inForce: z.nullable(z.extend(programmeBody, { id, version: z.int(), publishedAt: instant })),
  /** When the newest version was paused; it can be published again. */
  pausedAt: moment,
})

const evidence = z.object({
  device: z.int(),
  address: z.int(),
  burst: z.int(),
  inviterDevice: z.boolean(),
  inviterPhone: z.boolean(),
  knownPhone: z.boolean(),
  inviterPaid: z.boolean(),
  riskRank: z.nullable(z.int()),
})

const operatorReferral = z.object({
  id,
  inviterId: id,
  inviterName: z.string(),
  inviteeId: id,
  inviteeName: z.string(),
  version: z.int(),
  state: z.enum(REFERRAL_STATES),
  joinedAt: instant,
  deadline: instant,
  qualifiedAt: moment,
  reasons: z.array(z.enum(REASONS)),
  reasonWords: z.string(),
  /** What was decided last; where an appeal waits, what it is against. */
  decision: z.nullable(z.enum(['pass', 'block'])),
  decidedWhy: z.nullable(z.string()),
  decidedAt: moment,
  appeal: z.nullable(z.string()),
  appealedAt: moment,
})

const operator = { who: 'operator', may: 'rules' } as const
const reader = { kind: 'query', who: 'operator', may: 'read' } as const

/** What operators do with invitations. */
export const referralConsoleApi = {
  'referral.programme': {
    ...reader,
    summary: 'The programme in force, and the draft of the next with what stands in its way.',
    input: z.object({}),
    output: programmeOut,
  },
  'referral.saveProgramme': {
    kind: 'command',
    ...operator,
    summary: 'Writes the draft; what is left out stays as in the draft, in the newest version, or has its default.',
    input: z.object({ body: programmeDraft }),
    output: programmeOut,
  },
  'referral.publish': {
    kind: 'command',
    ...operator,
    summary:
      'Puts the draft in force, or a paused programme again, for those who join from now on. Whoever joined before keeps what they were told. Refuses referral_not_ready with the faults.',
    input: z.object({}),
    output: programmeOut,
  },
  'referral.pause': {
    kind: 'command',
    ...operator,
    summary: 'Nobody new is bound from now on; what was promised to those bound is kept.',
    input: z.object({}),
    output: programmeOut,
  },
  'referral.figures': {
    ...reader,
    summary: 'What inviting brought and cost between two business days, and its share of all new members (S-217).',
    input: z.object({ from: day, until: day }),
    output: z.object({
      /** People who came through an invitation, joined or not. */
      invited: z.int(),
      joined: z.int(),
      qualified: z.int(),
      held: z.int(),
      blocked: z.int(),
      reversed: z.int(),
      points: z.int(),
      coupons: z.int(),
      /** What the points are worth by the ledger's policy. */
      pointsCostFen: z.int(),
      newMembers: z.int(),
      sharePermille: z.int(),
    }),
  },
  'referral.list': {
    ...reader,
    summary: 'Referrals, newest first.',
    input: z.object({
      state: z.optional(z.enum(REFERRAL_STATES)),
      inviterId: z.optional(id),
      before: z.optional(cursor),
    }),
    output: page(operatorReferral),
  },
  'referral.reviews': {
    ...reader,
    summary: 'Referrals that wait for a person, oldest first, with what is known about each.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(z.extend(operatorReferral, { evidence })),
  },
  'referral.decide': {
    kind: 'command',
    ...operator,
    summary: 'Lets a referral pass or not, with a reason that its inviter reads.',
    input: z.object({ referralId: id, pass: z.boolean(), reason: text(100) }),
    output: z.object({ referral: operatorReferral }),
  },
} as const satisfies Contracts

export type OperatorReferral = z.infer<typeof operatorReferral>
export type ProgrammeShown = z.infer<typeof programmeOut>
