import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DataSource, QueryRunner } from 'typeorm'
import { engineOf } from '#server/platform/db/connect'
import { migrate } from '#server/platform/db/migrate'

const MIGRATIONS = path.resolve(__dirname, '../migrations')
const CACHE = path.resolve(__dirname, '../../../node_modules/.cache/huitou-test')

type Row = Record<string, unknown>
type Picture = { statements: string[]; rows: { table: string; row: Row }[] }

/** Another migration, another database server: another picture. */
function pictureFile(db: DataSource) {
  const hash = createHash('sha256').update(JSON.stringify('url' in db.options ? [process.env['TEST_MYSQL_URL']] : []))
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(path.join(MIGRATIONS, name)))
  return path.join(CACHE, `schema-${engineOf(db)}-${hash.digest('hex').slice(0, 16)}.json`)
}

/** Tables with what belongs to them, in the order in which they can be made. */
async function schemaOf(db: DataSource, runner: QueryRunner): Promise<{ tables: string[]; statements: string[] }> {
  if (engineOf(db) === 'sqlite') {
    const made = (await runner.query(
      // Of what SQLite keeps for itself it makes its own.
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
        ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid`,
    )) as { type: string; name: string; sql: string }[]
    const tables = made.filter(({ type }) => type === 'table').map(({ name }) => name)
    return { tables, statements: made.map(({ sql }) => sql) }
  }
  const tables = ((await runner.query('SHOW TABLES')) as Row[]).flatMap((row) => Object.values(row).map(String))
  const statements: string[] = []
  for (const table of tables) {
    const [row] = (await runner.query(`SHOW CREATE TABLE \`${table}\``)) as Row[]
    statements.push(String(row?.['Create Table']))
  }
  return { tables, statements }
}

/** What migrations write into an empty database. */
async function rowsOf(runner: QueryRunner, tables: readonly string[]) {
  const rows: Picture['rows'] = []
  for (const table of tables)
    for (const row of (await runner.query(`SELECT * FROM \`${table}\``)) as Row[]) rows.push({ table, row })
  return rows
}

async function take(db: DataSource, file: string) {
  await migrate(db)
  const runner = db.createQueryRunner()
  try {
    const { tables, statements } = await schemaOf(db, runner)
    const picture: Picture = { statements, rows: await rowsOf(runner, tables) }
    mkdirSync(CACHE, { recursive: true })
    // Two tests may be first at once: whole or not there.
    const half = `${file}.${randomUUID()}`
    writeFileSync(half, JSON.stringify(picture))
    renameSync(half, file)
  } finally {
    await runner.release()
  }
}

async function draw(db: DataSource, { statements, rows }: Picture) {
  const isMysql = engineOf(db) === 'mysql'
  const runner = db.createQueryRunner()
  try {
    if (isMysql) await runner.query('SET foreign_key_checks = 0')
    else await runner.query('BEGIN')
    for (const statement of statements) await runner.query(statement)
    for (const { table, row } of rows) {
      const columns = Object.keys(row)
        .map((name) => `\`${name}\``)
        .join(', ')
      const values = Object.values(row)
      await runner.query(`INSERT INTO \`${table}\` (${columns}) VALUES (${values.map(() => '?').join(', ')})`, values)
    }
    await runner.query(isMysql ? 'SET foreign_key_checks = 1' : 'COMMIT')
  } finally {
    await runner.release()
  }
}

/**
 * Brings an empty database to where `migrate` brings it, from a picture of the tables that the first test after a change of the migrations
 * takes: all of them in turn are seconds on MariaDB, for each of a hundred test files. The migrations have tests of their own.
 */
export async function migrated(db: DataSource): Promise<void> {
  const file = pictureFile(db)
  if (existsSync(file)) await draw(db, JSON.parse(readFileSync(file, 'utf8')) as Picture)
  else await take(db, file)
}
