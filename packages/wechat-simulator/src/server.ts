import { createServer, type Server } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import { Router } from '@koa/router'
import Koa from 'koa'
import { Failure, failureBody } from '#simulator/api/failure'
import type { Endpoint } from '#simulator/api/endpoint'
import { gate } from '#simulator/api/gate'
import { loginEndpoints } from '#simulator/api/login'
import { miniCodeEndpoints } from '#simulator/api/mini-code'
import { phoneEndpoints } from '#simulator/api/phone'
import { tokenEndpoints } from '#simulator/api/token'
import { controlRoutes } from '#simulator/control'
import { createWorld, type AppIdentity, type World } from '#simulator/world'

/** All of api.weixin.qq.com that exists here: a new group of calls is one file and one line. */
const ENDPOINTS: readonly Endpoint[] = [...loginEndpoints, ...tokenEndpoints, ...phoneEndpoints, ...miniCodeEndpoints]

export type SimulatorOptions = AppIdentity & {
  /** 0 takes any free port. */
  port: number
  /** Loopback unless told otherwise: whoever reaches the control plane can log in as anybody. */
  host?: string
  now?: () => number
}

export type Simulator = { url: string; world: World; stop: () => Promise<void> }

const createApp = (world: World) => {
  const router = new Router()
  for (const endpoint of ENDPOINTS) router.all(endpoint.path, gate(world, endpoint))
  const app = new Koa()
  // Bodies stay text: WeChat tells an empty one from a malformed one, and Pay signs the very bytes.
  app.use(bodyParser({ enableTypes: ['text'], extendTypes: { text: ['*/*'] } }))
  app.use(
    controlRoutes(
      world,
      ENDPOINTS.map((endpoint) => endpoint.path),
    ),
  )
  app.use(router.routes())
  app.use((ctx) => {
    ctx.body = failureBody(new Failure(40066))
  })
  return app
}

const KEEP_ALIVE_MS = 65_000

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

/** Starts a WeChat of one's own. Never beside real customers: it hands out anybody's log-in to whoever asks. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  if (process.env.NODE_ENV === 'production') {
    throw new Error('The WeChat simulator does not start when NODE_ENV=production.')
  }
  const { port, host = '127.0.0.1', now, appId, secret, pages } = options
  const world = createWorld({ appId, secret, pages }, now)
  const handle = createApp(world).callback()
  const server = createServer((request, response) => void handle(request, response))
  // With the five seconds of old, a client that was busy for one of them met connections which had just been closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await listen(server, port, host)
  return { url: urlOf(server, host), world, stop: () => close(server) }
}
