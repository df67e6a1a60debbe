import { once } from 'node:events'
import { watch } from 'node:fs'
import { endGroup, spawnGroup } from './child.mjs'
import { orExplain } from './explain.mjs'
import { installIfNeeded } from './install.mjs'
import { at } from './paths.mjs'
import { buildIfStale, forgetBuild } from './targets.mjs'

/** An editor saves a file in several steps, and people save several files. */
const SETTLE_MS = 300
const H5_FOLDERS = ['apps/miniapp/src', 'apps/miniapp/config', 'packages/shared/src']

/** One after the other, whatever calls while one runs. */
function createTurns() {
  let turn = Promise.resolve()
  return (work) => (turn = turn.then(work))
}

async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'close')
  endGroup(child)
  await over
}

/** Keeps one server running: the old one ends before the new one takes its port and its data folder. */
function createRestarter(args) {
  const inTurn = createTurns()
  let server = null
  return {
    restart: () =>
      inTurn(async () => {
        if (server) console.log('· the server changed: starting it again')
        await end(server)
        const command = ['--enable-source-maps', at('apps/server/dist/main.mjs'), 'serve', ...args]
        server = spawnGroup(process.execPath, command, { stdio: 'inherit' })
      }),
    stop: () => inTurn(() => end(server)),
  }
}

/** A change that does not compile is said, and the next one tried. */
const rebuildH5 = () => buildIfStale('h5').catch((error) => console.error(error.message))

/** Builds the H5 mini program again after changes. (Taro's own H5 watcher serves from memory, on a port of its own.) Answers how to stop. */
function watchH5() {
  const inTurn = createTurns()
  let settling
  const changed = () => {
    clearTimeout(settling)
    settling = setTimeout(() => void inTurn(rebuildH5), SETTLE_MS)
  }
  const watchers = H5_FOLDERS.map((folder) => watch(at(folder), { recursive: true }, changed))
  return () => {
    clearTimeout(settling)
    for (const watcher of watchers) watcher.close()
  }
}

/** `npm run dev`: the server and the H5 mini program follow every change until Ctrl-C. */
export const dev = (args) =>
  orExplain(async () => {
    await installIfNeeded()
    await rebuildH5()
    const { watchServer } = await import('./bundle-server.mjs')
    // The watcher writes whatever the sources are at the moment: no build to rely on later.
    forgetBuild('server')
    const { restart, stop } = createRestarter(args)
    const stopWatching = await watchServer(() => void restart())
    const stopH5 = watchH5()
    let finishing = false
    const finish = async () => {
      if (finishing) return
      finishing = true
      stopH5()
      await stopWatching()
      await stop()
    }
    // Stays registered: whoever else hears the signal (a build under way) then leaves the ending to us.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void finish())
  })
