import { EntitySchema } from 'typeorm'
import type { Day } from '@huitou/shared/kit/day'
import type { Scores } from '@huitou/shared/review/schema'
import {
  amount,
  count,
  dayNumber,
  flag,
  instant,
  json,
  key,
  longText,
  ref,
  text,
  token,
} from '#server/platform/db/columns'
import { ReviewPolicies } from './policy/entities'

/** What one member said of one purchase, and what the shop answered. */
export type ReviewRow = {
  id: string
  purchaseId: string
  memberId: string
  storeId: string
  /** The business day of the purchase: figures are of purchases. */
  boughtDay: Day
  at: Date
  /** The business day of the review: so many give points on one. */
  day: Day
  scores: Scores
  /** By what counted as low when it was said. */
  low: boolean
  /** What they wrote, sealed (P9). */
  textSealed: string | null
  changedAt: Date | null
  /** What was promised, and what of it was given: less where a limit on points cut it. */
  promised: number
  points: number
  txnId: string | null
  /** The purchase was given back, and the points with it. */
  takenBack: boolean
  /** What waits until the account is let go: giving points, or taking them back. */
  owed: 'give' | 'take' | null
  refundedAt: Date | null
  /** Gone with who leaves; that somebody replied stays. */
  reply: string | null
  repliedAt: Date | null
  repliedBy: string | null
}

export const Reviews = new EntitySchema<ReviewRow>({
  name: 'review',
  columns: {
    id: key(),
    purchaseId: ref(),
    memberId: ref(),
    storeId: ref(),
    boughtDay: dayNumber(),
    at: instant(),
    day: dayNumber(),
    scores: json(),
    low: flag(),
    textSealed: longText({ nullable: true }),
    changedAt: instant({ nullable: true }),
    promised: amount(),
    points: amount(),
    txnId: ref({ nullable: true }),
    takenBack: flag(),
    owed: token(4, { nullable: true }),
    refundedAt: instant({ nullable: true }),
    reply: text(100, { nullable: true }),
    repliedAt: instant({ nullable: true }),
    repliedBy: token(32, { nullable: true }),
  },
})

/** The scores of a review one by one, for figures. */
export type ScoreRow = { id: string; reviewId: string; place: number; aspect: string; score: number }

export const ReviewScores = new EntitySchema<ScoreRow>({
  name: 'review_score',
  columns: { id: key(), reviewId: ref(), place: count(), aspect: text(6), score: count() },
})

/** Every table of this room. */
export const reviewTables = [ReviewPolicies, Reviews, ReviewScores] as EntitySchema[]
