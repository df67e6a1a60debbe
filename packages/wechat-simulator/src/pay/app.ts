import { bodyParser } from '@koa/bodyparser'
import { Router } from '@koa/router'
import Koa from 'koa'
import { billEndpoints } from '#simulator/pay/bill/endpoints'
import { certificateEndpoints } from '#simulator/pay/signature/certificate-endpoints'
import type { PayEndpoint } from '#simulator/pay/endpoint'
import { PayFailure, payFailureBody } from '#simulator/pay/failure'
import { payGate } from '#simulator/pay/gate'
import { orderEndpoints } from '#simulator/pay/order/endpoints'
import { refundEndpoints } from '#simulator/pay/refund/endpoints'
import type { Pay } from '#simulator/pay/state'
import type { World } from '#simulator/world'

const ENDPOINTS: readonly PayEndpoint[] = [
  ...orderEndpoints,
  ...refundEndpoints,
  ...certificateEndpoints,
  ...billEndpoints,
]

/** Where a fault can strike; the same path by another method shares it. */
export const payPaths: readonly string[] = [...new Set(ENDPOINTS.map(({ path }) => path))]

/** All of api.mch.weixin.qq.com that exists here. */
export const createPayApp = (world: World, pay: Pay) => {
  const router = new Router()
  for (const endpoint of ENDPOINTS) {
    router.register(endpoint.path, [endpoint.method], payGate(world, pay, endpoint))
  }
  const app = new Koa()
  // Bodies stay text: the signature is over the very bytes.
  app.use(bodyParser({ enableTypes: ['text'], extendTypes: { text: ['*/*'] } }))
  app.use(router.routes())
  app.use((ctx) => {
    ctx.status = 404
    ctx.body = payFailureBody(new PayFailure(404, 'RESOURCE_NOT_EXISTS', '接口不存在'))
  })
  return app
}
