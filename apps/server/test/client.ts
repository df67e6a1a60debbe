import { randomUUID } from 'node:crypto'
import type { CallName, Input, Output } from '@huitou/shared/api'
import type { Refusal } from '@huitou/shared/refusals'

export type Answer<Name extends CallName> = {
  status: number
  body: Output<Name>
  /** The refusal's code; undefined when done. */
  code: Refusal | undefined
  replayed: boolean
  headers: Headers
}

export type Client = ReturnType<typeof createClient>

export const newKey = () => randomUUID()

/** Speaks to the server as any client would: over HTTP, with a session or without. */
export function createClient(url: string) {
  const session: { accessToken?: string; refreshToken?: string } = {}

  async function call<Name extends CallName>(
    name: Name,
    input: Input<Name>,
    { key, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<Name>> {
    const response = await fetch(`${url}/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(session.accessToken ? { authorization: `Bearer ${session.accessToken}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        ...headers,
      },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as Output<Name> & { code?: Refusal }
    return {
      status: response.status,
      body,
      code: response.ok ? undefined : body.code,
      replayed: response.headers.get('idempotency-replay') === 'true',
      headers: response.headers,
    }
  }

  /** The body of a call that must succeed. */
  async function must<Name extends CallName>(
    name: Name,
    input: Input<Name>,
    key: string = newKey(),
  ): Promise<Output<Name>> {
    const { status, body } = await call(name, input, { key })
    if (status !== 200) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  return {
    session,
    call,
    must,
    /** A command with a key of its own. */
    send: <Name extends CallName>(name: Name, input: Input<Name>, key: string = newKey()) => call(name, input, { key }),
    async login(code: string) {
      Object.assign(session, await must('session.login', { code }))
    },
  }
}
