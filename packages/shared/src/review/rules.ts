import { no, type Decision } from '../kit/decision'
import type { ReviewPolicy, Scores } from './schema'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** So long a review can be changed by its member, and a reply by who wrote it. */
export const CHANGE_HOURS = 24
/** By then a low score should have been looked after. */
export const LOW_DUE_HOURS = 24

export const hoursAfter = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR_MS)

/** Until when a purchase can be reviewed. */
export const reviewUntil = (boughtAt: Date, windowDays: number) => new Date(boughtAt.getTime() + windowDays * DAY_MS)

export type Reviewable = {
  policy: Pick<ReviewPolicy, 'enabled' | 'windowDays'>
  boughtAt: Date
  /** All of it was given back. */
  isBack: boolean
  written: boolean
}

export type WriteRefusal = 'review_written' | 'review_off' | 'review_refunded' | 'review_late'

/** Whether a purchase may be reviewed now: once, within its window, and not when it was given back. */
export function judgeWrite(
  { policy, boughtAt, isBack, written }: Reviewable,
  now: Date,
): Decision<object, WriteRefusal> {
  if (written) return no('review_written')
  if (!policy.enabled) return no('review_off')
  if (isBack) return no('review_refunded')
  return now >= reviewUntil(boughtAt, policy.windowDays) ? no('review_late') : { ok: true }
}

export type ChangeRefusal = 'review_settled' | 'review_answered' | 'review_refunded'

/** Whether a review may still be changed: for a day, until somebody has answered it. */
export function judgeChange(
  { writtenAt, repliedAt, isBack }: { writtenAt: Date; repliedAt: Date | null; isBack: boolean },
  now: Date,
): Decision<object, ChangeRefusal> {
  if (repliedAt !== null) return no('review_answered')
  if (isBack) return no('review_refunded')
  return now >= hoursAfter(writtenAt, CHANGE_HOURS) ? no('review_settled') : { ok: true }
}

export type ReplyRefusal = 'review_replied' | 'review_reply_settled' | 'review_author_left'

/** Whether somebody may reply: once; for a day, who has may change it. */
export function judgeReply(
  { repliedAt, repliedBy, by, left }: { repliedAt: Date | null; repliedBy: string | null; by: string; left: boolean },
  now: Date,
): Decision<{ again: boolean }, ReplyRefusal> {
  if (left) return no('review_author_left')
  if (repliedAt === null) return { ok: true, again: false }
  if (repliedBy !== by) return no('review_replied')
  return now >= hoursAfter(repliedAt, CHANGE_HOURS) ? no('review_reply_settled') : { ok: true, again: true }
}

/**
 * What a review gives. It takes no scores, and must never: paying for good words (好评返现) forges what others think of a shop, which the law
 * against unfair competition and the e-commerce law forbid. The same for everybody, up to so many a day.
 */
export const pointsFor = (
  { points, rewardedPerDay }: Pick<ReviewPolicy, 'points' | 'rewardedPerDay'>,
  rewardedToday: number,
) => (rewardedToday < rewardedPerDay ? points : 0)

/** Whether these are the scores that were asked for, each once and in order. */
export const areAsked = (aspects: readonly string[], scores: Scores) =>
  scores.length === aspects.length && scores.every(({ aspect }, index) => aspect === aspects[index])

/** Whether somebody was let down by anything. */
export const isLow = (scores: Scores, lowScore: number) => scores.some(({ score }) => score <= lowScore)

export const permilleOf = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part * 1000) / whole))
