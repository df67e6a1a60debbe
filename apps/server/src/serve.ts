import type { Server } from 'node:http'
import type Koa from 'koa'
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
  clock?: () => Date
  /** Doors that this deployment adds: the mini program's preview, the try-it page. */
  addDoors?: (app: Koa, platform: Platform) => void
}

export type Running = { url: string; platform: Platform; stop(): Promise<void> }

/** How many may wait to be let in. At a stampede thousands knock within a second; whom the queue has no place for tries again seconds later. */
const BACKLOG = 4096

type Listener = { listen: (port: number, host: string, backlog: number) => Server }

const listen = (listener: Listener, port: number, host: string) =>
  new Promise<Server>((resolve, reject) => {
    const server = listener.listen(port, host, BACKLOG)
    server.once('listening', () => resolve(server))
    server.once('error', reject)
  })

const pushAppOf = (appId: string | undefined, token: string | undefined, aesKey: string | undefined): PushApp | null =>
  appId && token ? { appId, token, aesKey: aesKey ?? null } : null

/** The mini program, the 公众号 if there is one, and from whom the pushes of both are taken. */
function connectWechat(db: DataSource, vault: Vault, settings: Settings, { appId: miniAppId, ...mini }: Wechat) {
  const { WECHAT_OFFICIAL_APP_ID: appId, WECHAT_OFFICIAL_SECRET: secret } = settings
  const baseUrl = mini.apiUrl
  const tokenStore = databaseTokenStore(db, vault, miniAppId)
  const wechat = createWeChat({ baseUrl, appId: miniAppId, secret: mini.secret, tokenStore })
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
  return { wechat, miniAppId, official, pushApps }
}

/** Serves from an opened and migrated database until stopped. Requests in flight are finished first, then jobs, then the database. */
export async function serve({
  db,
  settings,
  secrets,
  wechat,
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
    digitGuesses: createDigitGuesses(),
    phoneGuesses: createPhoneGuesses(),
    codeGuesses: createCodeGuesses(),
    passwordGuesses: createPasswordGuesses(),
    storage: createStorage(settings),
    ...connectWechat(db, vault, settings, wechat),
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
