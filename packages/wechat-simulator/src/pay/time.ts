const BEIJING_AHEAD_MS = 8 * 3_600_000

const beijing = (atMs: number) => new Date(atMs + BEIJING_AHEAD_MS).toISOString()

/** 2026-11-22T10:00:00+08:00, the form in which Pay tells every moment. */
export const payTime = (atMs: number) => `${beijing(atMs).slice(0, 19)}+08:00`

/** 2026-11-22 10:00:00, the form of the bills. */
export const billTime = (atMs: number) => beijing(atMs).slice(0, 19).replace('T', ' ')

/** 2026-11-22, the day in Beijing. */
export const payDay = (atMs: number) => beijing(atMs).slice(0, 10)

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Undefined when the text is not RFC 3339 with a zone. */
export const momentOf = (text: string) => {
  const atMs = RFC3339.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? undefined : atMs
}
