import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import { openStores } from '#server/domains/store/queries'
import { codesOfStore, presentCodes } from '#server/domains/channel/queries'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { personas } from './personas'

const KINDS = new Set(['login-code', 'phone-code', 'request-payment'])
const LANDING_PAGE = 'pages/landing/index'

type Asked = { persona?: string } & Record<string, unknown>

/**
 * In a browser there is no WeChat to ask for a code or to open the payment sheet, so the demo passes the question on to the simulator. Demo
 * mode only.
 */
export function stageDoor({ db, wechat }: Platform, simulatorUrl: string) {
  const router = new Router()
  router.post('/demo/api/:kind', bodyParser({ enableTypes: ['json'] }), async (ctx) => {
    const { persona, ...more } = (ctx.request.body ?? {}) as Asked
    const kind = ctx.params['kind'] ?? ''
    if (!KINDS.has(kind) || !personas.some((one) => one.key === persona)) throw new Refused('not_found')
    const response = await fetch(`${simulatorUrl}/__sim/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(kind === 'request-payment' ? more : {}), key: persona }),
    })
    ctx.status = response.status
    ctx.body = await response.json()
  })
  router.get('/demo/wechat', (ctx) => ctx.redirect(`${simulatorUrl}/__sim/`))
  router.get('/demo/api/stage', async (ctx) => {
    const codes = []
    for (const store of await openStores(db.manager))
      codes.push(...(await presentCodes(db.manager, await codesOfStore(db.manager, store.id))))
    ctx.set('cache-control', 'no-store')
    ctx.body = {
      personas: personas.map(({ key, name, role, note }) => ({ key, name, role, note })),
      codes: codes.map(({ id, label, storeName, scene }) => ({
        id,
        label,
        storeName,
        path: `${LANDING_PAGE}?scene=${encodeURIComponent(scene)}`,
      })),
    }
  })
  router.get('/demo/api/codes/:id.png', async (ctx) => {
    const stores = await openStores(db.manager)
    const codes = (await Promise.all(stores.map((store) => codesOfStore(db.manager, store.id)))).flat()
    const code = codes.find((one) => one.id === ctx.params['id'])
    if (!code) throw new Refused('not_found')
    const image = await wechat.miniCode({ scene: code.scene, page: LANDING_PAGE, widthPx: 280, envVersion: 'release' })
    ctx.type = image[0] === 0x89 ? 'png' : 'jpeg'
    ctx.body = image
  })
  return router.routes()
}
