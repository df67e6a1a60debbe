import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { createConnection } from 'mysql2/promise'
import type { DataSource } from 'typeorm'
import { migrations } from '#migrations/all'
import { createShop } from '#seeds/shop'
import { createMember } from '#seeds/people'
import { checkIn } from '#server/domains/checkin/check-in'
import { checkInTogether } from '#server/domains/checkin/check-in-together'
import { entities } from '#server/entities'
import { createCombiner } from '#server/platform/http/combine'
import { createVault } from '#server/platform/crypto/vault'
import { connectDb, type Engine } from '#server/platform/db/connect'
import { migrate } from '#server/platform/db/migrate'
import { inTransaction } from '#server/platform/db/tx'
import { SettingsInvalid } from '@huitou/config/settings'
import { say } from './open-db'

/** So many people at the door at once. */
const CALLERS = 64
const MEMBERS = 1000

type Measured = {
  case: string
  engine: Engine
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuUs: number
  ratioToRaw: number
}

/** Runs `work` once per item with so many callers at a time. */
async function measure(items: readonly string[], work: (item: string) => Promise<unknown>) {
  const took: number[] = []
  const waiting = [...items]
  const cpu = process.cpuUsage()
  const began = performance.now()
  const caller = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const start = performance.now()
      await work(item)
      took.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return {
    perSecond: Math.round(items.length / seconds),
    p50Ms: Number(at(0.5).toFixed(2)),
    p99Ms: Number(at(0.99).toFixed(2)),
    cpuUs: Math.round((used.user + used.system) / items.length),
  }
}

/** The least a durable check-in could cost: one transaction with one insert and one update, by hand. */
async function rawCheckIns(db: DataSource, memberIds: readonly string[]) {
  await db.query('CREATE TABLE bench_raw (member_id BIGINT PRIMARY KEY, points INT NOT NULL)')
  await db.query(
    'CREATE TABLE bench_raw_entry (member_id BIGINT NOT NULL, day INT NOT NULL, PRIMARY KEY (member_id, day))',
  )
  for (const id of memberIds) await db.query('INSERT INTO bench_raw VALUES (?, 0)', [id])
  return measure(memberIds, (id) =>
    inTransaction(db, async (tx) => {
      await tx.query('UPDATE bench_raw SET points = points + 5 WHERE member_id = ?', [id])
      await tx.query('INSERT INTO bench_raw_entry VALUES (?, ?)', [id, 20_261_122])
    }),
  )
}

async function benchEngine(db: DataSource, engine: Engine): Promise<Measured[]> {
  await migrate(db)
  const now = new Date()
  const vault = createVault('bench'.repeat(8))
  await inTransaction(db, (tx) => createShop(tx, now))
  const memberIds: string[] = []
  for (let index = 0; index < MEMBERS; index += 1)
    memberIds.push(
      await inTransaction(db, (tx) =>
        createMember(tx, vault, { openId: `bench-${index}`, nickname: '测试', phone: null, birthday: null }, now),
      ),
    )
  const [alone, together] = [memberIds.filter((_, at) => at % 2 === 0), memberIds.filter((_, at) => at % 2 === 1)]
  const raw = await rawCheckIns(db, alone)
  const ratio = (one: { perSecond: number }) => Number((one.perSecond / raw.perSecond).toFixed(3))
  const oneByOne = await measure(alone, (id) => inTransaction(db, (tx) => checkIn(tx, id, now)))
  const submit = createCombiner((ids: readonly string[]) =>
    inTransaction(db, (tx) =>
      checkInTogether(
        tx,
        ids.map((memberId) => ({ actor: { memberId }, now })),
      ),
    ),
  )
  const combined = await measure(together, submit)
  return [
    { case: 'raw', engine, ...raw, ratioToRaw: 1 },
    { case: 'checkin one by one', engine, ...oneByOne, ratioToRaw: ratio(oneByOne) },
    { case: 'checkin combined', engine, ...combined, ratioToRaw: ratio(combined) },
  ]
}

async function onSqlite(): Promise<Measured[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'huitou-bench-'))
  const db = await connectDb({ dataDir, pool: 1, entities, migrations })
  try {
    return await benchEngine(db, 'sqlite')
  } finally {
    await db.destroy()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function onMysql(server: string): Promise<Measured[]> {
  const name = `huitou_bench_${process.pid}`
  const connection = await createConnection(server)
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  try {
    const db = await connectDb({ url: `${server}/${name}`, dataDir: '.', pool: CALLERS, entities, migrations })
    const measured = await benchEngine(db, 'mysql')
    await db.destroy()
    return measured
  } finally {
    await connection.query(`DROP DATABASE ${name}`)
    await connection.end()
  }
}

/** Compares the product with the bare driver on the same machine: ratios, not promises. MySQL when BENCH_MYSQL_URL is set. */
export async function benchCommand(args: string[]) {
  const unknown = args.filter((arg) => arg !== '--json')
  if (unknown.length > 0) throw new SettingsInvalid([`bench knows only --json, not ${unknown.join(' ')}`])
  const server = process.env['BENCH_MYSQL_URL']
  const measured = [...(await onSqlite()), ...(server ? await onMysql(server) : [])]
  for (const one of measured)
    say(
      args.includes('--json')
        ? JSON.stringify(one)
        : `${one.engine.padEnd(7)}${one.case.padEnd(20)}${String(one.perSecond).padStart(7)}/s   p50 ${one.p50Ms} ms   p99 ${one.p99Ms} ms   ${one.cpuUs} µs CPU   ${one.ratioToRaw} of raw`,
    )
}
