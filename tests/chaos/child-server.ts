import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = path.resolve('apps/server/dist/main.mjs')
const START_MAX_MS = 30_000
const POLL_MS = 50

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export type ChildServer = { url: string; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>; output(): string }

/** The built server as its own process, as a deployment runs it. */
export async function startChild(env: Record<string, string>): Promise<ChildServer> {
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'serve'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const output = () => chunks.join('')
  await answering(url, () => child.exitCode !== null, output)
  return {
    url,
    output,
    async kill(signal) {
      child.kill(signal)
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}

async function answering(url: string, dead: () => boolean, output: () => string) {
  for (let waitedMs = 0; waitedMs < START_MAX_MS; waitedMs += POLL_MS) {
    if (dead()) throw new Error(`the server ended while starting:\n${output()}`)
    const response = await fetch(`${url}/healthz`).catch(() => null)
    if (response?.ok) return
    await sleep(POLL_MS)
  }
  throw new Error(`the server did not answer within ${START_MAX_MS} ms:\n${output()}`)
}
