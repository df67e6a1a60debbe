import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { capture } from './child.mjs'
import { at, cacheDir } from './paths.mjs'
import { step, withHeartbeat } from './progress.mjs'

const lockfile = at('package-lock.json')
/** npm writes this one last: without it an installation was cut off. */
const installed = at('node_modules/.package-lock.json')
const stamp = path.join(cacheDir, 'installed.sha256')

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

function isInstalled() {
  if (!existsSync(installed)) return false
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === hashOf(lockfile)
  // Installed by hand: the later of the two tells.
  return statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs
}

function packagesSoFar() {
  if (!existsSync(at('node_modules'))) return 0
  const folders = readdirSync(at('node_modules')).filter((name) => !name.startsWith('.'))
  const scoped = folders
    .filter((name) => name.startsWith('@'))
    .map((name) => readdirSync(at('node_modules', name)).length)
  return folders.length - scoped.length + scoped.reduce((sum, count) => sum + count, 0)
}

/** npm's own program when npm started us: the same npm, and no shell needed on Windows. */
const npm = process.env.npm_execpath?.endsWith('.js')
  ? { command: process.execPath, args: [process.env.npm_execpath], shell: false }
  : { command: 'npm', args: [], shell: process.platform === 'win32' }

async function runNpm() {
  const total = Object.keys(JSON.parse(readFileSync(lockfile, 'utf8')).packages).length
  const args = [...npm.args, 'ci', '--no-audit', '--no-fund']
  return withHeartbeat(
    () => `${packagesSoFar()} of about ${total} packages`,
    () => capture(npm.command, args, { shell: npm.shell }),
  )
}

/** Installs the packages when they are missing or not those of the lockfile. */
export async function installIfNeeded() {
  if (!isInstalled()) {
    const { code, output } = await step('Installing packages (a few minutes the first time)', runNpm)
    if (code !== 0) {
      console.error(output)
      console.error('npm ci did not succeed (see above). Check the network, then try again.')
      process.exit(1)
    }
  }
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(stamp, hashOf(lockfile))
}
