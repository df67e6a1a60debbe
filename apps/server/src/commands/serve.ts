import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { DataSource } from 'typeorm'
import type { Settings } from '@huitou/config/settings'
import { sqliteFileIn } from '#server/platform/db/connect'
import { migrate } from '#server/platform/db/migrate'
import { payAccountOf } from '#server/platform/pay/account'
import { lockDataDir } from '#server/platform/db/process-lock'
import { Brands } from '#server/domains/store/entities'
import { secretsFor } from '#server/secrets'
import { serve, type Running, type Wechat } from '#server/serve'
import { previewDoor } from '#server/platform/http/preview-door'
import { openDb, say } from './open-db'

/** Demo: asked for, or an embedded file that the demo made or that does not exist yet. Never a MySQL database that nobody called demo. */
const wantsDemo = (settings: Settings, isFresh: boolean, hasDemo: boolean) =>
  settings.NODE_ENV !== 'production' && (settings.DEMO || (!settings.DATABASE_URL && (isFresh || hasDemo)))

const realWechat = (settings: Settings): Wechat => ({
  appId: settings.WECHAT_APP_ID ?? '',
  secret: settings.WECHAT_APP_SECRET ?? '',
  apiUrl: settings.WECHAT_API_URL,
})

async function stopOnSignal(running: Running, more: (() => Promise<void>)[]) {
  // `on`, not `once`: a second Ctrl-C (npm passes the first one on too) must not cut the stopping short.
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name))
  })
  say(`\n${signal === 'SIGINT' ? 'Stopping' : 'Asked to stop'}: finishing what is in flight…`)
  await running.stop()
  for (const stop of more) await stop()
  say('Stopped.')
  process.exit(0)
}

async function serveDemo(db: DataSource, settings: Settings, release: () => void) {
  const { openDemo } = await import('#server/demo/open-demo')
  const demo = await openDemo(db, settings, say)
  // A line per call would carry the addresses away.
  const quiet = process.env['LOG_LEVEL'] ? settings : { ...settings, LOG_LEVEL: 'warn' as const }
  const running = await serve({
    db,
    settings: { ...quiet, ...demo.settings },
    secrets: secretsFor(settings, true),
    wechat: demo.wechat,
    pay: demo.pay,
    addDoors: demo.addDoors,
  })
  await demo.listen(running.url)
  say(demo.table(running.url))
  void stopOnSignal(running, [demo.stop, async () => release()])
}

async function serveShop(db: DataSource, settings: Settings, release: () => void) {
  const wechat = realWechat(settings)
  const running = await serve({
    db,
    settings,
    secrets: secretsFor(settings, false),
    wechat,
    pay: payAccountOf(settings),
    addDoors: (app) => app.use(previewDoor()),
  })
  say(`Huitou is serving at ${running.url}`)
  if (!wechat.appId) say('WECHAT_APP_ID and WECHAT_APP_SECRET are not set: nobody can log in yet.')
  if (!(await db.manager.existsBy(Brands, { id: 1 })))
    say('This database has no shop yet. See "Deploying" in the README.')
  void stopOnSignal(running, [async () => release()])
}

/** Tells of a taken port before the demo is filled, not after. */
const mustBeFree = (port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  })

/** Opens, migrates and serves, until Ctrl-C. */
export async function serveCommand(settings: Settings) {
  await mustBeFree(settings.PORT, settings.HOST)
  const isFresh = !settings.DATABASE_URL && !existsSync(sqliteFileIn(settings.DATA_DIR))
  const lock = settings.DATABASE_URL ? null : lockDataDir(settings.DATA_DIR)
  const release = () => lock?.release()
  const db = await openDb(settings)
  const migrated = await migrate(db)
  if (migrated.length > 0) say(`Database ready (${migrated.length} migrations).`)
  const { isDemoDb } = await import('#server/demo/is-demo')
  if (wantsDemo(settings, isFresh, await isDemoDb(db))) await serveDemo(db, settings, release)
  else await serveShop(db, settings, release)
}
