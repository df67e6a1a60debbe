import http from 'node:http'
import type { CallName, Input, Output } from '@huitou/shared/api'
import type { Refusal } from '@huitou/shared/refusals'
import type { Reply, Request, Responder } from './parts'

/** Answers by call, typed by the contracts. */
export type Fixtures = {
  [Name in CallName]?: (
    input: Input<Name>,
    request: Request,
  ) => Output<Name> | Refused | Promise<Output<Name> | Refused>
}

class Refused {
  constructor(
    readonly status: number,
    readonly code: Refusal,
    readonly detail: string,
  ) {}
}

export const refused = (status: number, code: Refusal, detail: string) => new Refused(status, code, detail)

const problem = ({ status, code, detail }: Refused): Reply => ({
  statusCode: status,
  data: { type: 'about:blank', title: code, status, detail, code, requestId: 'req-1' },
})

/** A server of fixtures. A call without one is refused as unknown, loudly. */
export const fixtures =
  (table: Fixtures): Responder =>
  async (request) => {
    const answer = table[request.name as CallName] as ((input: unknown, request: Request) => unknown) | undefined
    if (!answer) return problem(refused(404, 'not_found', `no fixture for ${request.name}`))
    const given = await answer(request.data, request)
    return given instanceof Refused ? problem(given) : { data: given }
  }

/** Hands each call on to a real server, over HTTP. */
export const forwardTo =
  (base: string): Responder =>
  ({ name, data, header }) =>
    new Promise((resolve) => {
      const outgoing = http.request(`${base}/api/${name}`, { method: 'POST', headers: header }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', () => resolve('offline'))
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const answered = Object.entries(incoming.headers).map(([key, value]) => [key, String(value)])
          resolve({
            statusCode: incoming.statusCode,
            data: text === '' ? null : (JSON.parse(text) as unknown),
            header: Object.fromEntries(answered) as Record<string, string>,
          })
        })
      })
      outgoing.on('error', () => resolve('offline'))
      outgoing.end(JSON.stringify(data))
    })
