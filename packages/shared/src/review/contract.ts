import * as z from 'zod/mini'
import { cursor, fen, id, instant, page, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { replyOut, reviewConsoleApi, shopReview } from './console-contract'
import { replyWords, reviewText, scores } from './schema'

const writing = z.object({ purchaseId: id, scores, text: z.nullable(reviewText) })

/** What was said is not in the answer: answers are kept for a while, and words are sealed. */
const written = z.object({
  reviewId: id,
  points,
  /** Points that wait until the account is let go. */
  pointsWait: z.boolean(),
})

const myReview = z.extend(written, {
  scores,
  text: z.nullable(z.string()),
  at: instant,
  /** Until when it can be changed; null when it cannot any more. */
  changeUntil: z.nullable(instant),
  /** The purchase was given back, and the points with it. */
  refunded: z.boolean(),
  reply: z.nullable(z.object({ words: z.string(), at: instant })),
})

export const reviewApi = {
  'review.mine': {
    kind: 'query',
    who: 'member',
    summary: 'What of a purchase of mine can be reviewed; or my review of it, with the shop’s reply.',
    input: z.object({ purchaseId: id }),
    output: z.object({
      mayWrite: z.boolean(),
      /** Why not, in words; null where one may. */
      why: z.nullable(z.string()),
      /** What is asked about: of a review that is written, what it was about. */
      aspects: z.array(z.string()),
      /** What a review gives now, whatever it says. */
      points,
      until: instant,
      review: z.nullable(myReview),
    }),
  },
  'review.waiting': {
    kind: 'query',
    who: 'member',
    summary: 'My purchases that can be reviewed, newest first, twenty at most; and what the next review gives.',
    input: z.object({}),
    output: z.object({
      points,
      purchases: z.array(
        z.object({ purchaseId: id, storeName: z.string(), at: instant, paidFen: fen, until: instant }),
      ),
    }),
  },
  'review.write': {
    kind: 'command',
    who: 'member',
    unlogged: ['text'],
    summary: 'Says how a purchase was, once. Only the shop reads it. Refuses review_written, review_late and others.',
    input: writing,
    output: written,
  },
  'review.change': {
    kind: 'command',
    who: 'member',
    unlogged: ['text'],
    summary: 'Says it anew, within a day and before the shop has replied. What it gave stays.',
    input: writing,
    output: written,
  },
  'review.ofStore': {
    kind: 'query',
    who: 'manager',
    summary: 'Reviews of a store, newest first, by masked names.',
    input: z.object({ storeId: id, onlyLow: z.optional(z.boolean()), before: z.optional(cursor) }),
    output: page(shopReview),
  },
  'review.reply': {
    kind: 'command',
    who: 'manager',
    unlogged: ['words'],
    summary: 'Replies to a review of one’s store, once; within a day who replied may change it.',
    input: z.object({ reviewId: id, words: replyWords }),
    output: replyOut,
  },
  ...reviewConsoleApi,
} as const satisfies Contracts

export type MyReview = z.infer<typeof myReview>
