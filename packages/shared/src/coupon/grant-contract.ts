import * as z from 'zod/mini'
import { cursor, day, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** Which members: each condition that is there must hold. Days are business days, both included. */
export const grantFilter = z.object({
  tierMin: z.optional(z.int().check(z.gte(1), z.lte(100))),
  tierMax: z.optional(z.int().check(z.gte(1), z.lte(100))),
  joinedFrom: z.optional(day),
  joinedUntil: z.optional(day),
  /** 1 to 12. */
  birthMonth: z.optional(z.int().check(z.gte(1), z.lte(12))),
  hasPhone: z.optional(z.boolean()),
})

/** A CSV with the column 会员 (a member's number or phone number), or a filter. One of the two. */
const whom = {
  csv: z.optional(z.string().check(z.minLength(1), z.maxLength(2_000_000))),
  filter: z.optional(grantFilter),
}

const preview = z.object({
  total: z.int(),
  stockLeft: z.nullable(z.int()),
  /** The first few, masked. */
  sample: z.array(z.object({ memberId: id, name: z.string(), phoneMasked: z.nullable(z.string()) })),
  problems: z.array(z.object({ line: z.int(), problem: z.string() })),
  moreProblems: z.int(),
})

const grant = z.object({
  id,
  templateId: id,
  templateName: z.string(),
  title: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'revoking', 'revoked']),
  /** How many members it is for; for a filter, how many were found so far. */
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  /** Of those given, how many are used, and how many were taken back. */
  used: z.int(),
  revoked: z.int(),
  askedBy: z.string(),
  askedAt: instant,
  finishedAt: z.nullable(instant),
})

export const couponGrantApi = {
  'coupon.previewGrant': {
    kind: 'query',
    who: 'operator',
    may: 'rules',
    bodyKb: 2100,
    summary: 'Who would get a coupon, and what is wrong with the list. Gives nothing.',
    input: z.object({ templateId: id, ...whom }),
    output: preview,
  },
  'coupon.grant': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    bodyKb: 2100,
    summary:
      'Gives a coupon to a list or to all whom a filter finds, in the background. A list that is wrong in any line gives nothing.',
    input: z.object({ templateId: id, title: text(40), ...whom }),
    output: z.object({ grant }),
  },
  'coupon.grants': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What was given to lists, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(grant),
  },
  'coupon.grantOf': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One of them: how far it is, who was refused and why.',
    input: z.object({ grantId: id }),
    output: z.object({ grant, refusals: z.array(z.object({ reason: z.string(), count: z.int() })) }),
  },
  'coupon.cancelGrant': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Stops one that is running: who has not got it yet gets none.',
    input: z.object({ grantId: id }),
    output: z.object({ grant }),
  },
  'coupon.revokeGrant': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Takes back, in the background, what nobody has used yet. Used ones stay used.',
    input: z.object({ grantId: id, reason: text(60) }),
    output: z.object({ grant }),
  },
} as const satisfies Contracts

export type GrantFilter = z.infer<typeof grantFilter>
export type GrantCard = z.infer<typeof grant>
