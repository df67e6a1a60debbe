import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Router from '@koa/router'
import { id as idSchema } from '@huitou/shared/kit/schema'
import * as z from 'zod/mini'
import { audit, auditedAs } from '#server/platform/audit/audit'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import { admitOperator, type People } from '#server/platform/http/admit'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'

export type CsvGuards = { people: Pick<People, 'operatorOf'>; limits: Pick<RateLimits, 'actor'> }

type CsvExport = {
  /** As in the address: GET /exports/<name>/<id>.csv. */
  name: string
  /** Under which name the download is on record, and which field of it says of what. */
  action: string
  subject: string
  /** Text, piece by piece, read while it is sent. Refuses not_found before the first piece. */
  open(read: Reader, id: string): Promise<AsyncIterable<string>>
}

/** Spreadsheets take what begins with this for UTF-8. */
export const CSV_MARK = '\ufeff'

/** A file for operators who may export. Each download is on record. */
export function csvDoor({ db, clock, log }: Platform, { people, limits }: CsvGuards, wanted: CsvExport) {
  const { name, action, subject, open } = wanted
  const router = new Router()
  router.get(`/exports/${name}/:id.csv`, async (ctx) => {
    const now = clock()
    const authorization = ctx.get('authorization')
    const operator = await admitOperator('export', { read: db.manager, people, authorization, now })
    await limits.actor(operator, 'command')
    const asked = z.safeParse(idSchema, ctx.params['id'])
    if (!asked.success) throw new Refused('not_found')
    const lines = await open(db.manager, asked.data)
    await inTransaction(db, async (tx) => {
      const who = auditedAs(operator)
      const requestId = ctx.state['requestId'] as string
      const act = { at: now, action, input: { [subject]: asked.data }, requestId, device: '' }
      if (who) await audit(tx, { ...who, ...act })
    })
    const file = new PassThrough()
    ctx.type = 'text/csv; charset=utf-8'
    ctx.attachment(`${name}-${asked.data}.csv`)
    ctx.set('cache-control', 'no-store')
    ctx.body = file
    pipeline(Readable.from(lines), file).catch((error: unknown) => {
      log.warn({ err: error, action }, 'an export was cut off')
      file.destroy()
    })
  })
  return router.routes()
}
