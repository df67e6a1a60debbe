import { createRequire } from 'node:module'
import path from 'node:path'
import Router from '@koa/router'
import type { Context } from 'koa'
import { VERSION } from '@huitou/shared/version'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import type { Metrics } from './metrics'
import { openApi } from './openapi'
import { staticFiles } from './static-files'

const DRIFT_MAX_MS = 5_000

/** One thing that must hold for this process to serve; answers a sentence when it does not. */
export type ReadyCheck = (now: Date) => Promise<string | null>

/** The database answers, and its clock agrees with ours. */
export const databaseReady =
  ({ db }: Platform): ReadyCheck =>
  async (now) => {
    const sqlite = db.options.type === 'better-sqlite3'
    const sql = sqlite ? "SELECT strftime('%s','now') * 1000 AS ms" : 'SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS ms'
    const [row] = await db.query<{ ms: number }[]>(sql)
    const driftMs = Math.abs(Number(row?.ms) - now.getTime())
    // SQLite tells whole seconds, of the same clock.
    return driftMs > DRIFT_MAX_MS + (sqlite ? 1000 : 0) ? `the database's clock is ${driftMs} ms away` : null
  }

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** Somebody on this machine, and not a proxy here that passes on what came from outside. */
const loopback = (ctx: Context) => LOOPBACK.includes(ctx.ip) && !ctx.get('x-forwarded-for') && !ctx.get('forwarded')

const docsPage = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Huitou API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`
const docsStart = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true })`

type Readiness = {
  /** What must hold for this process to serve. */
  checks: ReadyCheck[]
  /** What somebody should know although the shop goes on. */
  warnings: ReadyCheck[]
  stopping: () => boolean
}

/** Health, readiness, metrics, and the description of the API. */
export function operatorDoors(platform: Platform, metrics: Metrics, { checks, warnings, stopping }: Readiness) {
  const router = new Router()
  const document = openApi(VERSION)
  const swagger = path.dirname(
    createRequire(path.join(process.cwd(), 'package.json')).resolve('swagger-ui-dist/package.json'),
  )

  const ask = async (all: ReadyCheck[]) => {
    const said: string[] = []
    for (const check of all) {
      const one = await check(platform.clock()).catch((error: unknown) => {
        platform.log.error({ err: error }, 'not ready')
        return 'the database does not answer'
      })
      if (one) said.push(one)
    }
    return said
  }

  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true, version: VERSION }
  })
  router.get('/readyz', async (ctx) => {
    const problems = [...(stopping() ? ['stopping'] : []), ...(await ask(checks))]
    ctx.status = problems.length === 0 ? 200 : 503
    ctx.body = { ok: problems.length === 0, problems, warnings: problems.length === 0 ? await ask(warnings) : [] }
  })
  router.get('/metrics', async (ctx) => {
    const { METRICS_TOKEN } = platform.settings
    const allowed = METRICS_TOKEN ? ctx.get('authorization') === `Bearer ${METRICS_TOKEN}` : loopback(ctx)
    if (!allowed) throw new Refused('not_found')
    ctx.type = metrics.registry.contentType
    ctx.body = await metrics.registry.metrics()
  })
  router.get('/openapi.json', (ctx) => {
    ctx.body = document
  })
  router.get('/docs', (ctx) => {
    ctx.type = 'html'
    ctx.body = docsPage
  })
  router.get('/docs/start.js', (ctx) => {
    ctx.type = 'js'
    ctx.body = docsStart
  })
  router.get('/docs/:file', staticFiles('/docs/', swagger))
  return router.routes()
}
