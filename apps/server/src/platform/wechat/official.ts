import * as z from 'zod/mini'
import { customerMessages, type CustomerMessages } from '#server/platform/wechat/customer-message'
import { askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'
import { connectApp, type WeChatOptions } from '#server/platform/wechat/wechat'
import { WeChatError } from '#server/platform/wechat/wechat-error'

/** What is asked of the shop's 公众号: an app of its own, with a token of its own and other openids for the same people. */
export type Official = CustomerMessages & {
  /**
   * Who somebody is across the apps of this owner; null when the 公众号 is not bound to the same Open Platform account. Answers within
   * four seconds, or fails: somebody waits in the chat, and WeChat waits five for us.
   */
  officialUser: (openId: string) => Promise<{ unionId: string | null }>
}

const PATH = '/cgi-bin/user/info'
/** For all of it: a token may have to be fetched first, by this process or another. */
const PATIENCE_MS = 4_000

const userInfo = z.object({ unionid: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))) })

const outOfPatience = () =>
  new WeChatError({ kind: 'unavailable', path: PATH, errcode: null, note: 'no answer in time' })

async function inPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(outOfPatience()), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
  }
}

const officialUsers = (ask: Ask, endpoint: Endpoint) => async (openId: string) => {
  const request = { path: PATH, query: { openid: openId, lang: 'zh_CN' } }
  const { unionid } = await inPatience(ask(request, (complete) => askJson(endpoint, complete, userInfo)))
  return { unionId: unionid ?? null }
}

export const createOfficial = ({ miniAppId, ...options }: WeChatOptions & { miniAppId: string }): Official => {
  const { endpoint, askWithToken } = connectApp({ timeoutMs: PATIENCE_MS, ...options })
  return {
    officialUser: officialUsers(askWithToken, endpoint),
    ...customerMessages(askWithToken, endpoint, miniAppId),
  }
}
