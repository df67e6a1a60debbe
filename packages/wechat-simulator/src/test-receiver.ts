import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One delivery as it came. */
export type Received = { query: Record<string, string>; body: string; type: string | undefined }

/** A shop's server that keeps what WeChat tells it and answers as the test says; `undefined` is silence. */
export const openReceiver = async (answerTo: (received: Received) => string | number | undefined = () => 'success') => {
  const received: Received[] = []
  const receiver = { received, answerTo }
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://receiver').searchParams)
    if (request.method === 'GET') return response.end(query.echostr)
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const message = { query, body: Buffer.concat(chunks).toString(), type: request.headers['content-type'] }
    received.push(message)
    const answer = receiver.answerTo(message)
    if (typeof answer === 'number') response.statusCode = answer
    return answer === undefined ? undefined : response.end(String(answer))
  }
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port }: AddressInfo = Object(server.address())
  const bodies = () => received.map(({ body }): Record<string, unknown> => JSON.parse(body))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return Object.assign(receiver, { url: `http://127.0.0.1:${port}/push?shop=1`, bodies, stop })
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>
