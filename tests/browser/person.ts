import { randomUUID } from 'node:crypto'
import type { CallName, Input, Output } from '@huitou/shared/api'

export type Person = <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

const PASSWORD = 'huitou-demo-2026'

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json()
}

const caller =
  (url: string, token: string): Person =>
  async <Name extends CallName>(name: Name, input: Input<Name>) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
    return (await post(`${url}/api/${name}`, input, headers)) as Output<Name>
  }

/** Somebody of the demo who calls the server directly: to prepare what a page is to show. */
export async function personOf(url: string, persona: string): Promise<Person> {
  const { code } = (await post(`${url}/demo/api/login-code`, { persona })) as { code: string }
  const session = (await post(`${url}/api/session.login`, { code })) as Output<'session.login'>
  return caller(url, session.accessToken)
}

/** Somebody who runs the demo's shop. */
export async function operatorOf(url: string, login: string): Promise<Person> {
  const opened = (await post(`${url}/api/admin.login`, { login, password: PASSWORD })) as Output<'admin.login'>
  return caller(url, opened.token)
}
