import path from 'node:path'
import { fileURLToPath } from 'node:url'

const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Quickly and without types: those are checked by `tsc` on its own. One package comes as modules only and is compiled with ours. */
const compiled = {
  '\\.tsx?$|/node_modules/s3mini/.+\\.mjs$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2022',
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
    },
  ],
}

/** One kind of test. `roots` is where it looks for modules, `tests` which files are tests of this kind. */
const kind = (displayName, tests, roots) => ({
  displayName,
  rootDir,
  roots: roots.map((folder) => `<rootDir>/${folder}`),
  testMatch: tests.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  transform: compiled,
  transformIgnorePatterns: ['/node_modules/(?!s3mini/)'],
  modulePathIgnorePatterns: ['<rootDir>/apps/[^/]+/dist/'],
})

/**
 * Every kind of test; `npm test` runs them by name (bin/test/steps.mjs). The engine under test comes in HUITOU_TEST_ENGINE. There is
 * no forceExit: a test that leaves something open must show.
 */
export default {
  rootDir,
  maxWorkers: 2,
  // What each file leaves behind makes the next one slower: a fresh process costs less.
  workerIdleMemoryLimit: '400MB',
  testTimeout: 120_000,
  projects: [
    kind('shared', ['packages/shared/src/**/*.test.ts'], ['packages/shared']),
    kind('config', ['config/**/*.test.ts'], ['config']),
    kind('simulator', ['packages/wechat-simulator/src/**/*.test.ts'], ['packages/wechat-simulator']),
    kind('miniapp', ['apps/miniapp/src/**/*.test.{ts,tsx}', 'apps/miniapp/test/kit/**/*.test.ts'], ['apps/miniapp']),
    kind('repository', ['tests/tidy.test.ts', 'tests/tooling/**/*.test.ts'], ['tests']),
    kind('server', ['apps/server/{src,migrations,seeds,test}/**/*.test.ts'], ['apps/server']),
    kind('weapp', ['apps/miniapp/test/weapp/**/*.test.ts'], ['apps/miniapp']),
    kind('journeys', ['tests/journeys/**/!(weapp-)*.test.ts'], ['tests']),
    {
      ...kind('journeys', ['tests/journeys/**/weapp-*.test.ts'], ['tests']),
      testEnvironment: '<rootDir>/config/jest/weapp-environment.mjs',
    },
    kind('chaos', ['tests/chaos/**/*.test.ts'], ['tests']),
    kind('browser', ['tests/browser/**/*.test.ts'], ['tests']),
  ],
}
