import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { DataSource, EntitySchema } from 'typeorm'
import { migrations } from '#migrations/all'
import { connectDb, type Engine } from '#server/platform/db/connect'

export const ENGINE: Engine = process.env['HUITOU_TEST_ENGINE'] === 'mysql' ? 'mysql' : 'sqlite'
const MYSQL_URL = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306'

export type FreshDb = { db: DataSource; url: string | undefined; dataDir: string; drop(): Promise<void> }

/** A database of this test file's own: a temporary file, or a schema on the test server. It knows these tables. */
export async function freshDbWith(entities: EntitySchema[]): Promise<FreshDb> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'huitou-test-'))
  if (ENGINE === 'sqlite') {
    const db = await connectDb({ dataDir, pool: 1, entities, migrations })
    return { db, url: undefined, dataDir, drop: async () => rmSync(dataDir, { recursive: true, force: true }) }
  }
  const name = `huitou_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const run = async (sql: string) => {
    const connection = await createConnection(MYSQL_URL)
    await connection.query(sql)
    await connection.end()
  }
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  const url = `${MYSQL_URL}/${name}`
  const db = await connectDb({ url, dataDir, pool: 16, entities, migrations })
  const drop = async () => {
    await run(`DROP DATABASE ${name}`)
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { db, url, dataDir, drop }
}
