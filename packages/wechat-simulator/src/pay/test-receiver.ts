import { createDecipheriv } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const API_V3_KEY = '0123456789abcdef0123456789ABCDEF'

type Json = Record<string, unknown>
export type Headers = Readonly<Record<string, string | string[] | undefined>>

const opened = (resource: Json) => {
  const bytes = Buffer.from(String(resource.ciphertext), 'base64')
  const decipher = createDecipheriv('aes-256-gcm', API_V3_KEY, String(resource.nonce))
  decipher.setAAD(Buffer.from(String(resource.associated_data)))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString()
}

const openJson = (resource: unknown): Json => ({ ...Object(JSON.parse(opened({ ...Object(resource) }))) })
export const openText = (resource: unknown) => opened({ ...Object(resource) })

export type Push = { body: string; headers: Headers; event: Json; secret: Json }

/** The shop's notify_url: keeps what comes, and answers as the test says. */
export const openReceiver = async () => {
  const pushes: Push[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const event: Json = { ...Object(JSON.parse(body)) }
      pushes.push({ body, headers: request.headers, event, secret: openJson(event.resource) })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pushes, answers, stop }
}
