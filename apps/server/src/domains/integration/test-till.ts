import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { CallName, Input, Output } from '@huitou/shared/api'
import { signedText } from '@huitou/shared/integration/rules'
import type { Refusal } from '@huitou/shared/refusals'
import type { World } from '#test/world'

type Key = { publicId: string; secret: string }
type Twist = { nonce?: string; timestamp?: string; body?: string; secret?: string }

/** A till for tests: signs each request with its key, as the documents say. */
export const createTill = (world: World, { publicId, secret }: Key) => {
  async function call<Name extends CallName>(name: Name, input: Input<Name>, twist: Twist = {}) {
    const path = `/api/${name}`
    const body = JSON.stringify(input)
    const timestamp = twist.timestamp ?? String(Math.floor(world.clock.now().getTime() / 1000))
    const nonce = twist.nonce ?? randomUUID()
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    const text = signedText({ path, timestamp, nonce, bodySha256 })
    const signature = createHmac('sha256', twist.secret ?? secret)
      .update(text)
      .digest('base64')
    const response = await fetch(world.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...{ 'huitou-key': publicId, 'huitou-timestamp': timestamp, 'huitou-nonce': nonce },
        'huitou-signature': signature,
      },
      body: twist.body ?? body,
    })
    const answer = (await response.json()) as Output<Name> & { code?: Refusal }
    return { status: response.status, body: answer, code: response.ok ? undefined : answer.code }
  }

  async function must<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const { status, body } = await call(name, input)
    if (status !== 200) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  return { call, must }
}

export type Till = ReturnType<typeof createTill>
