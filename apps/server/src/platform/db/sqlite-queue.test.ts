import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DataSource, EntitySchema } from 'typeorm'
import { connectDb } from './connect'
import { SafeLibsql } from './libsql'
import { inTransaction } from './tx'

type Note = { id: number; text: string }
const Notes = new EntitySchema<Note>({
  name: 'note',
  columns: { id: { type: 'integer', primary: true, generated: 'increment' }, text: { type: 'text' } },
})

const CREATE = 'CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)'
const COUNT = 200
/** Every fifth changes its mind. */
const rejects = (index: number) => index % 5 === 0

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'huitou-queue-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** 200 transactions at once, each of two writes with a pause between; 160 want to stay. Answers what was acknowledged and what is there. */
async function race(
  db: DataSource,
  transaction: (work: (write: (text: string) => Promise<unknown>) => Promise<void>) => Promise<unknown>,
) {
  const acknowledged = new Set<string>()
  await Promise.all(
    Array.from({ length: COUNT }, async (_, index) => {
      try {
        await transaction(async (write) => {
          await write(`${index}a`)
          await new Promise((resolve) => setImmediate(resolve))
          await write(`${index}b`)
          if (rejects(index)) throw new Error('changed its mind')
        })
        acknowledged.add(`${index}a`).add(`${index}b`)
      } catch (error) {
        if (!(error instanceof Error)) throw error
      }
    }),
  )
  const there = (await db.query<{ text: string }[]>('SELECT text FROM note')).map((row) => row.text)
  return { acknowledged, there }
}

test('behind the queue 200 at once: every acknowledged row is there, and nothing else', async () => {
  const db = await connectDb({ dataDir: dir, pool: 1, entities: [Notes], migrations: [] })
  await db.query(CREATE)
  const { acknowledged, there } = await race(db, (work) =>
    inTransaction(db, (tx) => work((text) => tx.insert(Notes, { text }))),
  )
  expect(acknowledged.size).toBe((COUNT * 2 * 4) / 5)
  expect(new Set(there)).toEqual(acknowledged)
  await db.destroy()
})

test('without it TypeORM loses acknowledged rows or fails: the remedy is needed as long as this holds', async () => {
  const db = new DataSource({
    type: 'better-sqlite3',
    database: path.join(dir, 'plain.sqlite'),
    driver: SafeLibsql,
    entities: [Notes],
  })
  await db.initialize()
  await db.query(CREATE)
  const { acknowledged, there } = await race(db, (work) =>
    db.transaction((manager) => work((text) => manager.insert(Notes, { text }))),
  )
  const wanted = (COUNT * 2 * 4) / 5
  const right = acknowledged.size === wanted && there.length === wanted && there.every((text) => acknowledged.has(text))
  expect(right).toBe(false)
  await db.destroy()
})

test('readers outside see only what is committed', async () => {
  const db = await connectDb({ dataDir: dir, pool: 1, entities: [Notes], migrations: [] })
  await db.query(CREATE)
  await inTransaction(db, async (tx) => {
    await tx.insert(Notes, { text: 'in the making' })
    expect(await tx.count(Notes)).toBe(1)
    expect(await db.manager.count(Notes)).toBe(0)
  })
  expect(await db.manager.count(Notes)).toBe(1)
  await db.destroy()
})

test('a write beside the running transaction is refused, not waited for for ever', async () => {
  const db = await connectDb({ dataDir: dir, pool: 1, entities: [Notes], migrations: [] })
  await db.query(CREATE)
  await expect(inTransaction(db, () => db.manager.insert(Notes, { text: 'beside' }))).rejects.toThrow(
    'beside the running transaction',
  )
  await expect(inTransaction(db, () => inTransaction(db, async () => undefined))).rejects.toThrow(
    'inside a transaction',
  )
  await inTransaction(db, (tx) => tx.insert(Notes, { text: 'and the queue is free again' }))
  await db.destroy()
})
