import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Router from '@koa/router'
import { MoreThan } from 'typeorm'
import { id as idSchema } from '@huitou/shared/kit/schema'
import * as z from 'zod/mini'
import { audit, auditedAs } from '#server/platform/audit/audit'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import { admitOperator, type People } from '#server/platform/http/admit'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { CodeBatches, Codes } from './entities'

type Guards = { people: Pick<People, 'operatorOf'>; limits: Pick<RateLimits, 'actor'> }

const A_READ = 1000

/** Codes are capitals and digits: nothing in them needs quoting. */
async function* linesOf(read: Reader, batchId: string) {
  yield '\ufeff优惠码,已用次数\r\n'
  for (let last = '0'; ;) {
    const where = { batchId, id: MoreThan(last) }
    const rows = await read.find(Codes, { where, order: { id: 'ASC' }, take: A_READ })
    if (rows.length > 0) yield rows.map(({ code, used }) => `${code},${used}\r\n`).join('')
    if (rows.length < A_READ) return
    last = rows[rows.length - 1]?.id ?? last
  }
}

/** GET /exports/coupon-codes/<batch>.csv, for operators who may export. Each download is on record. */
export function codesDoor({ db, clock, log }: Platform, { people, limits }: Guards) {
  const router = new Router()
  router.get('/exports/coupon-codes/:batch.csv', async (ctx) => {
    const now = clock()
    const operator = await admitOperator('export', {
      ...{ read: db.manager, people, authorization: ctx.get('authorization'), now },
    })
    await limits.actor(operator, 'command')
    const asked = z.safeParse(idSchema, ctx.params['batch'])
    if (!asked.success) throw new Refused('not_found')
    const { id: batchId } = found(await db.manager.findOne(CodeBatches, { where: { id: asked.data } }))
    await inTransaction(db, async (tx) => {
      const who = auditedAs(operator)
      const requestId = ctx.state['requestId'] as string
      const act = { at: now, action: 'coupon.exportCodes', input: { batchId }, requestId, device: '' }
      if (who) await audit(tx, { ...who, ...act })
    })
    const file = new PassThrough()
    ctx.type = 'text/csv; charset=utf-8'
    ctx.attachment(`coupon-codes-${batchId}.csv`)
    ctx.set('cache-control', 'no-store')
    ctx.body = file
    pipeline(Readable.from(linesOf(db.manager, batchId)), file).catch((error: unknown) => {
      log.warn({ err: error }, 'an export of codes was cut off')
      file.destroy()
    })
  })
  return router.routes()
}
