import { readSettings } from '@huitou/config/settings'
import { startSimulator, type Simulator } from '@huitou/wechat-simulator/server'
import { createShop, type Shop } from '../../apps/server/seeds/shop'
import { migrations } from '../../apps/server/migrations/all'
import { entities } from '../../apps/server/src/entities'
import { connectDb } from '../../apps/server/src/platform/db/connect'
import { inTransaction } from '../../apps/server/src/platform/db/tx'
import type { PayAccount } from '../../apps/server/src/platform/pay/create-pay'
import { serve, type Running } from '../../apps/server/src/serve'
import { testMerchant } from '../../apps/server/test/merchant'
import { migrated } from '../../apps/server/test/migrated'
import { freshDb, SECRETS, WECHAT } from '../../apps/server/test/world'

export type Db = Awaited<ReturnType<typeof connectDb>>

export type Deployment = {
  env: Record<string, string>
  shop: Shop
  /** WeChat, which lives on whatever happens to the server. */
  simulator: Simulator
  /** Orders something of WeChat, as by its control plane. */
  wechat(door: string, order: object): Promise<Record<string, unknown>>
  loginCode(key: string): Promise<string>
  /** Where WeChat Pay's notices go from now on. */
  heardAt(url: string): void
  /** WeChat's clock runs on by so much; the built server's cannot be moved, that of `serveHere` goes along. */
  advance(ms: number): void
  now(): Date
  /** The same server on the same data in this process, once no other has it. Its `stop` ends both. */
  serveHere(): Promise<Running>
  /** The database, opened beside the server to look at what is really there. */
  look<T>(work: (db: Db) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

const UNLIMITED = Object.fromEntries(
  ['COMMANDS', 'QUERIES', 'ADDRESS', 'LOGINS'].map((name) => [`RATE_${name}`, '1000000']),
)

const payEnv = ({ privateKeyPem, publicKey, ...account }: PayAccount) => ({
  PUBLIC_URL: new URL(account.notifyUrl).origin,
  WECHAT_PAY_MCH_ID: account.mchId,
  WECHAT_PAY_API_V3_KEY: account.apiV3Key,
  WECHAT_PAY_CERT_SERIAL: account.certSerial,
  WECHAT_PAY_PRIVATE_KEY: privateKeyPem,
  WECHAT_PAY_API_URL: account.apiUrl,
  ...(publicKey && { WECHAT_PAY_PUBLIC_KEY_ID: publicKey.id, WECHAT_PAY_PUBLIC_KEY: publicKey.pem }),
})

const wechatEnv = ({ url }: Simulator) => ({
  WECHAT_APP_ID: WECHAT.appId,
  WECHAT_APP_SECRET: WECHAT.secret,
  WECHAT_API_URL: url,
})

const secretsEnv = {
  SESSION_SECRETS: SECRETS.sessions.join(','),
  VAULT_SECRET: SECRETS.vault,
  CODE_SECRET: SECRETS.code,
}

/** The simulator’s control plane. */
const control = (simulator: Simulator) => async (door: string, order: object) => {
  const response = await fetch(`${simulator.url}/__sim/${door}`, { method: 'POST', body: JSON.stringify(order) })
  if (!response.ok) throw new Error(`simulator ${door}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

const PAGES = ['pages/home/index', 'groupbuy/order/index', 'mall/order/index']

/** A shop that is set up, with the simulator for WeChat, and no server yet. */
export async function prepareDeployment(): Promise<Deployment> {
  const { db, url, dataDir, drop } = await freshDb()
  await migrated(db)
  const shop = await inTransaction(db, (tx) => createShop(tx, new Date()))
  await db.destroy()
  const merchant = testMerchant()
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const simulator = await startSimulator({
    ...{ port: 0, ...WECHAT, pages: PAGES, pay: merchant.there },
    now: () => now().getTime(),
  })
  const pay = merchant.here(simulator)
  const wechat = control(simulator)
  const open = () => connectDb({ url, dataDir, pool: 4, entities, migrations })
  const env = {
    ...{ NODE_ENV: 'development', DATA_DIR: dataDir, ...(url ? { DATABASE_URL: url } : {}) },
    ...{ ...secretsEnv, ...wechatEnv(simulator), ...payEnv(pay), ...UNLIMITED },
  }
  return {
    ...{ shop, simulator, wechat, now, env, heardAt: merchant.heardAt },
    loginCode: async (key) => String((await wechat('login-code', { key }))['code']),
    advance: (ms) => {
      offsetMs += ms
    },
    async serveHere() {
      const settings = readSettings({ ...env, NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent' })
      const around = { secrets: SECRETS, wechat: { ...WECHAT, apiUrl: simulator.url }, pay, clock: now }
      return serve({ db: await open(), settings, ...around })
    },
    async look(work) {
      const beside = await open()
      try {
        return await work(beside)
      } finally {
        await beside.destroy()
      }
    },
    async drop() {
      await simulator.stop()
      await drop()
    },
  }
}
