import { randomBytes } from 'node:crypto'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import type { World } from '#simulator/world'

const LIFE_MS = 86_400_000

const createActivity = (world: World) => {
  const id = randomBytes(24).toString('base64url')
  const endsAtMs = world.clock.now() + LIFE_MS
  world.messaging.activities.set(id, { endsAtMs, state: 0, parameters: {} })
  return { errcode: 0, errmsg: 'ok', activity_id: id, expiration_time: Math.floor(endsAtMs / 1000) }
}

const parameterOf = (entry: unknown): [string, string] => {
  const { name, value }: { name?: unknown; value?: unknown } = Object(entry)
  return typeof name === 'string' && typeof value === 'string' ? [name, value] : fail(47001)
}

const parametersOf = ({ template_info: info }: Call['body']) => {
  const list: unknown = Object(info).parameter_list
  return Object.fromEntries(Array.isArray(list) ? list.map(parameterOf) : fail(47001))
}

const NEEDED = { 0: ['member_count', 'room_limit'], 1: ['path', 'version_type'] } as const
const VERSIONS: readonly unknown[] = ['develop', 'trial', 'release']

const judgeParameters = (state: 0 | 1, parameters: Readonly<Record<string, string>>) => {
  if (state === 1 && !VERSIONS.includes(parameters.version_type)) fail(47503)
  const needed: readonly string[] = NEEDED[state]
  if (!needed.every((name) => parameters[name])) fail(47001)
  if (!Object.keys(parameters).every((name) => needed.includes(name))) fail(47001)
}

const liveActivity = (world: World, id: unknown) => {
  const activity = (typeof id === 'string' ? world.messaging.activities.get(id) : undefined) ?? fail(47501)
  return world.clock.now() < activity.endsAtMs ? activity : fail(47504)
}

/** From 0 to 0 or 1; what has reached 1 changes no more. */
const updateCard = (world: World, { body }: Call) => {
  const activity = liveActivity(world, body.activity_id)
  const state = body.target_state
  if ((state !== 0 && state !== 1) || activity.state === 1) return fail(47502)
  const parameters = parametersOf(body)
  judgeParameters(state, parameters)
  world.messaging.activities.set(String(body.activity_id), { ...activity, state, parameters })
  return { errcode: 0, errmsg: 'ok' }
}

export const activityEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/message/wxopen/activityid/create', needsToken: true, answer: createActivity },
  { method: 'POST', path: '/cgi-bin/message/wxopen/updatablemsg/send', needsToken: true, answer: updateCard },
]
