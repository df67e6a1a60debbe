import type { CallName, CommandName, Input, OutsideName, Output, QueryName } from '@huitou/shared/api'
import { askForUpdate } from '../device/update'
import { CallFailed } from './failure'
import { intentOf, keyFor, settle } from './intents'
import { accessToken } from './login'
import { isGuest, isKeyed, isOutside } from './names'
import { problemOf } from './problem'
import { repeating } from './repeat'
import { request } from './transport'

/** Answers after which the server may still do, or may already have done, what was asked: the key stays. */
const OPEN = new Set([
  'key_in_flight',
  'login_needed',
  'too_many_requests',
  'update_needed',
  'busy',
  'stopping',
  'wechat_unavailable',
  'internal',
])

const isFinal = (thrown: unknown) => thrown instanceof CallFailed && !thrown.offline && !OPEN.has(thrown.code)

const authorized = async (name: CallName, input: object, headers: Record<string, string>) => {
  if (isGuest(name)) return request(name, input, headers)
  const token = await accessToken()
  const answer = await request(name, input, { ...headers, authorization: `Bearer ${token}` })
  if (answer.status !== 401) return answer
  // Once: a second refusal is about more than an old token (R3).
  return request(name, input, { ...headers, authorization: `Bearer ${await accessToken(token)}` })
}

const once = async <Name extends CallName>(name: Name, input: Input<Name>, headers: Record<string, string>) => {
  const answer = await authorized(name, input, headers)
  if (answer.status === 200) return answer.body as Output<Name>
  const problem = problemOf(answer)
  if (problem.code === 'update_needed') askForUpdate()
  throw problem
}

/** Asks the server; nothing changes there. */
export const ask = <Name extends QueryName>(name: Name, input: Input<Name>) => repeating(() => once(name, input, {}))

const sendKeyed = async <Name extends CallName>(name: Name, input: Input<Name>, intent: string) => {
  try {
    const output = await repeating(() => once(name, input, { 'idempotency-key': keyFor(intent) }))
    settle(intent)
    return output
  } catch (thrown) {
    if (isFinal(thrown)) settle(intent)
    throw thrown
  }
}

const underway = new Map<string, Promise<unknown>>()

/**
 * Tells the server to do something. The same wish twice at once is one request; a wish whose answer never came keeps its key, across
 * restarts of the app, so that sending it again cannot do it twice.
 */
export const send = <Name extends CommandName | OutsideName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
  if (isOutside(name)) return once(name, input, {})
  if (!isKeyed(name)) return repeating(() => once(name, input, {}))
  const intent = intentOf(name, input)
  const running = underway.get(intent) as Promise<Output<Name>> | undefined
  if (running) return running
  const started = sendKeyed(name, input, intent).finally(() => underway.delete(intent))
  underway.set(intent, started)
  return started
}
