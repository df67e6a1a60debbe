import type { DataSource } from 'typeorm'
import { readSettings, type Settings } from '@huitou/config/settings'
import { startSimulator, type Simulator } from '@huitou/wechat-simulator/server'
import { createShop, type Shop } from '#seeds/shop'
import { entities } from '#server/entities'
import { inTransaction } from '#server/platform/db/tx'
import { serve, type Running } from '#server/serve'
import { createClient, type Client } from './client'
import { freshDbWith } from './fresh-db'
import { migrated } from './migrated'
import { testMerchant, type TestMerchant } from './merchant'
import { createPeople, type People } from './people'

/** Where messages lead. */
const TOLD_PAGES = [
  ...['coupon/detail/index', 'mall/item/index', 'mall/order/index'],
  ...['pages/checkin/index', 'account/tiers/index', 'account/profile/index', 'account/inbox/index'],
  ...['pages/points/index', 'account/tasks/index', 'groupbuy/order/index', 'invite/index'],
]
const PAGES = [
  'pages/home/index',
  'pages/landing/index',
  'invite/friend/index',
  'invite/from/index',
  'account/receipt/index',
  'staff/invite/index',
  ...TOLD_PAGES,
]
export const WECHAT = { appId: 'wx0000000000000001', secret: 'a'.repeat(32) }
/** What every server of a test signs and seals with. */
export const SECRETS = { sessions: ['s'.repeat(40)], vault: 'v'.repeat(40), code: 'c'.repeat(40) }

/** A database of this test file's own, with every table. */
export const freshDb = () => freshDbWith(entities)

export type World = Running & {
  db: DataSource
  shop: Shop
  /** Moves the server's clock; it runs on from there. */
  clock: { set(at: Date | string): void; advance(ms: number): void; now(): Date }
  simulatorUrl: string
  /** WeChat itself, to look into. */
  simulator: Simulator
  client(): Client
} & People

/** The real server on a real database, with the simulator for WeChat. Stop it in afterAll. Without a merchant nothing can be paid. */
export async function startWorld(
  overrides: Partial<Settings> = {},
  merchant: TestMerchant | null = testMerchant(),
): Promise<World> {
  const { db, drop } = await freshDb()
  await migrated(db)
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const shop = await inTransaction(db, (tx) => createShop(tx, now(), new Date(now().getTime() - 400 * 86_400_000)))
  // Its clock is ours, so that signatures, sessions and orders are of one time.
  const simulator = await startSimulator({
    ...{ port: 0, ...WECHAT, pages: PAGES },
    ...{ now: () => now().getTime(), ...(merchant && { pay: merchant.there }) },
  })
  const defaults = readSettings({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent' })
  const unlimited = { RATE_COMMANDS: 1e6, RATE_QUERIES: 1e6, RATE_ADDRESS: 1e6, RATE_LOGINS: 1e6 }
  const settings = { ...defaults, ...unlimited, ...overrides }
  const running = await serve({
    db,
    settings,
    secrets: SECRETS,
    wechat: { ...WECHAT, apiUrl: simulator.url },
    pay: merchant && merchant.here(simulator),
    clock: now,
  })
  merchant?.heardAt(running.url)
  const client = () => createClient(running.url)
  return {
    ...running,
    db,
    shop,
    simulatorUrl: simulator.url,
    simulator,
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
