import { startSimulator } from '@huitou/wechat-simulator/server'
import { createShop, type Shop } from '../../apps/server/seeds/shop'
import { migrations } from '../../apps/server/migrations/all'
import { entities } from '../../apps/server/src/entities'
import { connectDb } from '../../apps/server/src/platform/db/connect'
import { migrate } from '../../apps/server/src/platform/db/migrate'
import { inTransaction } from '../../apps/server/src/platform/db/tx'
import { freshDb, SECRETS, WECHAT } from '../../apps/server/test/world'

export type Db = Awaited<ReturnType<typeof connectDb>>

export type Deployment = {
  env: Record<string, string>
  shop: Shop
  loginCode(key: string): Promise<string>
  /** The database, opened beside the server to look at what is really there. */
  look<T>(work: (db: Db) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

/** A shop that is set up, with the simulator for WeChat, and no server yet. */
export async function prepareDeployment(): Promise<Deployment> {
  const { db, url, dataDir, drop } = await freshDb()
  await migrate(db)
  const shop = await inTransaction(db, (tx) => createShop(tx, new Date()))
  await db.destroy()
  const simulator = await startSimulator({ port: 0, ...WECHAT, pages: ['pages/home/index'] })
  const limit = '1000000'
  return {
    shop,
    env: {
      NODE_ENV: 'development',
      DATA_DIR: dataDir,
      ...(url ? { DATABASE_URL: url } : {}),
      SESSION_SECRETS: SECRETS.sessions.join(','),
      VAULT_SECRET: SECRETS.vault,
      CODE_SECRET: SECRETS.code,
      WECHAT_APP_ID: WECHAT.appId,
      WECHAT_APP_SECRET: WECHAT.secret,
      WECHAT_API_URL: simulator.url,
      RATE_COMMANDS: limit,
      RATE_QUERIES: limit,
      RATE_ADDRESS: limit,
      RATE_LOGINS: limit,
    },
    async loginCode(key) {
      const response = await fetch(`${simulator.url}/__sim/login-code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key }),
      })
      return ((await response.json()) as { code: string }).code
    },
    async look(work) {
      const beside = await connectDb({ url, dataDir, pool: 4, entities, migrations })
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
