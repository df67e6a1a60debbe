import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = path.resolve('apps/server/dist/main.mjs')
/** The first start fills a shop with months of history. */
const START_MAX_MS = 120_000
const POLL_MS = 100

const envOf = (dataDir: string) => ({
  PATH: process.env['PATH'],
  NODE_ENV: 'development',
  DATA_DIR: dataDir,
  PORT: '0',
  LOG_LEVEL: 'warn',
})

function run(command: string, dataDir: string) {
  const child = spawn(process.execPath, [MAIN, command], {
    env: envOf(dataDir),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exited, output: () => chunks.join('') }
}

type Running = ReturnType<typeof run>

/** The address stands in the table that the server prints once it is open; the first one in it is its own. */
async function addressOf({ child, output }: Running): Promise<string> {
  for (let waitedMs = 0; waitedMs < START_MAX_MS; waitedMs += POLL_MS) {
    if (child.exitCode !== null) throw new Error(`the demo ended while starting:\n${output()}`)
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]
    if (url && (await fetch(`${url}/healthz`)).ok) return url
    await sleep(POLL_MS)
  }
  child.kill('SIGKILL')
  throw new Error(`the demo was not open after ${START_MAX_MS} ms:\n${output()}`)
}

export type Demo = {
  url: string
  /** Where its database lies. */
  dataDir: string
  /** What one command says beside the running demo, and how it ends. */
  command(name: 'selfcheck'): Promise<{ code: number | null; output: string }>
  /** Ctrl-C. Answers the exit code. */
  interrupt(): Promise<number | null>
  /** Ends it in any case and removes its data. */
  remove(): Promise<void>
}

/** The built server in demo mode, as `npm start` runs it, on data of its own. */
export async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'demo-'))
  const running = run('serve', dataDir)
  const { child, exited } = running
  return {
    url: await addressOf(running),
    dataDir,
    async command(name) {
      const other = run(name, dataDir)
      return { code: await other.exited, output: other.output() }
    },
    interrupt() {
      child.kill('SIGINT')
      return exited
    },
    async remove() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await exited
      }
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
