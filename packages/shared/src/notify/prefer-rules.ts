import type { Topic } from './topic-rules'

/** Hours in which WeChat stays quiet, in minutes after midnight; over midnight when it ends earlier than it begins. */
export type Quiet = { from: number; until: number }

/** `fallBack`: what no allowance carries goes into a window of the member's that is open. */
export type SendPolicy = { quiet: Quiet; perDay: number; perWeek: number; fallBack: boolean }

export const QUIET_STEP_MINUTES = 30
/** Clocks are changed at quarters of an hour, and so end all quiet hours. */
const QUARTER_MS = 15 * 60_000

/** As a shop begins. */
export const USUAL_POLICY: SendPolicy = {
  quiet: { from: 22 * 60, until: 8 * 60 },
  perDay: 3,
  perWeek: 8,
  fallBack: true,
}

/** Whether clocks that show so many minutes after midnight are within quiet hours. The same begin and end is never. */
export const isQuiet = (minutes: number, { from, until }: Quiet): boolean =>
  from <= until ? minutes >= from && minutes < until : minutes >= from || minutes < until

/**
 * When quiet hours end that hold at an instant; null when none do. It walks along the clocks as they are shown there (`minutesAt`), so that
 * an hour that comes twice, or never, makes no difference.
 */
export function endOfQuiet(atMs: number, quiet: Quiet, minutesAt: (atMs: number) => number): number | null {
  if (!isQuiet(minutesAt(atMs), quiet)) return null
  let end = (Math.floor(atMs / QUARTER_MS) + 1) * QUARTER_MS
  while (isQuiet(minutesAt(end), quiet)) end += QUARTER_MS
  return end
}

/** About what the member did or their money: no cap holds it back, though it counts. */
const TRANSACTIONAL: ReadonlySet<Topic> = new Set<Topic>([
  'mall.ready',
  'mall.shipped',
  'groupbuy.succeeded',
  'groupbuy.failed',
  'member.nickname',
  'distribution.standing',
  'distribution.payout',
])

/** Comes at an hour that the member named: that says more than any quiet hours. */
const AT_THEIR_HOUR: ReadonlySet<Topic> = new Set<Topic>(['checkin.reminder'])

/**
 * `preference`: the member wants it in the app only; `too_late`: its sense is over; `no_longer`: what it says was not so any more when it was
 * to go out; `no_credit`: the member allows none.
 */
export const HELD_BY = ['preference', 'too_late', 'no_longer', 'day_cap', 'week_cap', 'no_credit'] as const
export type HeldBy = (typeof HELD_BY)[number]

/** Of the shop's own making: a window is there to answer, not to advertise (WeChat's rules of operation, 5.15). */
const NEVER_IN_A_WINDOW: ReadonlySet<Topic> = new Set<Topic>(['journey.message', 'purchase.first'])

/** Whether a message may go into a window when no allowance carries it. */
export const mayFallBack = (topic: Topic, { fallBack }: Pick<SendPolicy, 'fallBack'>) =>
  fallBack && !NEVER_IN_A_WINDOW.has(topic)

export type Sending = {
  topic: Topic
  isTest: boolean
  appOnly: readonly Topic[]
  nowMs: number
  /** When its sense is over; null when it stays true. */
  untilMs: number | null
  quietUntilMs: number | null
  sentToday: number
  sentThisWeek: number
}

type SendVerdict = { go: true } | { go: false; heldBy: HeldBy } | { go: false; waitUntilMs: number }

/** Whether a message that is due goes out now, later, or stays in the app. A test is of the way, not of the member's wishes. */
export function judgeSending(sending: Sending, { perDay, perWeek }: SendPolicy): SendVerdict {
  const { topic, isTest, appOnly, nowMs, untilMs, sentToday, sentThisWeek } = sending
  const quietUntilMs = AT_THEIR_HOUR.has(topic) ? null : sending.quietUntilMs
  if (isTest) return { go: true }
  if (appOnly.includes(topic)) return { go: false, heldBy: 'preference' }
  if (untilMs !== null && untilMs <= Math.max(nowMs, quietUntilMs ?? nowMs)) return { go: false, heldBy: 'too_late' }
  if (quietUntilMs !== null) return { go: false, waitUntilMs: quietUntilMs }
  if (TRANSACTIONAL.has(topic)) return { go: true }
  if (sentToday >= perDay) return { go: false, heldBy: 'day_cap' }
  if (sentThisWeek >= perWeek) return { go: false, heldBy: 'week_cap' }
  return { go: true }
}
