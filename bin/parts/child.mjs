import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './paths.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** A process ended by a signal answers 128 + its number, as a shell does. */
const codeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0)

const ended = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(codeOf(code, signal)))
  })

const grouped = process.platform !== 'win32'

/** Ends a program that was started in a process group of its own, with all its descendants. */
export function endGroup(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (grouped) process.kill(-child.pid, signal)
  else child.kill(signal)
}

/** Starts a program in a process group of its own: a signal to us does not reach it, `endGroup` reaches all of it. */
export const spawnGroup = (command, args, options) => spawn(command, args, { cwd: root, ...options, detached: grouped })

/** Runs a program and answers its exit code and everything it printed. When we are told to end, it ends too. */
export async function capture(command, args, options = {}) {
  const child = spawnGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const endBoth = (signal) => {
    endGroup(child, 'SIGKILL')
    // Somebody else who listens has more to end, and will.
    if (process.listenerCount(signal) === 0) process.exit(codeOf(null, signal))
  }
  for (const signal of SIGNALS) process.once(signal, endBoth)
  let output = ''
  const collect = (text) => {
    output += text
  }
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  try {
    return { code: await ended(child), output }
  } finally {
    for (const signal of SIGNALS) process.off(signal, endBoth)
  }
}

/**
 * Runs a program in the foreground and answers its exit code. It is the child that decides when to end: a signal is handed on, once,
 * and this process waits. A terminal sends Ctrl-C to both; handing it on would look like a second, impatient Ctrl-C.
 */
export async function inForeground(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' })
  const handedOn = new Set()
  const handOn = (signal) => {
    if (handedOn.has(signal) || (signal === 'SIGINT' && process.stdin.isTTY)) return
    handedOn.add(signal)
    child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, handOn)
  try {
    return await ended(child)
  } finally {
    for (const signal of SIGNALS) process.off(signal, handOn)
  }
}
