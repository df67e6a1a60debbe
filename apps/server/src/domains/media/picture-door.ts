import type { IncomingMessage } from 'node:http'
import Router from '@koa/router'
import { auditedAs } from '#server/platform/audit/audit'
import { admitOperator, type People } from '#server/platform/http/admit'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { encodePicture } from './encode'
import { keepPicture } from './keep-picture'
import { presentPicture } from './queries'

type Guards = { people: Pick<People, 'operatorOf'>; limits: Pick<RateLimits, 'actor' | 'address'> }

const FILE_BYTES_MAX = 5 * 1024 * 1024
const YEAR_SECONDS = 365 * 86_400
/** As the two sizes are named; nothing else is asked of the storage. */
const NAME = /^[0-9a-f]{64}(-\d{2,4})?\.webp$/

/** The length is told beforehand, and the connection brings no more than that. */
async function bytesOf(request: IncomingMessage, length: number | undefined): Promise<Buffer> {
  if (!length) throw new Refused('picture_type')
  if (length > FILE_BYTES_MAX) throw new Refused('picture_too_large')
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** POST /pictures takes a file from operators, as it is; GET /pictures/<hash>.webp shows it to everybody. */
export function pictureDoor(platform: Platform, { people, limits }: Guards) {
  const { db, clock, storage } = platform
  const router = new Router()
  router.post('/pictures', async (ctx) => {
    const now = clock()
    await limits.address(ctx.ip, false)
    const operator = await admitOperator('rules', {
      read: db.manager,
      people,
      authorization: ctx.get('authorization'),
      now,
    })
    await limits.actor(operator, 'command')
    const picture = await encodePicture(await bytesOf(ctx.req, ctx.request.length))
    const who = auditedAs(operator) ?? { userId: '0', staffId: '0', operatorId: operator.operatorId }
    const act = { ...who, requestId: ctx.state['requestId'] as string, device: '' }
    const row = await keepPicture(platform, picture, { operatorId: operator.operatorId, act, now })
    ctx.set('cache-control', 'no-store')
    ctx.body = { picture: presentPicture(row) }
  })
  router.get('/pictures/:name', async (ctx) => {
    const name = ctx.params['name'] ?? ''
    const bytes = NAME.test(name) ? await storage.get(name) : null
    if (!bytes) throw new Refused('not_found')
    ctx.type = 'image/webp'
    // The name is the hash of what it shows: it never changes.
    ctx.set('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
    ctx.body = bytes
  })
  return router.routes()
}
