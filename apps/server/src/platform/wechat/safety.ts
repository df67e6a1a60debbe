import * as z from 'zod/mini'
import { askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'

/** Where people would see it: a profile, a comment, a forum, or what they tell their friends. */
const SCENES = { profile: 1, comment: 2, forum: 3, social: 4 } as const
const OCCASIONS = { joining: 0, marketing: 1, content: 2 } as const
const IMAGE = 2
const VERSION = 2

type Seen = keyof typeof SCENES

export type Verdict = 'pass' | 'review' | 'risky'

export type SafetyCalls = {
  /** Judges words of somebody who was in the mini program within two hours; 61010 says that they were not. */
  checkText: (text: { openId: string; content: string; scene: Seen }) => Promise<{ verdict: Verdict; label: number }>
  /** Takes a picture in for judging. The verdict comes as an event with the same trace, within half an hour. */
  checkMedia: (picture: { openId: string; url: string; scene: Seen }) => Promise<{ traceId: string }>
  /** How risky WeChat finds a person: 0 nothing is known against them, 4 keep out. */
  riskRank: (person: { openId: string; address: string; at: keyof typeof OCCASIONS }) => Promise<{ rank: number }>
}

const judged = z.object({ result: z.object({ suggest: z.enum(['pass', 'review', 'risky']), label: z.int() }) })
const traced = z.object({ trace_id: z.string().check(z.minLength(1), z.maxLength(128)) })
const ranked = z.object({ risk_rank: z.int().check(z.gte(0), z.lte(4)) })

/** Somebody waits for these at their phone: better no answer than a late one. */
const PATIENCE_MS = 3_000

const impatient = ({ baseUrl, timeoutMs }: Endpoint) => ({ baseUrl, timeoutMs: Math.min(timeoutMs, PATIENCE_MS) })

/** Asking whether something, or somebody, may be let in. */
export const safetyCalls = (ask: Ask, endpoint: Endpoint, appId: string): SafetyCalls => ({
  checkText: async ({ openId, content, scene }) => {
    const body = { openid: openId, content, version: VERSION, scene: SCENES[scene] }
    const path = '/wxa/msg_sec_check'
    const { result } = await ask({ path, body }, (request) => askJson(impatient(endpoint), request, judged))
    return { verdict: result.suggest, label: result.label }
  },
  checkMedia: async ({ openId, url, scene }) => {
    const body = { openid: openId, media_url: url, media_type: IMAGE, version: VERSION, scene: SCENES[scene] }
    const path = '/wxa/media_check_async'
    return { traceId: (await ask({ path, body }, (request) => askJson(endpoint, request, traced))).trace_id }
  },
  riskRank: async ({ openId, address, at }) => {
    const body = { appid: appId, openid: openId, scene: OCCASIONS[at], client_ip: address }
    const path = '/wxa/getuserriskrank'
    return { rank: (await ask({ path, body }, (request) => askJson(impatient(endpoint), request, ranked))).risk_rank }
  },
})
