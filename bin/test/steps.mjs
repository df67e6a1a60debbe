import { at } from '../parts/paths.mjs'
import { needChromium, needMysql } from './needs.mjs'

const CODE = ['apps', 'packages', 'tests', 'bin', 'config']

const tool = (file, ...args) => [at('node_modules', file), ...args]
const tsc = (project) => tool('typescript/bin/tsc', '-p', project)

/** Tests of these kinds (config/jest/jest.config.mjs). */
const jest = (...kinds) =>
  tool('jest/bin/jest.js', '-c', at('config/jest/jest.config.mjs'), '--selectProjects', ...kinds)

const sqlite = { HUITOU_TEST_ENGINE: 'sqlite' }
const mysql = { HUITOU_TEST_ENGINE: 'mysql' }
const light = { light: true }

/**
 * What `npm test` does, in this order. A `light` step may run beside another light one; the others have the machine for themselves.
 * `needs` answers what is missing on this machine, or null.
 */
export const steps = [
  { name: 'typecheck', ...light, runs: ['tsconfig.json', 'packages/shared', 'apps/miniapp'].map(tsc) },
  { name: 'lint', ...light, runs: [tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...CODE)] },
  { name: 'format', ...light, runs: [tool('oxfmt/bin/oxfmt', '--check')] },
  { name: 'ladder', ...light, runs: [[at('bin/ladder.mjs')]] },
  {
    name: 'knip',
    ...light,
    runs: [tool('knip/bin/knip.js', '--config', 'config/knip.json', '--no-progress')],
  },
  { name: 'tidy', ...light, runs: [[...jest('repository'), '--maxWorkers=1']] },
  { name: 'unit', ...light, runs: [[...jest('shared', 'config', 'simulator', 'miniapp'), '--maxWorkers=1']] },
  { name: 'rooms', runs: [jest('server')], env: sqlite },
  { name: 'rooms-mysql', runs: [jest('server')], env: mysql, needs: needMysql },
  { name: 'build', runs: [[at('bin/build.mjs')]] },
  { name: 'weapp', runs: [jest('weapp')] },
  { name: 'journeys', runs: [jest('journeys')], env: sqlite },
  { name: 'journeys-mysql', runs: [jest('journeys')], env: mysql, needs: needMysql },
  { name: 'chaos', runs: [jest('chaos')], env: sqlite },
  { name: 'chaos-mysql', runs: [jest('chaos')], env: mysql, needs: needMysql },
  { name: 'browser', runs: [jest('browser')], env: sqlite, needs: needChromium },
]
