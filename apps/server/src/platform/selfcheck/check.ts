import type { Reader } from '#server/platform/db/tx'

/** The promises of the product, by which checks are reported. */
export type PromiseName = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8' | 'P9'

/** A question to the database whose answer must be no rows. `:now` stands for the moment of asking. */
export type Check = { promise: PromiseName; name: string; sql: string }

export type Found = Check & { violations: Record<string, unknown>[] }

const SHOWN_MAX = 20

/** Asks every question; read-only, while the shop is open. */
export async function runChecks(read: Reader, checks: readonly Check[], now: Date): Promise<Found[]> {
  const found: Found[] = []
  for (const check of checks) {
    const parts = check.sql.split(':now')
    const parameters = Array.from({ length: parts.length - 1 }, () => now)
    const violations = await read.query<Record<string, unknown>[]>(`${parts.join('?')} LIMIT ${SHOWN_MAX}`, parameters)
    found.push({ ...check, violations })
  }
  return found
}
