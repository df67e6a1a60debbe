/** Whole seconds until `endMs`, never below zero. */
export const secondsUntil = (endMs: number, nowMs: number) => Math.max(0, Math.ceil((endMs - nowMs) / 1000))

const EARLY_MS = 5_000

/** When to fetch the next code: a little before the end, so that none on the screen is ever too old; at once when it is over. */
export const renewAfterMs = (endMs: number, nowMs: number) => Math.max(0, endMs - nowMs - EARLY_MS)
