import { inForeground } from './child.mjs'
import { installIfNeeded } from './install.mjs'
import { at } from './paths.mjs'
import { orExplain } from './explain.mjs'
import { buildIfStale } from './targets.mjs'

const server = at('apps/server/dist/main.mjs')

/** Runs one command of the built server in the foreground and ends as it ends. */
const runServer = async (...args) => {
  process.exitCode = await inForeground(process.execPath, ['--enable-source-maps', server, ...args])
}

/** `npm start`: from a fresh clone to a running product. */
export const start = (args) =>
  orExplain(async () => {
    await installIfNeeded()
    await buildIfStale('server')
    await buildIfStale('h5')
    await runServer('serve', ...args)
  })

/** Brings the server up to date and runs one of its commands. */
export const serverCommand = (command, args) =>
  orExplain(async () => {
    await installIfNeeded()
    await buildIfStale('server')
    await runServer(command, ...args)
  })
