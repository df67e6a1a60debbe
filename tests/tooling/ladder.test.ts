import { run, workbench } from './workbench'

const room = (name: string, file: string) => `apps/server/src/domains/${name}/${file}.ts`
const SERVER_PACKAGE = JSON.stringify({ name: '@huitou/server', imports: { '#server/*': './src/*.ts' } })
const SHARED_PACKAGE = JSON.stringify({ name: '@huitou/shared', exports: { './*': './src/*.ts' } })

/** Modules that the wrong ones import. */
const GROUND = {
  'package.json': '{}',
  'apps/server/package.json': SERVER_PACKAGE,
  'packages/shared/package.json': SHARED_PACKAGE,
  'packages/shared/src/api.ts': 'export const api = {}',
  'packages/shared/src/kit/schema.ts': 'export const id = 1',
  'packages/shared/src/coupon/contract.ts': 'export const couponApi = {}\nexport type Face = string',
  'apps/server/src/app.ts': 'export const app = 1',
  [room('store', 'entities')]: 'export const Stores = 1',
  [room('member', 'entities')]: 'export const Members = 1',
  [room('points', 'routes')]: 'export const pointsRoutes = 1',
  [room('checkin', 'entities')]: 'export const CheckIns = 1',
  [room('counter', 'entities')]: 'export const Visits = 1',
}

type Case = [what: string, file: string, text: string, rule: string]

const WRONG: Case[] = [
  ['a room knows one above', room('store', 'a'), "import '../member/entities'", 'step-1-looks-down'],
  ['a room knows one beside it', room('mall', 'a'), "import '../checkin/entities'", 'step-6-looks-down'],
  [
    'through the package’s own names too',
    room('member', 'a'),
    "import '#server/domains/counter/entities'",
    'step-2-looks-down',
  ],
  [
    'for a type too',
    room('points', 'a'),
    "import type { CheckIns } from '../checkin/entities'\nexport type T = CheckIns",
    'step-4-looks-down',
  ],
  ['a room has no step', room('lottery', 'a'), "import '../store/entities'", 'room-has-a-step'],
  ['a room knows the app', room('store', 'b'), "import '../../app'", 'rooms-know-no-app'],
  [
    'the platform knows a room',
    'apps/server/src/platform/a.ts',
    "import '../domains/store/entities'",
    'platform-knows-no-room',
  ],
  [
    'a door is opened from inside',
    'apps/server/src/serve.ts',
    "import './domains/points/routes'",
    'doors-open-outwards',
  ],
  ['shared takes Node', 'packages/shared/src/kit/a.ts', "import 'node:fs'", 'shared-stands-alone'],
  ['a rule takes a schema', 'packages/shared/src/coupon/rules.ts', "import '../kit/schema'", 'rules-are-pure'],
  ['a rule takes a contract', 'packages/shared/src/mall/rules.ts', "import '../coupon/contract'", 'rules-are-pure'],
  [
    'the mini program ships schemas',
    'apps/miniapp/src/a.ts',
    "import '@huitou/shared/api'",
    'miniapp-ships-no-schemas',
  ],
  ['one app knows another', 'apps/miniapp/src/b.ts', "import '../../server/src/app'", 'apps-meet-in-shared'],
  [
    'a package knows an app',
    'packages/wechat-simulator/src/a.ts',
    "import '../../../apps/server/src/app'",
    'packages-know-no-app',
  ],
  ['modules go in a circle', room('store', 'c'), "import './c'", 'no-cycles'],
  ['an import leads nowhere', 'apps/server/src/a.ts', "import './not-there'", 'everything-resolves'],
]

const RIGHT: Case[] = [
  ['looking down', room('mall', 'good'), "import '../member/entities'\nimport '#server/domains/store/entities'", ''],
  [
    'a contract as a type',
    'apps/miniapp/src/good.ts',
    "import type { Face } from '@huitou/shared/coupon/contract'\nexport type F = Face",
    '',
  ],
  ['a story across rooms in a test', room('store', 'store.test'), "import '../member/entities'", ''],
]

const write = (cases: Case[]) => {
  const bench = workbench({ ...GROUND, ...Object.fromEntries(cases.map(([, file, text]) => [file, text])) })
  bench.link('node_modules/@huitou/shared', 'packages/shared')
  const { code, output } = run('bin/ladder.mjs', [bench.folder])
  bench.remove()
  return { code, found: output.split('\n').filter((line) => line.includes(' → ')) }
}

describe('what is wrong', () => {
  const verdict = write(WRONG)

  test('fails', () => expect(verdict.code).toBe(1))

  test.each(WRONG)('reports that %s', (_what, file, _text, rule) => {
    expect(verdict.found).toContainEqual(expect.stringContaining(`${rule}: ${file}`))
  })

  test('and nothing more', () => expect(verdict.found).toHaveLength(WRONG.length))
})

test('allows looking down, types of contracts, stories in tests; but hardly any modules are a failure', () => {
  const { code, found } = write(RIGHT)
  expect(found).toEqual([])
  expect(code).toBe(1)
})
