import Router from '@koa/router'
import { csvLine } from '@huitou/shared/kit/csv'
import { id as idSchema } from '@huitou/shared/kit/schema'
import * as z from 'zod/mini'
import { audit, auditedAs } from '#server/platform/audit/audit'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import { admitOperator, type People } from '#server/platform/http/admit'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { Codes } from '../entities'
import { LANDING_PAGE } from '../queries'
import { Batches } from './entities'

type Guards = { people: Pick<People, 'operatorOf'>; limits: Pick<RateLimits, 'actor'> }

/** A batch has two thousand codes at most: one page of text. What the printer needs, and whether a code is used. */
async function csvOf(read: Reader, batchId: string): Promise<string> {
  const codes = await read.find(Codes, { where: { batchId }, order: { id: 'ASC' } })
  const lines = codes.map(({ label, scene, usedAt }) =>
    csvLine([label, scene, `${LANDING_PAGE}?scene=${scene}`, usedAt === null ? '' : '已用']),
  )
  return `\ufeff${[csvLine(['编号', 'scene', '小程序路径', '状态']), ...lines, ''].join('\r\n')}`
}

/** GET /exports/channel-codes/<batch>.csv, for operators who may export. Each download is on record. */
export function channelBatchDoor({ db, clock }: Platform, { people, limits }: Guards) {
  const router = new Router()
  router.get('/exports/channel-codes/:batch.csv', async (ctx) => {
    const now = clock()
    const authorization = ctx.get('authorization')
    const operator = await admitOperator('export', { read: db.manager, people, authorization, now })
    await limits.actor(operator, 'command')
    const asked = z.safeParse(idSchema, ctx.params['batch'])
    if (!asked.success) throw new Refused('not_found')
    const { id: batchId } = found(await db.manager.findOne(Batches, { where: { id: asked.data } }))
    await inTransaction(db, async (tx) => {
      const who = auditedAs(operator)
      const requestId = ctx.state['requestId'] as string
      const act = { at: now, action: 'channel.exportCodes', input: { batchId }, requestId, device: '' }
      if (who) await audit(tx, { ...who, ...act })
    })
    ctx.type = 'text/csv; charset=utf-8'
    ctx.attachment(`channel-codes-${batchId}.csv`)
    ctx.set('cache-control', 'no-store')
    ctx.body = await csvOf(db.manager, batchId)
  })
  return router.routes()
}
