import { textIn } from '#simulator/api/body'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { beijingDayOf } from '#simulator/state/clock'
import type { World } from '#simulator/world'

const CLEARINGS_A_MONTH = 10
const RID_LIFE_MS = 7 * 86_400_000
const BEIJING_AHEAD_MS = 8 * 3_600_000

const dailyOf = (world: World, { path, limits = [] }: Endpoint) => {
  const limit = limits.find(({ per }) => per === 'day')
  const counted = world.callCounts.get(`${path} per day`)
  const used = counted?.window === beijingDayOf(world.clock.now()) ? counted.calls : 0
  return limit
    ? { daily_limit: limit.calls, used, remain: Math.max(0, limit.calls - used) }
    : { daily_limit: 0, used: 0, remain: 0 }
}

const rateOf = ({ limits = [] }: Endpoint) => {
  const limit = limits.find(({ per }) => per !== 'day')
  if (!limit) return { call_count: 0, refresh_second: 0 }
  return { call_count: limit.calls, refresh_second: limit.per === 'minute' ? 60 : 1 }
}

const quotaOf =
  (all: () => readonly Endpoint[]): Endpoint['answer'] =>
  (world, { body }) => {
    const path = textIn(body, 'cgi_path')
    if (path.startsWith('/sns/')) fail(76022)
    const endpoint = all().find((one) => one.path === path) ?? fail(76021)
    return {
      errcode: 0,
      errmsg: 'ok',
      quota: dailyOf(world, endpoint),
      rate_limit: rateOf(endpoint),
      component_rate_limit: { call_count: 0, refresh_second: 0 },
    }
  }

const beijingMonthOf = (atMs: number) => new Date(atMs + BEIJING_AHEAD_MS).toISOString().slice(0, 7)

const clearQuota = (world: World, { body }: Call) => {
  if (body.appid !== world.app.appId) fail(40013)
  const month = beijingMonthOf(world.clock.now())
  const done = world.quotaClearings.filter((cleared) => cleared === month).length
  if (done >= CLEARINGS_A_MONTH) fail(48006)
  world.quotaClearings.push(month)
  for (const key of world.callCounts.keys()) if (key.endsWith(' per day')) world.callCounts.delete(key)
  return { errcode: 0, errmsg: 'ok' }
}

/** Pushes come from the machine on which the simulator runs. */
const getCallbackIp = () => ({ ip_list: ['127.0.0.1'] })

const explainRid = (world: World, { body }: Call) => {
  const rid = textIn(body, 'rid')
  if (!/^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}$/.test(rid)) fail(76002)
  const incident = world.rids.get(rid) ?? fail(76001)
  if (world.clock.now() - incident.atMs > RID_LIFE_MS) fail(76004)
  return {
    errcode: 0,
    errmsg: 'ok',
    request: {
      invoke_time: Math.floor(incident.atMs / 1000),
      cost_in_ms: 1,
      request_url: incident.requestUrl,
      request_body: incident.requestBody,
      response_body: incident.responseBody,
      client_ip: incident.clientIp,
    },
  }
}

/** The calls about the calls; `all` is what this WeChat has, these included. */
export const openApiEndpoints = (all: () => readonly Endpoint[]): readonly Endpoint[] => [
  { method: 'POST', path: '/cgi-bin/openapi/quota/get', needsToken: true, answer: quotaOf(all) },
  { method: 'POST', path: '/cgi-bin/clear_quota', needsToken: true, answer: clearQuota },
  { method: 'GET', path: '/cgi-bin/getcallbackip', needsToken: true, answer: getCallbackIp },
  { method: 'POST', path: '/cgi-bin/openapi/rid/get', needsToken: true, answer: explainRid },
]
