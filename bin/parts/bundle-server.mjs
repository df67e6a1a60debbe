import { builtinModules } from 'node:module'
import * as esbuild from 'esbuild'
import { at } from './paths.mjs'

const builtins = new Set(builtinModules)

/** Our own packages go into the bundle; everything from node_modules stays outside and is loaded by Node. */
const ownPackagesOnly = {
  name: 'own-packages-only',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@huitou/')) return undefined
      return { path: builtins.has(path) ? `node:${path}` : path, external: true }
    })
  },
}

/** How the server becomes one file. */
const serverBundle = {
  entryPoints: [at('apps/server/src/main.ts')],
  outfile: at('apps/server/dist/main.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  plugins: [ownPackagesOnly],
  logLevel: 'warning',
}

export const bundleServer = () => esbuild.build(serverBundle)

/** Bundles on every change and calls `built` after each success. Answers how to stop. */
export async function watchServer(built) {
  const tellAfterBuild = {
    name: 'tell-after-build',
    setup: (build) => {
      build.onEnd(({ errors }) => {
        if (errors.length === 0) built()
      })
    },
  }
  const context = await esbuild.context({ ...serverBundle, plugins: [ownPackagesOnly, tellAfterBuild] })
  await context.watch()
  return () => context.dispose()
}
