import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail, Failure, failureBody } from '#simulator/api/failure'
import { judgeToken } from '#simulator/state/access-tokens'
import { countCall } from '#simulator/state/call-counts'
import { takeFault, type Mishap } from '#simulator/state/faults'
import type { World } from '#simulator/world'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return fail(47001)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** WeChat reads the body as JSON text whatever its declared type. */
const bodyOf = (text: string | undefined) => {
  if (!text) return fail(44002)
  const body = parsed(text)
  return isRecord(body) ? body : fail(47001)
}

const queryOf = (ctx: Context) => Object.fromEntries(new URLSearchParams(ctx.querystring))

const requireToken = (world: World, { access_token: token = '' }: Call['query']) => {
  if (token === '') fail(41001)
  const state = judgeToken(world.tokens, token, world.clock.now())
  if (state === 'expired') fail(42001)
  if (state === 'unknown') fail(40001)
}

const requireQuota = (world: World, { path, limits = [] }: Endpoint) => {
  for (const limit of limits) {
    if (!countCall(world.callCounts, path, limit, world.clock.now())) fail(limit.per === 'minute' ? 45011 : 45009)
  }
}

const reply = (world: World, endpoint: Endpoint, ctx: Context) => {
  if (ctx.method !== endpoint.method) fail(endpoint.method === 'GET' ? 43001 : 43002)
  requireQuota(world, endpoint)
  const query = queryOf(ctx)
  if (endpoint.needsToken) requireToken(world, query)
  const body = endpoint.method === 'POST' ? bodyOf(ctx.request.rawBody) : {}
  return endpoint.answer(world, { query, body })
}

const answered = (work: () => object | Buffer) => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failure) return failureBody(error)
    throw error
  }
}

const hangUp = (ctx: Context) => {
  ctx.respond = false
  ctx.req.socket.destroy()
}

const send = (ctx: Context, body: object | Buffer | string) => {
  ctx.status = 200
  ctx.body = body
  if (Buffer.isBuffer(body)) ctx.type = 'image/png'
}

const act = (ctx: Context, mishap: Mishap, work: () => object | Buffer) => {
  switch (mishap.kind) {
    case 'none':
      return send(ctx, answered(work))
    case 'errcode':
      return send(ctx, failureBody(new Failure(mishap.errcode)))
    case 'status':
      ctx.status = mishap.status
      ctx.body = `HTTP ${mishap.status}`
      return undefined
    case 'text':
      return send(ctx, mishap.text)
    case 'drop':
      if (mishap.when === 'after') answered(work)
      return hangUp(ctx)
  }
}

/** Everything that WeChat does the same way for each endpoint, and the faults that the control plane ordered. */
export const gate =
  (world: World, endpoint: Endpoint): Middleware =>
  async (ctx) => {
    const { delayMs, mishap } = takeFault(world.faults, endpoint.path)
    if (delayMs > 0) await pause(delayMs, undefined, { ref: false })
    act(ctx, mishap, () => reply(world, endpoint, ctx))
  }
