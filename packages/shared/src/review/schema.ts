import * as z from 'zod/mini'
import { text } from '../kit/schema'

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** A thing that is asked about, as the shop calls it. */
export const aspect = text(6)
export const score = wholeFrom(1, 5)

/** What a member says: a score for each thing that is asked about, in that order. */
export const scores = z.array(z.object({ aspect, score })).check(z.minLength(1), z.maxLength(4))
export type Scores = z.infer<typeof scores>

export const reviewText = text(200)
export const replyWords = text(100)

/** How a shop asks for reviews. */
export const reviewPolicy = z
  .object({
    enabled: z.boolean(),
    /** For any honest review, whatever it says; 0: none. */
    points: wholeFrom(0, 1000),
    /** So many days after a purchase it can be reviewed. */
    windowDays: wholeFrom(1, 60),
    aspects: z.array(aspect).check(z.minLength(1), z.maxLength(4)),
    /** So many reviews of a person give points on a business day. */
    rewardedPerDay: wholeFrom(1, 10),
    /** A score of this or less becomes work for who runs the store. */
    lowScore: wholeFrom(1, 3),
  })
  .check(z.refine(({ aspects }) => new Set(aspects).size === aspects.length, 'two aspects have the same name'))
export type ReviewPolicy = z.infer<typeof reviewPolicy>

export const DEFAULT_REVIEWING: ReviewPolicy = {
  ...{ enabled: true, points: 0, windowDays: 14, aspects: ['味道', '服务', '环境'] },
  ...{ rewardedPerDay: 1, lowScore: 2 },
}
