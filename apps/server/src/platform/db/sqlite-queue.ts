import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource, QueryRunner } from 'typeorm'
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js'
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js'
import { SafeLibsql } from './libsql'
import { Turnstile } from './turnstile'

const READS = /^\s*(select|explain|values|pragma\s+\w+\s*(\(|;?\s*$)|with\b(?![\s\S]*\b(insert|update|delete)\b))/i

/** True while the current call chain holds a transaction: a write beside it would wait for itself for ever. */
export const insideTransaction = new AsyncLocalStorage<boolean>()

type Lane = { turnstile: Turnstile; reader: SafeLibsql | null }

/**
 * TypeORM's SQLite driver shares one connection and one transaction depth among all callers, which loses acknowledged rows (see the
 * test beside this file). Here each caller has a runner of its own; writers pass a turnstile and hold it from BEGIN IMMEDIATE to the
 * end; reads outside a transaction go to a second, read-only connection.
 */
class QueuedRunner extends BetterSqlite3QueryRunner {
  private holds = false
  private toWriter = false

  constructor(
    driver: BetterSqlite3Driver,
    private readonly lane: Lane,
  ) {
    super(driver)
  }

  override connect() {
    const writes = this.holds || this.toWriter || !this.lane.reader
    return Promise.resolve(writes ? this.driver.databaseConnection : this.lane.reader)
  }

  private async take() {
    if (insideTransaction.getStore()) throw new Error('a write beside the running transaction: pass its tx on')
    await this.lane.turnstile.enter()
    this.holds = true
  }

  private give() {
    if (!this.holds) return
    this.holds = false
    this.lane.turnstile.leave()
  }

  override async startTransaction(...isolation: Parameters<QueryRunner['startTransaction']>) {
    if (!this.holds) await this.take()
    try {
      await super.startTransaction(...isolation)
    } catch (error) {
      if (!this.isTransactionActive) this.give()
      throw error
    }
  }

  override async commitTransaction() {
    await super.commitTransaction()
    if (!this.isTransactionActive) this.give()
  }

  override async rollbackTransaction() {
    try {
      await super.rollbackTransaction()
    } finally {
      if (!this.isTransactionActive) this.give()
    }
  }

  override async query(
    sql: string,
    parameters?: unknown[],
    structured?: boolean,
  ): ReturnType<BetterSqlite3QueryRunner['query']> {
    const text = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql
    if (this.holds || READS.test(text)) return super.query(text, parameters, structured)
    await this.take()
    this.toWriter = true
    try {
      return await super.query(text, parameters, structured)
    } finally {
      this.toWriter = false
      this.give()
    }
  }

  override async release() {
    if (this.holds && this.isTransactionActive) await this.rollbackTransaction()
    this.give()
    return super.release()
  }
}

/** Gives an unopened SQLite data source one queued writer and one reader. */
export function queueSqlite(db: DataSource, file: string) {
  const driver = db.driver as BetterSqlite3Driver
  const lane: Lane = { turnstile: new Turnstile(), reader: null }
  driver.createQueryRunner = () => new QueuedRunner(driver, lane)
  const connect = driver.connect.bind(driver)
  driver.connect = async () => {
    await connect()
    lane.reader = new SafeLibsql(file, { timeout: 5000 })
    lane.reader.pragma('query_only = ON')
  }
  const disconnect = driver.disconnect.bind(driver)
  driver.disconnect = async () => {
    lane.reader?.close()
    lane.reader = null
    await disconnect()
  }
}
