/** A cap with this key counts nothing: it bounds one transaction alone. */
export const ONE_TXN = 'txn'

/**
 * How much may be earned under one key: of a member's day, of a rule, of a campaign's budget. `clip` gives what is left, `reject` gives
 * nothing once the whole does not fit. `shared` counters are many members' and are locked last.
 */
export type Cap = { key: string; limit: number; label: string; onExceed: 'clip' | 'reject'; shared?: true }

/** A cap, and how much of it has been used. */
export type CapUse = Cap & { used: number }

export type Granted = { granted: number; cutBy: string | null }

const leftOf = ({ limit, used }: CapUse) => Math.max(0, limit - used)

/**
 * How much of `wanted` the caps let through, and which one cut it (the tightest; of equal ones the first). Clipping comes first: a
 * rejecting cap judges what would then be given.
 */
export function applyCaps(wanted: number, caps: readonly CapUse[]): Granted {
  let granted = wanted
  let cutBy: string | null = null
  for (const cap of caps.filter((one) => one.onExceed === 'clip'))
    if (leftOf(cap) < granted) {
      granted = leftOf(cap)
      cutBy = cap.label
    }
  const stops = caps.find((cap) => cap.onExceed === 'reject' && leftOf(cap) < granted)
  return stops ? { granted: 0, cutBy: stops.label } : { granted, cutBy }
}
