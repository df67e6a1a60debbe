import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import type { Context } from 'koa'
import { api, type CallName } from '@huitou/shared/api'
import type { Contract } from '@huitou/shared/kit/contract'
import { CLIENT_VERSION_MIN, isOlder } from '@huitou/shared/version'
import { Refused } from '#server/platform/refused'
import type { createEndpoint } from './endpoint'
import type { RateLimits } from './rate-limit'
import { signedOf } from './signed'

const BODY_KB = 64
const DEVICE_CHARS_MAX = 160

const isCall = (name: string): name is CallName => Object.prototype.hasOwnProperty.call(api, name)

const refuseOldClients = (header: string) => {
  const version = header.split('/')[1]
  if (version !== undefined && isOlder(version, CLIENT_VERSION_MIN)) throw new Refused('update_needed')
}

// Printable ASCII only: the header ends up in the audit log.
const deviceOf = (ctx: Context) =>
  ctx
    .get('user-agent')
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, DEVICE_CHARS_MAX)

const parsers = new Map<number, ReturnType<typeof bodyParser>>()

/** One parser per size: a CSV may be larger than everything else. */
function bodyOf({ bodyKb = BODY_KB }: Contract) {
  const parser =
    parsers.get(bodyKb) ?? bodyParser({ enableTypes: ['json'], jsonLimit: `${bodyKb}kb`, jsonStrict: true })
  parsers.set(bodyKb, parser)
  return parser
}

/** POST /api/<name> for every contract. */
export function apiDoor(endpoint: ReturnType<typeof createEndpoint>, limits: RateLimits) {
  const router = new Router()
  router.post(
    '/api/:name',
    (ctx, next) => {
      const name = ctx.params['name'] ?? ''
      if (!isCall(name)) throw new Refused('not_found')
      ctx.state['call'] = name
      return bodyOf(api[name])(ctx, next)
    },
    async (ctx) => {
      const name = ctx.state['call'] as CallName
      if (ctx.request.length && !ctx.is('json')) throw new Refused('body_not_json')
      refuseOldClients(ctx.get('x-client-version'))
      await limits.address(ctx.ip, name === 'session.login' || name === 'admin.login' || name === 'admin.setPassword')
      const done = await endpoint({
        name,
        body: ctx.request.body,
        authorization: ctx.get('authorization'),
        signed: signedOf(ctx),
        idempotencyKey: ctx.get('idempotency-key'),
        requestId: ctx.state['requestId'] as string,
        address: ctx.ip,
        device: deviceOf(ctx),
        admitRate: (actor) => limits.actor(actor, api[name].kind),
      })
      if (done.replayed) ctx.set('idempotency-replay', 'true')
      ctx.state['replayed'] = done.replayed
      ctx.set('cache-control', 'no-store')
      ctx.body = done.answer
    },
  )
  router.all('/api/:name', () => {
    throw new Refused('method_not_allowed')
  })
  return router.routes()
}
