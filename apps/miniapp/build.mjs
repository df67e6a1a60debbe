/**
 * Builds the mini program: `node build.mjs weapp` or `node build.mjs h5`, into dist/<target>.
 * Taro answers exit code 0 to a rejected config and leaves the last build in place, so the folder is emptied first and looked at after.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROOF = { weapp: 'app.json', h5: 'index.html' }

const root = dirname(fileURLToPath(import.meta.url))
const [target = '', ...rest] = process.argv.slice(2)
if (!(target in PROOF)) {
  console.error('usage: node build.mjs <weapp|h5> [--watch]')
  process.exit(2)
}

const output = join(root, 'dist', target)
rmSync(output, { recursive: true, force: true })

const cli = join(dirname(createRequire(import.meta.url).resolve('@tarojs/cli/package.json')), 'bin/taro')
const watching = rest.includes('--watch')
const { status, signal } = spawnSync(process.execPath, [cli, 'build', '--type', target, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: watching ? 'development' : 'production' },
})

if (status !== 0) {
  console.error(`taro build --type ${target} ended with ${signal ?? status}`)
  process.exit(status ?? 1)
}
if (!watching && !existsSync(join(output, PROOF[target]))) {
  console.error(`taro build --type ${target} wrote no ${PROOF[target]}: the configuration was rejected (see above)`)
  process.exit(1)
}
