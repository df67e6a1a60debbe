import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'

/**
 * Does the same with each row, each in a transaction of its own: what one of them fails at is logged, is due again, and holds up no other.
 * Answers how many were done.
 */
export async function eachAlone<Row extends object>(
  { db, log }: Pick<Platform, 'db' | 'log'>,
  rows: readonly Row[],
  job: string,
  work: (tx: Tx, row: Row) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const row of rows)
    try {
      await inTransaction(db, (tx) => work(tx, row))
      done += 1
    } catch (error) {
      log.error({ err: error, job, row }, 'one of several could not be done')
    }
  return done
}
