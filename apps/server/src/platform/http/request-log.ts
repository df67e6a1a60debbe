import { randomUUID } from 'node:crypto'
import type { Context, Next } from 'koa'
import type { Logger } from 'pino'
import type { Metrics } from './metrics'

/** A link to a print sheet or a poster is a key: what follows the door's name stays out of the log. */
const pathForLog = (path: string) => path.replace(/^\/(sheets|posters)\/.*/, '/$1/…')

/** Gives the request its id, and one line and one measurement when it is over. No body and no header is logged. */
export const logRequests = (log: Logger, metrics: Metrics) => async (ctx: Context, next: Next) => {
  const requestId = randomUUID()
  ctx.state['requestId'] = requestId
  ctx.set('x-request-id', requestId)
  const began = process.hrtime.bigint()
  await next()
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  const call = ctx.state['call'] as string | undefined
  const refusal = ctx.state['refusal'] as string | undefined
  const error = ctx.state['error'] as unknown
  if (call) metrics.calls.observe({ call, outcome: refusal ?? (ctx.state['replayed'] ? 'replay' : 'ok') }, seconds)
  const line = {
    requestId,
    call,
    path: call ? undefined : pathForLog(ctx.path),
    status: ctx.status,
    refusal,
    ms: Math.round(seconds * 1000),
  }
  if (error) log.error({ ...line, err: error }, 'request failed')
  else if (call) log.info(line, 'call')
}
