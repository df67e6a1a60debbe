import * as z from 'zod/mini'
import { cursor, day, id, instant, page, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { programmeBody, tierBenefits } from './programme-schema'
import { changeRow, heldCard } from './row-schema'

const finding = z.object({ severity: z.enum(['error', 'notice']), words: z.string() })

const version = z.object({
  id,
  /** Null for a draft. */
  version: z.nullable(z.int()),
  state: z.enum(['draft', 'published']),
  /** From the start of this business day. */
  activeOn: z.nullable(day),
  note: z.string(),
  savedAt: instant,
  author: z.string(),
  body: programmeBody,
})

const cardTemplate = z.object({
  id,
  name: z.string(),
  validDays: z.int(),
  gives: tierBenefits,
  benefits: z.array(z.string()),
  /** Null: not for sale. */
  points: z.nullable(points),
  stockTotal: z.nullable(z.int()),
  stockLeft: z.nullable(z.int()),
  perMemberLimit: z.nullable(z.int()),
  ended: z.boolean(),
})

const cardWanted = z.object({
  /** Null: a new one. */
  id: z.nullable(id),
  name: text(20),
  validDays: z.int().check(z.gte(1), z.lte(3660)),
  gives: tierBenefits,
  points: z.nullable(points.check(z.gte(1))),
  stockTotal: z.nullable(z.int().check(z.gte(0), z.lte(10_000_000))),
  perMemberLimit: z.nullable(z.int().check(z.gte(1), z.lte(1000))),
  ended: z.boolean(),
})

export const tierOperatorApi = {
  'tier.programme': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The rules of the tiers: in force, to come, and the draft with what speaks against it.',
    input: z.object({}),
    output: z.object({
      inForce: z.nullable(version),
      upcoming: z.array(version),
      draft: z.nullable(version),
      findings: z.array(finding),
    }),
  },
  'tier.saveProgramme': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Keeps a draft of the rules of the tiers, in place of an earlier draft, and says what speaks against publishing it.',
    input: z.object({ body: programmeBody, note: text(120) }),
    output: z.object({ draft: version, findings: z.array(finding) }),
  },
  'tier.publishProgramme': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Publishes the draft: in force from the start of `activeOn`, by default tomorrow. Nobody is lowered by it before their next review.',
    input: z.object({ id, activeOn: z.optional(day) }),
    output: z.object({ version }),
  },
  'tier.memberHistory': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What happened to one member’s tier, by whom and why, newest first.',
    input: z.object({ memberId: id, before: z.optional(cursor) }),
    output: page(z.extend(changeRow, { actor: z.string(), needed: z.nullable(z.int()) })),
  },
  'tier.setByHand': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary:
      'Sets a member’s tier with a reason, until the end of `lastDay` or for good; then it is again what growth says. Level null takes such a setting back.',
    input: z.object({ memberId: id, level: z.nullable(z.int()), reason: text(80), lastDay: z.nullable(day) }),
    output: z.object({ memberId: id, level: z.int(), name: z.string(), lastDay: z.nullable(day) }),
  },
  'tier.reviewPreview': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'Who would lose a tier if the next review were today, as last counted at `asOf`: how many from where to where, and the members.',
    input: z.object({ after: z.optional(cursor) }),
    output: z.object({
      asOf: z.nullable(instant),
      moves: z.array(z.object({ from: z.int(), to: z.int(), members: z.int() })),
      rows: z.array(
        z.object({ memberId: id, day, from: z.int(), to: z.int(), growth: z.int(), needed: z.int(), missing: z.int() }),
      ),
      next: z.nullable(cursor),
    }),
  },
  'tier.distribution': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How many members each tier has, as last counted at `asOf`.',
    input: z.object({}),
    output: z.object({
      asOf: z.nullable(instant),
      tiers: z.array(z.object({ level: z.int(), name: z.string(), members: z.int() })),
    }),
  },
  'tier.cards': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The kinds of benefit card, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(cardTemplate),
  },
  'tier.saveCard': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Makes or changes a kind of benefit card. Cards that members hold keep what they were given with.',
    input: cardWanted,
    output: z.object({ card: cardTemplate }),
  },
  'tier.grantCard': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary: 'Gives one member a benefit card, with a reason.',
    input: z.object({ memberId: id, cardId: id, reason: text(80) }),
    output: z.object({ card: heldCard }),
  },
} as const satisfies Contracts
