import type { DataSource } from 'typeorm'
import { inTransaction, type Tx } from '#server/platform/db/tx'

/** Carries what was done out of the transaction that it undoes. */
class Rehearsed<T> extends Error {
  constructor(readonly done: T) {
    super('rehearsed')
  }
}

/** Does all of it as it would be done, answers what came of it, and keeps nothing. */
export async function rehearse<T>(db: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, async (tx): Promise<never> => {
      throw new Rehearsed(await work(tx))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.done as T
    throw error
  }
}
