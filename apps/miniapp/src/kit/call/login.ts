import type { Output } from '@huitou/shared/api'
import { device } from '../device/device'
import { readStored, removeStored, writeStored } from '../storage'
import { problemOf } from './problem'
import { request } from './transport'

type Tokens = Output<'session.login'>

const STORED_AS = 'tokens'

let known: Tokens | null | undefined
let renewing: Promise<string> | null = null

const tokens = () => (known === undefined ? (known = readStored<Tokens>(STORED_AS)) : known)

const keep = (next: Tokens) => {
  known = next
  writeStored(STORED_AS, next)
  return next.accessToken
}

/** Forgets the session on this device. */
export const forgetSession = () => {
  known = null
  removeStored(STORED_AS)
}

const refreshed = async (refreshToken: string) => {
  const answer = await request('session.refresh', { refreshToken }, {})
  if (answer.status === 200) return answer.body as Tokens
  if (answer.status >= 500) throw problemOf(answer)
  return null
}

const loggedIn = async () => {
  const answer = await request('session.login', { code: await device.loginCode() }, {})
  if (answer.status !== 200) throw problemOf(answer)
  return answer.body as Tokens
}

const renew = async () => {
  const refreshToken = tokens()?.refreshToken
  const next = refreshToken ? await refreshed(refreshToken) : null
  return keep(next ?? (await loggedIn()))
}

/**
 * An access token, other than the one just refused. However many requests were refused at once, one renewal runs and all wait for it (R3);
 * who comes with a token that has been replaced meanwhile gets the new one.
 */
export const accessToken = (refused?: string): Promise<string> => {
  const current = tokens()?.accessToken
  if (current && current !== refused) return Promise.resolve(current)
  renewing ??= renew().finally(() => {
    renewing = null
  })
  return renewing
}
