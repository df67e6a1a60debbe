import type { IncomingMessage } from 'node:http'
import Router from '@koa/router'
import type { Context } from 'koa'
import { isDuplicate } from '#server/platform/db/fault'
import { inTransaction } from '#server/platform/db/tx'
import { NOTIFY_PATH } from '#server/platform/pay/account'
import type { NoticeRead } from '#server/platform/pay/notice'
import type { Pay } from '#server/platform/pay/pay'
import type { Platform } from '#server/platform/platform'
import { keepNotice } from './keep-notice'

const BODY_BYTES_MAX = 64 * 1024

/** Null when it is longer than a notice can be. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let sizeBytes = 0
  for await (const piece of request) {
    sizeBytes += (piece as Buffer).length
    if (sizeBytes > BODY_BYTES_MAX) return null
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}

/** In the words that WeChat reads. */
function fail(ctx: Context, status: number, message: string) {
  ctx.status = status
  ctx.body = { code: 'FAIL', message }
}

async function keep({ db, nudge }: Platform, pay: Pay, read: Extract<NoticeRead, { ok: true }>, now: Date) {
  try {
    await inTransaction(db, (tx) => keepNotice(tx, pay, { ...read, now }))
  } catch (error) {
    // The same notice came twice at once: the other one kept it.
    if (!isDuplicate(error)) throw error
  }
  nudge()
}

/**
 * POST /wechat/pay/notify: where WeChat Pay tells what happened. No login: the signature over the very bytes is what counts. Answered
 * once the notice is kept; its effect follows.
 */
export function payNotifyDoor(platform: Platform) {
  const { pay, clock, log } = platform
  const router = new Router()
  router.post(NOTIFY_PATH, async (ctx) => {
    if (!pay) return fail(ctx, 404, 'no merchant here')
    const bytes = await bytesOf(ctx.req)
    if (!bytes) return fail(ctx, 413, 'too long')
    const read = await pay.readNotice(ctx.headers, bytes)
    if (!read.ok) {
      log.warn({ note: read.note }, 'a notice of WeChat Pay was refused')
      return fail(ctx, read.why === 'unsigned' ? 401 : 400, read.note)
    }
    await keep(platform, pay, read, clock())
    ctx.status = 204
  })
  return router.routes()
}
