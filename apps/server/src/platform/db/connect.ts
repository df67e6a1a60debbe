import path from 'node:path'
import { DataSource, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm'
import { createConnection } from 'mysql2/promise'
import { SafeLibsql } from './libsql'
import { SnakeNames } from './naming'
import { queueSqlite } from './sqlite-queue'

export type DbPlan = {
  /** mysql://…, or absent for the embedded file. */
  url?: string | undefined
  /** Folder of the embedded file. */
  dataDir: string
  pool: number
  entities: EntitySchema[]
  migrations: (new () => MigrationInterface)[]
}

const DB_FILE = 'huitou.sqlite'

export const sqliteFileIn = (dataDir: string) => path.resolve(dataDir, DB_FILE)

export type Engine = 'sqlite' | 'mysql'
export const engineOf = (db: DataSource): Engine => (db.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql')

/** TypeORM generates other SQL for MariaDB than for MySQL and TiDB, so the server is asked what it is. */
async function mysqlFlavour(url: string): Promise<'mariadb' | 'mysql'> {
  const connection = await createConnection(url)
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version')
    const [{ version }] = rows as [{ version: string }]
    return /mariadb/i.test(version) ? 'mariadb' : 'mysql'
  } finally {
    await connection.end()
  }
}

/** Opens the database. Nothing is created or migrated here. */
export async function connectDb(plan: DbPlan): Promise<DataSource> {
  const shared = {
    entities: plan.entities,
    migrations: plan.migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNames(),
    synchronize: false,
    logging: false,
  } as const
  if (plan.url) {
    const options: DataSourceOptions = {
      ...shared,
      type: await mysqlFlavour(plan.url),
      url: plan.url,
      timezone: 'Z',
      charset: 'utf8mb4',
      supportBigNumbers: true,
      bigNumberStrings: false,
      connectTimeout: 5000,
      poolSize: plan.pool,
    }
    return new DataSource(options).initialize()
  }
  const file = sqliteFileIn(plan.dataDir)
  const db = new DataSource({
    ...shared,
    type: 'better-sqlite3',
    database: file,
    driver: SafeLibsql,
    enableWAL: true,
    statementCacheSize: 0,
    prepareDatabase: (connection: SafeLibsql) => {
      connection.pragma('synchronous = FULL')
    },
  })
  queueSqlite(db, file)
  return db.initialize()
}
