import type { DataSource } from 'typeorm'
import { engineOf } from './connect'

/** Names of locks are of the whole database server, where another shop may have its database, too. */
const LOCK = "CONCAT('huitou-migrate-', MD5(DATABASE()))"
const LOCK_WAIT_SECONDS = 60

/**
 * Brings the database up to date; of several processes that start together one does it and the others wait. The embedded file has
 * one process by itself (process-lock.ts).
 */
export async function migrate(db: DataSource): Promise<string[]> {
  if (engineOf(db) === 'sqlite') return names(await db.runMigrations({ transaction: 'each' }))
  const runner = db.createQueryRunner()
  try {
    const [row] = (await runner.query(`SELECT GET_LOCK(${LOCK}, ?) AS got`, [LOCK_WAIT_SECONDS])) as [
      { got: number | null },
    ]
    if (Number(row.got) !== 1) throw new Error('another process has been migrating this database for a minute')
    return names(await db.runMigrations({ transaction: 'none' }))
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${LOCK})`)
    await runner.release()
  }
}

/** Takes the newest migration back. */
export const migrateBack = (db: DataSource) => db.undoLastMigration({ transaction: 'none' })

const names = (migrations: { name: string }[]) => migrations.map((migration) => migration.name)
