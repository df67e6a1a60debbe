import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { capture } from './child.mjs'
import { fingerprint } from './fingerprint.mjs'
import { at } from './paths.mjs'
import { step, withHeartbeat } from './progress.mjs'

const MINIAPP = [
  ...['src', 'config', 'babel.config.js', 'build.mjs', 'package.json', 'tsconfig.json'].map(
    (name) => `apps/miniapp/${name}`,
  ),
  ...['packages/shared/src', 'tsconfig.json', 'package-lock.json'],
]

const SERVER = [
  ...['src', 'migrations', 'seeds', 'package.json'].map((name) => `apps/server/${name}`),
  ...['packages/shared/src', 'packages/wechat-simulator/src', 'config/settings.ts'],
  ...['bin/parts/bundle-server.mjs', 'package-lock.json'],
]

/** webpack paints its progress over and over; what it says last is what matters. */
const lastPainted = (output) => output.split('\u001b[G').at(-1).trim()

async function buildMiniapp(target) {
  const { code, output } = await withHeartbeat(
    () => `building the mini program for ${target}`,
    () => capture(process.execPath, [at('apps/miniapp/build.mjs'), target]),
  )
  if (code !== 0)
    throw new Error(`${lastPainted(output)}\n\nThe mini program could not be built for ${target} (see above).`)
}

async function buildServer() {
  // Loaded here because esbuild is there only after the installation.
  const { bundleServer } = await import('./bundle-server.mjs')
  await bundleServer()
}

/** What can be built: from which sources, and which file proves that it is there. */
export const targets = {
  server: {
    title: 'Building the server',
    sources: SERVER,
    proof: 'apps/server/dist/main.mjs',
    build: buildServer,
  },
  h5: {
    title: 'Building the mini program for the browser (about a minute)',
    sources: [...MINIAPP, 'apps/miniapp/project.config.json'],
    proof: 'apps/miniapp/dist/h5/index.html',
    build: () => buildMiniapp('h5'),
  },
  weapp: {
    title: 'Building the mini program for WeChat (about a minute)',
    sources: [...MINIAPP, 'apps/miniapp/project.config.json'],
    proof: 'apps/miniapp/dist/weapp/app.json',
    build: () => buildMiniapp('weapp'),
  },
}

/** Beside the build, not in it: Taro empties its folder. */
const stampOf = (name) => at(name === 'server' ? 'apps/server' : 'apps/miniapp', 'dist', `${name}.sha256`)

const nowOf = (name) => fingerprint(targets[name].sources, name === 'server' ? '' : (process.env.HUITOU_API_URL ?? ''))

const isFresh = (name, wanted) =>
  existsSync(at(targets[name].proof)) && existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === wanted

/** Makes the next build happen whatever the sources. */
export const forgetBuild = (name) => rmSync(stampOf(name), { force: true })

/** Builds one target, unless it was built from these very sources. One at a time: a mini program build fills two cores. */
export async function buildIfStale(name) {
  // Taken before the build: what changes while it runs makes the result stale.
  const wanted = nowOf(name)
  if (isFresh(name, wanted)) return false
  await step(targets[name].title, targets[name].build)
  mkdirSync(path.dirname(stampOf(name)), { recursive: true })
  writeFileSync(stampOf(name), wanted)
  return true
}
