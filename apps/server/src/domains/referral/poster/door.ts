import Router from '@koa/router'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { codePicture } from '#server/platform/wechat/code-image'
import { Invitations } from '../entities'
import { drawPoster } from './draw'
import { readPosterLink } from './link'
import { FRIEND_PAGE } from './show'

const DAY_SECONDS = 86_400
const KEPT_MAX = 50

/** What was drawn last, so that asking again asks WeChat for nothing. */
function remembering(draw: (scene: string) => Promise<Buffer>) {
  const kept = new Map<string, Promise<Buffer>>()
  return (scene: string): Promise<Buffer> => {
    const before = kept.get(scene)
    if (before) return before
    const [oldest] = kept.keys()
    if (kept.size >= KEPT_MAX && oldest !== undefined) kept.delete(oldest)
    const drawing = draw(scene)
    kept.set(scene, drawing)
    // What failed is drawn anew the next time.
    drawing.catch(() => kept.delete(scene))
    return drawing
  }
}

/** GET /posters/<link>.png: the picture of an invitation, for phones that cannot draw it; the link is told to its owner only. */
export function posterDoor(platform: Platform, limits: Pick<RateLimits, 'address'>) {
  const { db, signer, clock } = platform
  const pictureOf = remembering(async (scene) => drawPoster(await codePicture(platform, { scene, page: FRIEND_PAGE })))
  const router = new Router()
  router.get('/posters/:link', async (ctx) => {
    await limits.address(ctx.ip, false)
    const scene = readPosterLink(signer, ctx.params['link'] ?? '', clock())
    // Who has left takes their invitation along.
    if (!(await db.manager.existsBy(Invitations, { scene }))) throw new Refused('not_found')
    ctx.body = await pictureOf(scene)
    ctx.type = 'png'
    ctx.set('cache-control', `private, max-age=${DAY_SECONDS}, immutable`)
  })
  return router.routes()
}
