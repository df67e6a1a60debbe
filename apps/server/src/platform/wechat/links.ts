import * as z from 'zod/mini'
import { askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'

export type AppLink = {
  /** Without a leading slash or a query. */
  page: string
  query: string
  /** Whole days until it opens nothing any more: 1 to 30. */
  days: number
  envVersion: 'release' | 'trial' | 'develop'
}

export type LinkCalls = {
  /** An https address that opens the mini program from a browser or a text message. */
  urlLink: (link: AppLink) => Promise<{ url: string }>
  /** A weixin:// address, for other apps. */
  scheme: (link: AppLink) => Promise<{ url: string }>
}

const BY_INTERVAL = 1

const urlAnswer = z.object({ url_link: z.url() })
const schemeAnswer = z.object({ openlink: z.string().check(z.minLength(1)) })

/** Links from outside into the mini program. */
export const linkCalls = (ask: Ask, endpoint: Endpoint): LinkCalls => ({
  urlLink: async ({ page, query, days, envVersion }) => {
    const ends = { expire_type: BY_INTERVAL, expire_interval: days }
    const body = { path: page, query, env_version: envVersion, ...ends }
    const path = '/wxa/generate_urllink'
    return { url: (await ask({ path, body }, (request) => askJson(endpoint, request, urlAnswer))).url_link }
  },
  scheme: async ({ page, query, days, envVersion }) => {
    const ends = { is_expire: true, expire_type: BY_INTERVAL, expire_interval: days }
    const body = { jump_wxa: { path: page, query, env_version: envVersion }, ...ends }
    const path = '/wxa/generatescheme'
    return { url: (await ask({ path, body }, (request) => askJson(endpoint, request, schemeAnswer))).openlink }
  },
})
