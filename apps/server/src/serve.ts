import type { Server } from 'node:http'
import type Koa from 'koa'
import type { Logger } from 'pino'
import type { DataSource } from 'typeorm'
import type { Settings } from '@huitou/config/settings'
import { buildApp, closeGently } from './app'
import { startWorker } from './worker'
import { createSigner } from './platform/crypto/signer'
import { createVault, type Vault } from './platform/crypto/vault'
import {
  createCodeGuesses,
  createDigitGuesses,
  createPasswordGuesses,
  createPhoneGuesses,
} from './platform/http/guesses'
import { createMetrics } from './platform/http/metrics'
import { createRateLimits } from './platform/http/rate-limit'
import { createLog } from './platform/log'
import { createPay, type PayAccount } from './platform/pay/create-pay'
import type { Platform } from './platform/platform'
import { createTokens } from './platform/session/tokens'
import { createStorage } from './platform/storage/storage'
import { databaseTokenStore } from './platform/wechat-token'
import type { PushApp } from './platform/wechat-push/envelope'
import { createOfficial } from './platform/wechat/official'
import { createWeChat } from './platform/wechat/wechat'
import type { Secrets } from './secrets'

const GRACE_MS = 10_000

export type Wechat = { appId: string; secret: string; apiUrl: string }

export type Wanted = {
  db: DataSource
  settings: Settings
  secrets: Secrets
  wechat: Wechat
  /** WeChat Pay; absent: this shop takes no payments through it. */
  pay?: PayAccount | null
  clock?: () => Date
  /** Doors that this deployment adds: the mini program's preview, the try-it page. */
  addDoors?: (app: Koa, platform: Platform) => void
}

export type Running = { url: string; platform: Platform; stop(): Promise<void> }

/** How many may wait to be let in. At a stampede thousands knock within a second; whom the queue has no place for tries again seconds later. */
const BACKLOG = 4096

/** Longer than load balancers keep theirs (a minute): with Node's five seconds a busy client meets connections that were just closed. */
const KEEP_ALIVE_MS = 65_000

type Listener = { listen: (port: number, host: string, backlog: number) => Server }

const listen = (listener: Listener, port: number, host: string) =>
  new Promise<Server>((resolve, reject) => {
    const server = listener.listen(port, host, BACKLOG)
    server.keepAliveTimeout = KEEP_ALIVE_MS
    server.once('listening', () => resolve(server))
    server.once('error', reject)
  })

const allGuesses = () => ({
  digitGuesses: createDigitGuesses(),
  phoneGuesses: createPhoneGuesses(),
  codeGuesses: createCodeGuesses(),
  passwordGuesses: createPasswordGuesses(),
})

const pushAppOf = (appId: string | undefined, token: string | undefined, aesKey: string | undefined): PushApp | null =>
  appId && token ? { appId, token, aesKey: aesKey ?? null } : null

type Around = { db: DataSource; vault: Vault; settings: Settings; clock: () => Date; log: Logger }

/** The mini program, WeChat Pay and the 公众号 if there are any, and from whom the pushes of both are taken. */
function connectWechat(around: Around, { appId: miniAppId, ...mini }: Wechat, account: PayAccount | null) {
  const { db, vault, settings, clock: time, log } = around
  const clock = () => time().getTime()
  const warn = (error: Error) => log.warn({ err: error }, 'WeChat Pay gave no certificates')
  const { WECHAT_OFFICIAL_APP_ID: appId, WECHAT_OFFICIAL_SECRET: secret } = settings
  const baseUrl = mini.apiUrl
  const tokenStore = databaseTokenStore(db, vault, miniAppId)
  const wechat = createWeChat({ baseUrl, appId: miniAppId, secret: mini.secret, tokenStore, clock })
  const official =
    appId && secret
      ? createOfficial({
          ...{ baseUrl, appId, secret, miniAppId },
          tokenStore: databaseTokenStore(db, vault, appId),
        })
      : null
  const pushApps = {
    mini: pushAppOf(miniAppId, settings.WECHAT_PUSH_TOKEN, settings.WECHAT_PUSH_AES_KEY),
    official: pushAppOf(appId, settings.WECHAT_OFFICIAL_TOKEN, settings.WECHAT_OFFICIAL_AES_KEY),
  }
  const pay = account && createPay({ ...account, appId: miniAppId, now: clock, warn })
  return { wechat, pay, miniAppId, official, pushApps }
}

/** Serves from an opened and migrated database until stopped. Requests in flight are finished first, then jobs, then the database. */
export async function serve({
  db,
  settings,
  secrets,
  wechat,
  pay = null,
  clock = () => new Date(),
  addDoors = () => {},
}: Wanted): Promise<Running> {
  const log = createLog(settings.LOG_LEVEL)
  const metrics = createMetrics()
  const limits = createRateLimits(settings)
  const vault = createVault(secrets.vault)
  let nudge = () => {}
  let stopping = false
  const platform: Platform = {
    ...{ db, settings, log, vault, clock },
    tokens: createTokens(secrets.sessions),
    signer: createSigner(secrets.code),
    ...allGuesses(),
    storage: createStorage(settings),
    ...connectWechat({ db, vault, settings, clock, log }, wechat, pay),
    nudge: () => nudge(),
  }
  const app = buildApp({
    platform,
    metrics,
    limits,
    stopping: () => stopping,
    addDoors: (into) => addDoors(into, platform),
  })
  const server = await listen(app, settings.PORT, settings.HOST)
  const worker = startWorker(platform, metrics)
  nudge = worker.nudge
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.PORT
  return {
    url: `http://${settings.HOST}:${port}`,
    platform,
    async stop() {
      stopping = true
      await closeGently(server, GRACE_MS)
      await worker.stop()
      await limits.close()
      await db.destroy()
    },
  }
}
