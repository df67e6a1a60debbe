import { startSimulator } from '@huitou/wechat-simulator/server'
import { createMemoryTokenStore } from '#server/platform/wechat/memory-token-store'
import { createWeChat, type WeChatOptions } from '#server/platform/wechat/wechat'
import { WeChatError } from '#server/platform/wechat/wechat-error'

export const APP = {
  appId: 'wx1234567890abcdef',
  secret: '0123456789abcdef0123456789abcdef',
  pages: ['pages/landing/index'],
}
export const LOGIN = '/sns/jscode2session'
export const STABLE = '/cgi-bin/stable_token'
export const PHONE = '/wxa/business/getuserphonenumber'
export const CODE = '/wxa/getwxacodeunlimit'
export const MINI_CODE = {
  scene: 'store_1',
  page: 'pages/landing/index',
  widthPx: 280,
  envVersion: 'release',
} as const
export const NOON_IN_BEIJING_MS = Date.UTC(2026, 10, 22, 4)

/** The product's WeChat against a simulator over real HTTP, both on one clock that stands still until it is moved. */
export const openWeChat = async () => {
  const { url, world, stop } = await startSimulator({ ...APP, port: 0, now: () => NOON_IN_BEIJING_MS })
  const store = createMemoryTokenStore()
  const connect = (more: Partial<WeChatOptions> = {}) =>
    createWeChat({ ...APP, baseUrl: url, tokenStore: store, clock: () => world.clock.now(), ...more })

  const order = async (name: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/__sim/${name}`, { method: 'POST', body: JSON.stringify(body) })
    expect(response.status).toBe(200)
    return { ...Object(await response.json()) }
  }
  const fault = (path: string, body: object) => order('fault', { path, ...body })
  const loginCode = async (key: string) => String((await order('login-code', { key })).code)
  const phoneCode = async (key: string, phone: object = { phone: '13800138000' }) => {
    await order('users', { key, ...phone })
    return String((await order('phone-code', { key })).code)
  }
  /** How often tokens were fetched so far, by the simulator's own count. */
  const tokenFetches = () => world.callCounts.get(`${STABLE} per day`)?.calls ?? 0

  return {
    url,
    world,
    stop,
    store,
    connect,
    wechat: connect(),
    order,
    fault,
    loginCode,
    phoneCode,
    tokenFetches,
  }
}

export type OpenWeChat = Awaited<ReturnType<typeof openWeChat>>

/** The WeChatError with which the work fails; anything else fails the test. */
export const failureOf = async (work: Promise<unknown>): Promise<WeChatError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof WeChatError) return error
  throw new Error('expected a WeChatError', { cause: error })
}
