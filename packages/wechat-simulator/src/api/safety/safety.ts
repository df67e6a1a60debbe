import { randomBytes, randomInt } from 'node:crypto'
import { isIP } from 'node:net'
import { isWhole, textIn } from '#simulator/api/body'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { planVerdict } from '#simulator/api/safety/media-verdict'
import { judgeText } from '#simulator/api/safety/word-list'
import { countCall } from '#simulator/state/call-counts'
import { isActive } from '#simulator/state/safety'
import { findByOpenId } from '#simulator/state/users'
import type { World } from '#simulator/world'

const MAX_CONTENT_CHARACTERS = 2500
const OPENID = /^[\w-]{1,64}$/
const PROFILE = 1
const MEDIA_TYPES: readonly unknown[] = [1, 2]
// WeChat prints no number for "too frequently"; a call a second for one person is an assumption.
const RANKS_PER_PERSON = { calls: 60, per: 'minute' } as const

const hex = () => randomBytes(4).toString('hex')
const newTraceId = () => `${hex()}-${hex()}-${hex()}`

const requireScene = ({ scene }: Call['body'], [low, high]: readonly [number, number]) => {
  if (!isWhole(scene) || scene < low || scene > high) fail(40129)
}

/** The three checks are about people who have been in the mini program within two hours. */
const activeUser = (world: World, body: Call['body']) => {
  const openId = textIn(body, 'openid')
  if (!OPENID.test(openId)) fail(40003)
  const user = findByOpenId(world.users, openId) ?? fail(43104)
  if (!isActive(world.safety, user.key, world.clock.now())) fail(61010)
  return user
}

const textsOf = (body: Call['body'], content: string) => [
  content,
  textIn(body, 'title'),
  textIn(body, 'nickname'),
  body.scene === PROFILE ? textIn(body, 'signature') : '',
]

const msgSecCheck = (world: World, { body }: Call) => {
  const content = textIn(body, 'content')
  if (content === '' || [...content].length > MAX_CONTENT_CHARACTERS || body.version !== 2) fail(47001)
  requireScene(body, [1, 4])
  activeUser(world, body)
  const { suggest, label, words } = judgeText(textsOf(body, content))
  const found = words.map((word) => ({
    strategy: 'keyword',
    errcode: 0,
    suggest: word.suggest,
    label: word.label,
    level: word.suggest === 'risky' ? 90 : 20,
    keyword: word.word,
  }))
  return {
    errcode: 0,
    errmsg: 'ok',
    result: { suggest, label },
    detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }, ...found],
    trace_id: newTraceId(),
  }
}

const mediaCheckAsync = (world: World, { body }: Call) => {
  const mediaUrl = textIn(body, 'media_url')
  if (!/^https?:\/\/[^\s]+$/.test(mediaUrl) || body.version !== 2) fail(47001)
  if (!MEDIA_TYPES.includes(body.media_type)) fail(40004)
  requireScene(body, [1, 4])
  const { openId } = activeUser(world, body)
  const traceId = newTraceId()
  planVerdict(world, { traceId, openId, mediaUrl })
  return { errcode: 0, errmsg: 'ok', trace_id: traceId }
}

const getUserRiskRank = (world: World, { body }: Call) => {
  const appId = textIn(body, 'appid')
  if (appId === '' || isIP(textIn(body, 'client_ip')) === 0) fail(47001)
  requireScene(body, [0, 2])
  if (appId !== world.app.appId) fail(43104)
  const { key } = activeUser(world, body)
  if (!countCall(world.callCounts, `risk rank of ${key}`, RANKS_PER_PERSON, world.clock.now())) fail(61081)
  const { ranks } = world.safety
  const rank = ranks.has(key) ? ranks.get(key) : 0
  return {
    errcode: 0,
    errmsg: 'getuserriskrank succ',
    risk_rank: rank ?? fail(61080),
    // Spelt this way by WeChat.
    unoin_id: randomInt(1, 2 ** 31),
  }
}

const checkEndpoint = (path: string, minute: number, day: number, answer: Endpoint['answer']): Endpoint => ({
  method: 'POST',
  path,
  needsToken: true,
  limits: [
    { calls: minute, per: 'minute', errcode: 44991 },
    { calls: day, per: 'day' },
  ],
  answer,
})

export const safetyEndpoints: readonly Endpoint[] = [
  checkEndpoint('/wxa/msg_sec_check', 4_000, 2_000_000, msgSecCheck),
  checkEndpoint('/wxa/media_check_async', 2_000, 200_000, mediaCheckAsync),
  { method: 'POST', path: '/wxa/getuserriskrank', needsToken: true, answer: getUserRiskRank },
]
