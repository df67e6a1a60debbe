import * as z from 'zod/mini'
import { createAccessToken } from '#server/platform/wechat/access-token'
import { createCircuits } from '#server/platform/wechat/circuits'
import { customerMessages, type CustomerMessages } from '#server/platform/wechat/customer-message'
import { isTokenRefused } from '#server/platform/wechat/errcodes'
import { askImage, askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'
import { shippingUploads, type ShippingUpload } from '#server/platform/wechat/shipping'
import { linkCalls, type LinkCalls } from '#server/platform/wechat/links'
import { messageCalls, type MessageCalls } from '#server/platform/wechat/messages'
import { retryWhenBusy } from '#server/platform/wechat/retry-when-busy'
import { safetyCalls, type SafetyCalls } from '#server/platform/wechat/safety'
import type { StoredToken, TokenStore } from '#server/platform/wechat/token-store'
import { WeChatError } from '#server/platform/wechat/wechat-error'

const TIMEOUT_MS = 8_000

export type MiniCode = {
  scene: string
  page: string
  widthPx: number
  envVersion: 'release' | 'trial' | 'develop'
}

/** Everything the product asks of WeChat. Where WeChat fails or says no, the error is a WeChatError. */
export type WeChat = {
  exchangeLoginCode: (code: string) => Promise<{ openId: string; unionId: string | null }>
  exchangePhoneCode: (code: string) => Promise<{ phone: string }>
  /** A picture, PNG or JPEG. */
  miniCode: (code: MiniCode) => Promise<Buffer>
  /** Says how a paid thing is on its way. */
  uploadShipping: (upload: ShippingUpload) => Promise<void>
} & CustomerMessages &
  MessageCalls &
  SafetyCalls &
  LinkCalls

export type WeChatOptions = {
  baseUrl: string
  appId: string
  secret: string
  tokenStore: TokenStore
  clock?: () => number
  timeoutMs?: number
}

const wechatId = z.string().check(z.regex(/^[\w-]{1,64}$/))

// No session_key here: the product decrypts nothing with it, and what is never read is never leaked (R1).
const session = z.object({ openid: wechatId, unionid: z.optional(wechatId) })

const credential = z.object({
  access_token: z.string().check(z.minLength(1), z.maxLength(1024)),
  expires_in: z.int().check(z.gte(0), z.lte(86_400)),
})

const phoneAnswer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().check(z.regex(/^\d{5,15}$/)),
    countryCode: z.string().check(z.regex(/^\d{1,4}$/)),
    watermark: z.object({ appid: z.string() }),
  }),
})

/** A call that needs the access token; one that WeChat no longer takes is replaced once. */
const withToken =
  (ask: Ask, accessToken: (refused?: string) => Promise<string>): Ask =>
  async (request, read) => {
    const askWith = (token: string) => ask({ ...request, query: { ...request.query, access_token: token } }, read)
    const token = await accessToken()
    try {
      return await askWith(token)
    } catch (error) {
      if (!isTokenRefused(error)) throw error
      return askWith(await accessToken(token))
    }
  }

type Credentials = Pick<WeChatOptions, 'appId' | 'secret'>

const loginCodes =
  (ask: Ask, endpoint: Endpoint, { appId, secret }: Credentials) =>
  async (code: string) => {
    const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
    const { openid, unionid } = await ask({ path: '/sns/jscode2session', query }, (request) =>
      askJson(endpoint, request, session),
    )
    return { openId: openid, unionId: unionid ?? null }
  }

const stableToken =
  (ask: Ask, endpoint: Endpoint, { appId, secret }: Credentials, now: () => number) =>
  async (): Promise<StoredToken> => {
    const askedAtMs = now()
    // Never with force_refresh: that kills the token under everybody else who holds it, and is allowed twenty times a day.
    const body = { grant_type: 'client_credential', appid: appId, secret }
    const { access_token: token, expires_in: lifeSeconds } = await ask(
      { path: '/cgi-bin/stable_token', body },
      (request) => askJson(endpoint, request, credential),
    )
    return { token, endsAt: new Date(askedAtMs + lifeSeconds * 1000) }
  }

const phoneCodes = (ask: Ask, endpoint: Endpoint, appId: string) => async (code: string) => {
  const path = '/wxa/business/getuserphonenumber'
  const { phone_info: info } = await ask({ path, body: { code } }, (request) => askJson(endpoint, request, phoneAnswer))
  if (info.watermark.appid !== appId) {
    throw new WeChatError({ kind: 'unavailable', path, errcode: null, note: 'the answer is for another app' })
  }
  return {
    phone: info.countryCode === '86' ? info.purePhoneNumber : `+${info.countryCode}${info.purePhoneNumber}`,
  }
}

const miniCodes =
  (ask: Ask, endpoint: Endpoint) =>
  ({ scene, page, widthPx, envVersion }: MiniCode) =>
    ask(
      {
        path: '/wxa/getwxacodeunlimit',
        body: {
          scene,
          page,
          width: widthPx,
          env_version: envVersion,
          // WeChat checks against the published release only, where a page under development is not to be found.
          check_path: envVersion === 'release',
        },
      },
      (request) => askImage(endpoint, request),
    )

/** How one app of ours talks to WeChat: with its own token, circuits and patience. The 公众号 is another app with others. */
export const connectApp = (options: WeChatOptions) => {
  const { baseUrl, appId, secret, tokenStore: store, clock: now = Date.now, timeoutMs = TIMEOUT_MS } = options
  const endpoint = { baseUrl: baseUrl.replace(/\/+$/, ''), timeoutMs }
  const guarded = createCircuits(now)
  const ask: Ask = (request, read) => guarded(request.path, () => retryWhenBusy(() => read(request)))
  const fetchToken = stableToken(ask, endpoint, { appId, secret }, now)
  const askWithToken = withToken(ask, createAccessToken({ store, fetchToken, now }))
  return { endpoint, ask, askWithToken }
}

export const createWeChat = (options: WeChatOptions): WeChat => {
  const { appId, secret } = options
  const { endpoint, ask, askWithToken } = connectApp(options)
  return {
    exchangeLoginCode: loginCodes(ask, endpoint, { appId, secret }),
    exchangePhoneCode: phoneCodes(askWithToken, endpoint, appId),
    miniCode: miniCodes(askWithToken, endpoint),
    uploadShipping: shippingUploads(askWithToken, endpoint),
    ...customerMessages(askWithToken, endpoint),
    ...messageCalls(askWithToken, endpoint),
    ...safetyCalls(askWithToken, endpoint, appId),
    ...linkCalls(askWithToken, endpoint),
  }
}
