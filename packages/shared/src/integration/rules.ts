import { no, type Decision } from '../kit/decision'

/** How far a caller's clock may be away, and for how long a signature is good. */
export const REPLAY_WINDOW_MS = 5 * 60_000

/**
 * What a caller signs, with HMAC-SHA256 and the key's secret: the door, the moment, a word of its own and the body's digest, a line each.
 * `timestamp` is in whole seconds.
 */
export const signedText = (asked: { path: string; timestamp: string; nonce: string; bodySha256: string }) =>
  ['POST', asked.path, asked.timestamp, asked.nonce, asked.bodySha256].join('\n')

/** Whether a signature made at `timestamp` (whole seconds) is still, or already, good at `now`. */
export function judgeMomentOfSigning(
  timestamp: string,
  now: Date,
): Decision<object, 'signature_late' | 'signature_wrong'> {
  if (!/^\d{10}$/.test(timestamp)) return no('signature_wrong')
  return Math.abs(now.getTime() - Number(timestamp) * 1000) <= REPLAY_WINDOW_MS ? { ok: true } : no('signature_late')
}

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits between attempts to deliver, as Standard Webhooks suggests: about three days in all. */
const BACK_OFF_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** When a delivery that has failed `attempts` times is tried again; null: it is given up. `roll` in [0, 1) spreads the load by a tenth. */
export function nextAttemptAt(attempts: number, now: Date, roll: number): Date | null {
  const waitMs = BACK_OFF_MS[attempts - 1]
  return waitMs === undefined ? null : new Date(now.getTime() + Math.round(waitMs * (1 + roll / 10)))
}
