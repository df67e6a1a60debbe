import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail, Failure, failureBody } from '#simulator/api/failure'
import { judgeToken } from '#simulator/state/access-tokens'
import { countCall } from '#simulator/state/call-counts'
import { takeFault, type Mishap } from '#simulator/state/faults'
import type { AppKind } from '#simulator/state/official'
import { appOf } from '#simulator/apps'
import { noteIncident } from '#simulator/state/rids'
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

const APPS: readonly AppKind[] = ['mini', 'official']

/** The app whose token it is. */
const requireToken = (world: World, { apps = ['mini'] }: Endpoint, { access_token: token = '' }: Call['query']) => {
  if (token === '') fail(41001)
  for (const app of APPS) {
    const tokens = appOf(world, app)?.tokens
    const state = tokens ? judgeToken(tokens, token, world.clock.now()) : 'unknown'
    if (state === 'expired') fail(42001)
    if (state === 'good') return apps.includes(app) ? app : fail(48001)
  }
  return fail(40001)
}

/** What the form carries under `media`; undefined when it is no form, or without a file. */
const uploadOf = async (ctx: Context) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of ctx.req) chunks.push(chunk)
  try {
    const headers = { 'content-type': ctx.get('content-type') }
    const media = (await new Response(Buffer.concat(chunks), { headers }).formData()).get('media')
    return media instanceof Blob ? Buffer.from(await media.arrayBuffer()) : undefined
  } catch {
    return undefined
  }
}

/** For limits that name no errcode of their own. */
const EXCEEDED = { second: 44990, minute: 45011, day: 45009 }

const requireQuota = (world: World, { path, limits = [] }: Endpoint) => {
  for (const limit of limits) {
    if (!countCall(world.callCounts, path, limit, world.clock.now())) fail(limit.errcode ?? EXCEEDED[limit.per])
  }
}

const reply = (world: World, endpoint: Endpoint, ctx: Context, upload: Call['upload']) => {
  if (ctx.method !== endpoint.method) fail(endpoint.method === 'GET' ? 43001 : 43002)
  requireQuota(world, endpoint)
  const query = queryOf(ctx)
  const app = endpoint.needsToken ? requireToken(world, endpoint, query) : 'mini'
  const body = endpoint.method === 'POST' && !endpoint.takesFile ? bodyOf(ctx.request.rawBody) : {}
  return endpoint.answer(world, { query, body, app, upload })
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

/** Keeps what rid/get will tell about a failure, without token and secret. */
const remember = (world: World, ctx: Context) => {
  if (Buffer.isBuffer(ctx.body)) return
  noteIncident(world.rids, {
    atMs: world.clock.now(),
    requestUrl: ctx.querystring.replaceAll(/\b(access_token|secret)=[^&]*/g, '$1=xxxx'),
    requestBody: ctx.request.rawBody ?? '',
    responseBody: JSON.stringify(ctx.body) ?? '',
    clientIp: ctx.ip,
  })
}

/** Everything that WeChat does the same way for each endpoint, and the faults that the control plane ordered. */
export const gate =
  (world: World, endpoint: Endpoint): Middleware =>
  async (ctx) => {
    const { delayMs, mishap } = takeFault(world.faults, endpoint.path)
    if (delayMs > 0) await pause(delayMs, undefined, { ref: false })
    const upload = endpoint.takesFile ? await uploadOf(ctx) : undefined
    act(ctx, mishap, () => reply(world, endpoint, ctx, upload))
    remember(world, ctx)
  }
