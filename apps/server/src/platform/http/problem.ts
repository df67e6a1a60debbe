import type { Context, Next } from 'koa'
import { refusals, type Refusal } from '@huitou/shared/refusals'
import { dbFault } from '#server/platform/db/fault'
import { Refused } from '#server/platform/refused'

/** What the body parser and koa throw themselves, as refusals. */
function refusalOf(error: unknown): Refused | null {
  if (error instanceof Refused) return error
  const { status, code } = (error ?? {}) as { status?: number; code?: string }
  // A compressed body that does not unpack.
  if (/^(Z_|ERR__ERROR_FORMAT|ERR_PADDING)/.test(code ?? '')) return new Refused('input_invalid', { cause: error })
  if (dbFault(error) === 'lost') return new Refused('busy', { cause: error, retryAfterSeconds: 1 })
  if (status === 403 || status === 404) return new Refused('not_found', { cause: error })
  if (status === 413) return new Refused('body_too_large', { cause: error })
  if (status === 415) return new Refused('body_not_json', { cause: error })
  if (status === 400) return new Refused('input_invalid', { cause: error })
  return null
}

/** RFC 9457 problem details. */
const problemOf = (code: Refusal, requestId: string, facts?: Record<string, unknown>) => ({
  type: `https://huitou.dev/problems/${code}`,
  title: refusals[code].en,
  status: refusals[code].status,
  detail: refusals[code].zh,
  code,
  requestId,
  ...facts,
})

/** Turns a refusal into its problem, and anything else into a 500 that tells nothing but the request id. */
export const answerProblems = async (ctx: Context, next: Next) => {
  try {
    await next()
  } catch (error) {
    const refused = refusalOf(error)
    const code = refused?.code ?? 'internal'
    ctx.status = refusals[code].status
    ctx.type = 'application/problem+json'
    ctx.body = JSON.stringify(problemOf(code, ctx.state['requestId'] as string, refused?.facts))
    ctx.state['refusal'] = code
    if (refused?.retryAfterSeconds) ctx.set('retry-after', String(refused.retryAfterSeconds))
    if (!refused) ctx.state['error'] = error
  }
}
