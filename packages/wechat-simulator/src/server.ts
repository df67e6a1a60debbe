import { createServer, type Server } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import { Router } from '@koa/router'
import Koa from 'koa'
import { activityEndpoints } from '#simulator/api/message/activity'
import { customerMessageEndpoints } from '#simulator/api/message/customer-message'
import { Failure, failureBody } from '#simulator/api/failure'
import type { Endpoint } from '#simulator/api/endpoint'
import { gate } from '#simulator/api/gate'
import { linkEndpoints } from '#simulator/api/link/links'
import { loginEndpoints } from '#simulator/api/login'
import { miniCodeEndpoints } from '#simulator/api/link/mini-code'
import { officialUserEndpoints } from '#simulator/api/official-user'
import { openApiEndpoints } from '#simulator/api/open-api'
import { phoneEndpoints } from '#simulator/api/phone'
import { safetyEndpoints } from '#simulator/api/safety/safety'
import { serviceCardEndpoints } from '#simulator/api/message/service-card'
import { shippingEndpoints } from '#simulator/api/shipping/shipping'
import { subscribeMessageEndpoints } from '#simulator/api/message/subscribe-message'
import { tokenEndpoints } from '#simulator/api/token'
import { controlRoutes, showPage } from '#simulator/control'
import { createPayApp, payPaths } from '#simulator/pay/app'
import { createPay, type PayOptions } from '#simulator/pay/state'
import { createWorld, type AppIdentity, type World } from '#simulator/world'

/** All of api.weixin.qq.com that exists here: a new group of calls is one file and one line. */
const ENDPOINTS: readonly Endpoint[] = [
  ...loginEndpoints,
  ...tokenEndpoints,
  ...phoneEndpoints,
  ...miniCodeEndpoints,
  ...subscribeMessageEndpoints,
  ...activityEndpoints,
  ...customerMessageEndpoints,
  ...officialUserEndpoints,
  ...shippingEndpoints,
  ...linkEndpoints,
  ...safetyEndpoints,
  ...serviceCardEndpoints,
  ...openApiEndpoints(() => ENDPOINTS),
]

export type SimulatorOptions = AppIdentity & {
  /** 0 takes any free port. */
  port: number
  /** Loopback unless told otherwise: whoever reaches the control plane can log in as anybody. */
  host?: string
  now?: () => number
  /** Nothing of Pay starts without it. */
  pay?: PayOptions
}

export type Simulator = { url: string; payUrl: string | undefined; world: World; stop: () => Promise<void> }

const createApp = (world: World) => {
  const router = new Router()
  for (const endpoint of ENDPOINTS) router.all(endpoint.path, gate(world, endpoint))
  const app = new Koa()
  const takingFiles = new Set(ENDPOINTS.filter(({ takesFile }) => takesFile).map(({ path }) => path))
  app.use((ctx, next) => {
    if (takingFiles.has(ctx.path)) ctx.disableBodyParser = true
    return next()
  })
  // Bodies stay text: WeChat tells an empty one from a malformed one, and Pay signs the very bytes.
  app.use(bodyParser({ enableTypes: ['text'], extendTypes: { text: ['*/*'] } }))
  const paths = [...ENDPOINTS.map((endpoint) => endpoint.path), ...payPaths]
  router.get('/', (ctx) => showPage(ctx, world, paths))
  app.use(controlRoutes(world, paths))
  app.use(router.routes())
  app.use((ctx) => {
    ctx.body = failureBody(new Failure(40066))
  })
  return app
}

/** In a world whose time runs, what comes due happens by itself. */
const TICK_MS = 100

const KEEP_ALIVE_MS = 65_000

/** With Node's five seconds, a client that was busy for one of them met connections which had just been closed. */
const serverOf = (app: Koa): Server => {
  const handle = app.callback()
  const server = createServer((request, response) => void handle(request, response))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return server
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const close = (server: Server) =>
  new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })

const urlOf = (server: Server, host: string) => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulator does not listen on a port.')
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

/** Pay has an address of its own, as on WeChat. */
const startPay = async (world: World, options: PayOptions, host: string) => {
  const pay = createPay(options, world.clock.now())
  const server = serverOf(createPayApp(world, pay))
  await listen(server, options.port ?? 0, host)
  pay.url = urlOf(server, host)
  world.pay = pay
  return server
}

/** Starts a WeChat of one's own. Never beside real customers: it hands out anybody's log-in to whoever asks. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  if (process.env.NODE_ENV === 'production') {
    throw new Error('The WeChat simulator does not start when NODE_ENV=production.')
  }
  const { port, host = '127.0.0.1', now, pay, ...app } = options
  const world = createWorld(app, now)
  const server = serverOf(createApp(world))
  await listen(server, port, host)
  const payServer =
    pay &&
    (await startPay(world, pay, host).catch(async (error: unknown) => {
      await close(server)
      throw error
    }))
  const ticking = setInterval(() => void world.schedule.runDue(world.clock.now()), TICK_MS)
  const stop = async () => {
    clearInterval(ticking)
    world.schedule.clear()
    await Promise.all([server, ...(payServer ? [payServer] : [])].map(close))
  }
  return { url: urlOf(server, host), payUrl: world.pay?.url, world, stop }
}
