/** How many accepts of one template a day are believed on the word of the phone alone. */
export const ACCEPTS_A_DAY = 5

/** Within this time the phone and WeChat speak of the same tap. */
export const SAME_TAP_MS = 10 * 60_000

/** Whether another accept is believed, after so many that day. */
export const isBelieved = (acceptedToday: number): boolean => acceptedToday < ACCEPTS_A_DAY

/** What came of handing a message to WeChat. `asked` false: it never left this house. */
export type Handed =
  | { ok: true; msgId: string | null }
  | { ok: false; errcode: number | null; asked: boolean; retryAfterMs: number | null }

export type SendState = 'sent' | 'refused' | 'failed' | 'unsure' | 'waiting'

/**
 * `spent`: the credit is gone. `back`: WeChat surely sent nothing, so it is there again. `none`: WeChat says that there was none, whatever
 * was counted here.
 */
export type CreditEnd = 'spent' | 'back' | 'none'

export const NOT_ALLOWED = 43101
/** Busy, a token that aged, quotas, and another message on its way to the same person. */
const LATER = new Set([-1, 40001, 40014, 42001, 45009, 45011, 44990, 44991, 43108])

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const WAITS_MS = [30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS]

/** By which way WeChat brings a message: by an allowance of its template, or into the window in which the shop may answer the member. */
export type Way = 'subscription' | 'dialogue'

type Verdict = { state: SendState; credit: CreditEnd; waitMs: number | null }

function later(attempts: number, retryAfterMs: number | null): Verdict {
  const waitMs = WAITS_MS[attempts - 1]
  if (waitMs === undefined) return { state: 'failed', credit: 'back', waitMs: null }
  return { state: 'waiting', credit: 'back', waitMs: Math.max(waitMs, retryAfterMs ?? 0) }
}

/**
 * What a message and its credit become after the `attempts`-th try. An answer that may hide a sent message ends it: told twice is worse
 * than told in the app only.
 */
export function judgeHanded(handed: Handed, attempts: number): Verdict {
  if (handed.ok) return { state: 'sent', credit: 'spent', waitMs: null }
  if (!handed.asked) return later(attempts, handed.retryAfterMs)
  if (handed.errcode === null) return { state: 'unsure', credit: 'spent', waitMs: null }
  if (handed.errcode === NOT_ALLOWED) return { state: 'refused', credit: 'none', waitMs: null }
  if (LATER.has(handed.errcode)) return later(attempts, handed.retryAfterMs)
  return { state: 'failed', credit: 'back', waitMs: null }
}

/** What came of writing it into a window. */
export type Written =
  | { state: 'sent' }
  | { state: 'later'; errcode: number | null; retryAfterMs: number | null }
  | { state: 'unsure' }
  | { state: 'failed'; why: 'window_closed' | 'window_full' | 'refused'; errcode: number | null }

type WrittenVerdict = { state: SendState | 'none'; waitMs: number | null }

/** What a message becomes after the `attempts`-th try by a window. A window that is over after all leaves it in the app. */
export function judgeWritten(written: Written, attempts: number): WrittenVerdict {
  if (written.state === 'later') {
    const { state, waitMs } = later(attempts, written.retryAfterMs)
    return { state, waitMs }
  }
  if (written.state !== 'failed') return { state: written.state, waitMs: null }
  return { state: written.why === 'refused' ? 'failed' : 'none', waitMs: null }
}
