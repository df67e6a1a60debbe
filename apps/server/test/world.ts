import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { DataSource } from 'typeorm'
import { readSettings, type Settings } from '@huitou/config/settings'
import { startSimulator } from '@huitou/wechat-simulator/server'
import { migrations } from '#migrations/all'
import { createShop, type Shop } from '#seeds/shop'
import { entities } from '#server/entities'
import { connectDb, type Engine } from '#server/platform/db/connect'
import { migrate } from '#server/platform/db/migrate'
import { inTransaction } from '#server/platform/db/tx'
import { serve, type Running } from '#server/serve'
import { createClient, type Client } from './client'
import { createPeople, type People } from './people'

export const ENGINE: Engine = process.env['HUITOU_TEST_ENGINE'] === 'mysql' ? 'mysql' : 'sqlite'
const MYSQL_URL = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306'
const PAGES = ['pages/home/index', 'pages/landing/index']
export const WECHAT = { appId: 'wx0000000000000001', secret: 'a'.repeat(32) }
const SECRETS = { sessions: ['s'.repeat(40)], vault: 'v'.repeat(40), code: 'c'.repeat(40) }

/** A database of this test file's own: a temporary file, or a schema on the test server. */
export async function freshDb(): Promise<{
  db: DataSource
  url: string | undefined
  dataDir: string
  drop(): Promise<void>
}> {
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

export type World = Running & {
  db: DataSource
  shop: Shop
  /** Moves the server's clock; it runs on from there. */
  clock: { set(at: Date | string): void; advance(ms: number): void; now(): Date }
  simulatorUrl: string
  client(): Client
} & People

/** The real server on a real database, with the simulator for WeChat. Stop it in afterAll. */
export async function startWorld(overrides: Partial<Settings> = {}): Promise<World> {
  const { db, drop } = await freshDb()
  await migrate(db)
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const shop = await inTransaction(db, (tx) => createShop(tx, now(), new Date(now().getTime() - 400 * 86_400_000)))
  const simulator = await startSimulator({ port: 0, ...WECHAT, pages: PAGES })
  const defaults = readSettings({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent' })
  const unlimited = { RATE_COMMANDS: 1e6, RATE_QUERIES: 1e6, RATE_ADDRESS: 1e6, RATE_LOGINS: 1e6 }
  const settings = { ...defaults, ...unlimited, ...overrides }
  const running = await serve({
    db,
    settings,
    secrets: SECRETS,
    wechat: { ...WECHAT, apiUrl: simulator.url },
    clock: now,
  })
  const client = () => createClient(running.url)
  return {
    ...running,
    db,
    shop,
    simulatorUrl: simulator.url,
    client,
    clock: {
      set: (at) => {
        offsetMs = new Date(at).getTime() - Date.now()
      },
      advance: (ms) => {
        offsetMs += ms
      },
      now,
    },
    ...createPeople({ client, simulatorUrl: simulator.url, db, shop, vault: running.platform.vault, now }),
    async stop() {
      await running.stop()
      await simulator.stop()
      await drop()
    },
  }
}
