import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Router from '@koa/router'
import dayjs from 'dayjs'
import { audit, auditedAs } from '#server/platform/audit/audit'
import { inSnapshot, inTransaction } from '#server/platform/db/tx'
import { admitOperator, type People } from '#server/platform/http/admit'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { exportLedger } from './export-ledger'

type Guards = { people: Pick<People, 'operatorOf'>; limits: Pick<RateLimits, 'actor'> }

/** GET /exports/ledger.csv: the whole journal as a file, for operators who may export. Each download is on record. */
export function ledgerDoor({ db, clock, log }: Platform, { people, limits }: Guards) {
  const router = new Router()
  router.get('/exports/ledger.csv', async (ctx) => {
    const now = clock()
    const asking = { read: db.manager, people, authorization: ctx.get('authorization'), now }
    const operator = await admitOperator('export', asking)
    await limits.actor(operator, 'command')
    await inTransaction(db, async (tx) => {
      const who = auditedAs(operator)
      const requestId = ctx.state['requestId'] as string
      if (who) await audit(tx, { ...who, at: now, action: 'points.export', input: {}, requestId, device: '' })
    })
    const file = new PassThrough()
    ctx.type = 'text/csv; charset=utf-8'
    ctx.attachment(`ledger-${dayjs(now).format('YYYYMMDD-HHmm')}.csv`)
    ctx.set('cache-control', 'no-store')
    ctx.body = file
    inSnapshot(db, (read) => pipeline(Readable.from(exportLedger(read)), file)).catch((error: unknown) => {
      // The reader went away, or the database did: a file without its last line is known to be cut.
      log.warn({ err: error }, 'a ledger export was cut off')
      file.destroy()
    })
  })
  return router.routes()
}
