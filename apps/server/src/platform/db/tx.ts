import type { DataSource, EntityManager } from 'typeorm'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refused } from '#server/platform/refused'
import { engineOf } from './connect'
import { dbFault } from './fault'
import { insideTransaction } from './sqlite-queue'

declare const inTx: unique symbol
/** An EntityManager inside a transaction. Verbs ask for this, so none can write outside one. */
export type Tx = EntityManager & { readonly [inTx]: true }

/** Reads committed rows, inside or outside a transaction. */
export type Reader = EntityManager

const ATTEMPTS_MAX = 4
const BACKOFF_MS = 8

/**
 * Runs `work` in one transaction. A deadlock or lock-wait has already undone it, so the whole of it runs again, three more times at
 * most; then the caller is told to come back (`busy`). Side effects other than rows do not belong inside.
 */
export async function inTransaction<T>(db: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (insideTransaction.getStore()) throw new Error('a transaction inside a transaction: pass its tx on')
  const attempt = () =>
    engineOf(db) === 'sqlite'
      ? db.transaction((manager) => insideTransaction.run(true, () => work(manager as Tx)))
      : db.transaction('READ COMMITTED', (manager) => insideTransaction.run(true, () => work(manager as Tx)))
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (dbFault(error) !== 'retry') throw error
      if (tries === ATTEMPTS_MAX) throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
      await sleep(2 ** tries * BACKOFF_MS * (0.5 + Math.random()))
    }
  }
}

/**
 * Reads as of one moment, however long it takes, and holds nobody up. SQLite gives ids in the order of commits, so a reader that stops at
 * the newest id it first saw needs no more.
 */
export const inSnapshot = <T>(db: DataSource, work: (read: Reader) => Promise<T>): Promise<T> =>
  engineOf(db) === 'sqlite' ? work(db.manager) : db.transaction('REPEATABLE READ', work)

const isSqlite = (tx: EntityManager) => engineOf(tx.connection) === 'sqlite'

/** Locks the rows found, until the transaction ends. SQLite has one writer at a time and needs (and knows) no row lock. */
export const forUpdate = (tx: Tx) => (isSqlite(tx) ? {} : { lock: { mode: 'pessimistic_write' as const } })

/** Keeps the rows found as they are until the transaction ends, and lets others do the same. */
export const forShare = (tx: Tx) => (isSqlite(tx) ? {} : { lock: { mode: 'pessimistic_read' as const } })

/** Lets several workers take different rows. */
export const skipLocked = (tx: Tx) =>
  isSqlite(tx) ? {} : { lock: { mode: 'pessimistic_write' as const, onLocked: 'skip_locked' as const } }
