import * as z from 'zod/mini'
import { cursor, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const prefix = z.string().check(z.regex(/^[0-9A-Z]{0,12}$/))

const batch = z.object({
  id,
  templateId: id,
  templateName: z.string(),
  name: z.string(),
  /** "SP######": a # for each random character; a shared code has none. */
  pattern: z.string(),
  total: z.int(),
  /** How many are made so far. */
  made: z.int(),
  /** How many people may use each. */
  usesEach: z.int(),
  used: z.int(),
  state: z.enum(['making', 'ready', 'stopped']),
  endsAt: z.nullable(instant),
  createdAt: instant,
})

const wanted = {
  prefix,
  /** Random characters after the prefix; 0: the prefix is the code, shared by all. */
  length: z.int().check(z.gte(0), z.lte(20)),
  total: z.int().check(z.gte(1), z.lte(1_000_000)),
}

export const couponCodeApi = {
  'coupon.redeemCode': {
    kind: 'command',
    who: 'member',
    summary: 'Changes a code for its coupon: each person once.',
    input: z.object({ code: z.string().check(z.minLength(1), z.maxLength(64)) }),
    output: z.object({ couponId: id, name: z.string(), expiresAt: instant }),
  },
  'coupon.previewCodes': {
    kind: 'query',
    who: 'operator',
    may: 'rules',
    summary: 'What codes of this pattern would look like, and whether anybody could guess one.',
    input: z.object(wanted),
    output: z.object({
      example: z.string(),
      /** One guess in so many hits a code. */
      oddsOneIn: z.number(),
      isSafe: z.boolean(),
      /** The fewest random characters that are safe for so many. */
      lengthNeeded: z.int(),
    }),
  },
  'coupon.makeCodes': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Makes codes for a coupon, in the background; `coupon.codeBatch` shows how far it is.',
    input: z.object({
      ...wanted,
      templateId: id,
      name: text(40),
      usesEach: z.int().check(z.gte(1), z.lte(10_000_000)),
      endsAt: z.optional(instant),
    }),
    output: z.object({ batch }),
  },
  'coupon.codeBatches': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Batches of codes, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(batch),
  },
  'coupon.codeBatch': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One batch: how far it is made, and how many are used.',
    input: z.object({ batchId: id }),
    output: z.object({ batch }),
  },
  'coupon.stopCodes': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'No code of the batch is changed any more. Coupons given before stay.',
    input: z.object({ batchId: id }),
    output: z.object({ batch }),
  },
} as const satisfies Contracts

export type CodeBatch = z.infer<typeof batch>
