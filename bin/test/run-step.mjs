import { createWriteStream, mkdirSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { endGroup, spawnGroup } from '../parts/child.mjs'
import { at } from '../parts/paths.mjs'

const logDir = at('node_modules/.cache/huitou-test')

const LIMIT_MS = 35 * 60_000
/** jest ends a worker that will not end by itself and calls that a success. It may also be a slow machine, so it is said, not failed. */
const LEAK = /failed to exit gracefully/

const running = new Set()

/** Ends every program that a step has started, with all its descendants. */
export const endAll = () => running.forEach((child) => endGroup(child, 'SIGKILL'))

async function runOne(args, env, collect) {
  const child = spawnGroup(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  const limit = setTimeout(() => {
    collect(`\nended after ${LIMIT_MS / 60_000} minutes: something was left open, or hangs\n`)
    endGroup(child, 'SIGKILL')
  }, LIMIT_MS)
  const [code] = await once(child, 'close')
  clearTimeout(limit)
  running.delete(child)
  return code === 0
}

/** Runs one step. Its output goes to a file, and back to the caller, who shows it when the step failed. */
export async function runStep({ name, runs, env = {} }) {
  const began = performance.now()
  mkdirSync(logDir, { recursive: true })
  const logFile = path.join(logDir, `${name}.log`)
  const log = createWriteStream(logFile)
  let output = ''
  const collect = (text) => {
    output += text
    log.write(text)
  }
  let ok = true
  // All of them, so that one run shows everything that is wrong.
  for (const args of runs) ok = (await runOne(args, { ...process.env, FORCE_COLOR: '0', ...env }, collect)) && ok
  log.end()
  return {
    name,
    result: ok ? 'passed' : 'FAILED',
    ms: performance.now() - began,
    output,
    logFile,
    leaks: LEAK.test(output),
  }
}
