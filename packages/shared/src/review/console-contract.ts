import * as z from 'zod/mini'
import { cursor, day, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { replyWords, reviewPolicy, scores } from './schema'

/** A review as the shop sees it. */
export const shopReview = z.object({
  reviewId: id,
  /** The store’s name, for who sees several. */
  storeName: z.string(),
  memberName: z.string(),
  scores,
  low: z.boolean(),
  text: z.nullable(z.string()),
  receiptNo: z.string(),
  at: instant,
  changed: z.boolean(),
  /** The purchase was given back since. */
  refunded: z.boolean(),
  reply: z.nullable(z.object({ words: z.string(), at: instant, by: z.string() })),
  /** Why the caller cannot reply, or not any more; null where they may. */
  noReply: z.nullable(z.string()),
})

/** `id` null: nobody has decided yet, and this is what counts. */
const policyVersion = z.object({
  id: z.nullable(id),
  activeFrom: z.nullable(instant),
  policy: reviewPolicy,
  actor: z.nullable(z.string()),
  reason: z.nullable(z.string()),
})

export const replyOut = z.object({ reviewId: id, repliedAt: instant })

/** What operators do with reviews. */
export const reviewConsoleApi = {
  'review.policy': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How reviews are asked for: the policy in force, those that are coming, and the latest before.',
    input: z.object({}),
    output: z.object({ current: policyVersion, versions: z.array(policyVersion) }),
  },
  'review.savePolicy': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'A new version, from now or a later moment on. Points are the same for every review, whatever it says.',
    input: z.object({ policy: reviewPolicy, activeFrom: z.optional(instant), reason: text(80) }),
    output: policyVersion,
  },
  'review.all': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Reviews, newest first, by masked names; of one store, or only those with a low score.',
    input: z.object({ storeId: z.optional(id), onlyLow: z.optional(z.boolean()), before: z.optional(cursor) }),
    output: page(shopReview),
  },
  'review.answer': {
    kind: 'command',
    who: 'operator',
    may: 'talk',
    unlogged: ['words'],
    summary: 'Replies to a review, once; within a day who replied may change it.',
    input: z.object({ reviewId: id, words: replyWords }),
    output: replyOut,
  },
  'review.figures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How many purchases of these days were reviewed, and how, over 92 days at most.',
    input: z.object({ storeId: z.optional(id), from: day, to: day }),
    output: z.object({
      purchases: z.int(),
      reviews: z.int(),
      /** Reviews of a thousand purchases. */
      sharePermille: z.int(),
      low: z.int(),
      replied: z.int(),
      aspects: z.array(
        z.object({
          aspect: z.string(),
          count: z.int(),
          /** The mean score in thousandths: 4350 is 4.35. */
          averagePermille: z.int(),
          /** How many gave one star, two … five. */
          distribution: z.array(z.int()),
        }),
      ),
    }),
  },
} as const satisfies Contracts

export type ShopReview = z.infer<typeof shopReview>
export type ReviewVersion = z.infer<typeof policyVersion>
