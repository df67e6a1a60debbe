import { envDifference, untestedContracts, unusedRefusals, wordlessRefusals } from '../tidy/contracts'
import { brokenPromises, type OpenApi } from '../tidy/growth'
import { brokenLinks, clocksInside, machineTraces, paidSharing, sleepingTests } from '../tidy/promises'
import { bannedNames, barrels, crowdedFolders, longFiles } from '../tidy/shape'

const file = (path: string, text = '') => ({ path, text })
const lines = (count: number) => 'line\n'.repeat(count)
const SRC = 'apps/server/src/domains/store/a.ts'

describe('shape', () => {
  test('long files', () => {
    expect(longFiles([file(SRC, lines(251)), file('tests/a.test.ts', lines(501))])).toHaveLength(2)
    const allowed = [
      file(SRC, lines(250)),
      file('a/b.test.ts', lines(500)),
      file('apps/server/migrations/0001-a.ts', lines(900)),
    ]
    expect(longFiles(allowed)).toEqual([])
  })

  test('crowded folders', () => {
    const many = Array.from({ length: 15 }, (_, at) => file(`apps/a/${at}.ts`))
    expect(crowdedFolders(many)).toEqual(['apps/a: 15 files'])
    expect(crowdedFolders(many.slice(1))).toEqual([])
  })

  test('names', () => {
    expect(
      bannedNames([file('apps/a/utils/b.ts'), file('apps/a/helpers.ts'), file('apps/a/commons-day.ts')]),
    ).toHaveLength(2)
  })

  test('barrels', () => {
    const barrel = "/** All. */\nexport * from './a'\nexport { b, type C } from './b'\nexport type { D } from './d';\n"
    expect(
      barrels([file('apps/a/index.ts', barrel), file('apps/a/b.ts', "export { a } from './a'\nexport const b = 1\n")]),
    ).toEqual(['apps/a/index.ts'])
  })
})

describe('promises', () => {
  test('clocks and chance', () => {
    const pure = ['packages/shared/src/coupon/rules.ts', 'packages/shared/src/kit/day.ts', SRC]
    for (const path of pure)
      expect(clocksInside([file(path, 'Date.now()\nnew Date()\nMath.random()\nnew Date(ms)\n')])).toHaveLength(3)
    expect(clocksInside([file('apps/server/src/serve.ts', 'new Date()')])).toEqual([])
  })

  test('sleeping tests', () => {
    const dotted = [
      ['it', 'skip'],
      ['describe', 'only'],
      ['test', 'todo'],
    ].map((words) => words.join('.'))
    const prefixed = [
      ['x', 'it'],
      ['f', 'describe'],
    ].map((words) => words.join(''))
    const sleeping = [...dotted, ...prefixed].map((call) => `${call}('a')\n`).join('')
    expect(sleepingTests([file('a.test.ts', sleeping)])).toHaveLength(5)
    expect(sleepingTests([file('a.test.ts', "test('skip')\nnext.fit(1)\n")])).toEqual([])
  })

  test('paid sharing', () => {
    expect(paidSharing([file('apps/miniapp/src/a.tsx', '分享得10积分，转发即得券')])).toHaveLength(2)
    expect(paidSharing([file('apps/miniapp/src/a.tsx', '把小程序分享给朋友')])).toEqual([])
  })

  test('machine traces', () => {
    const paths = [
      ['', 'work', 'main'],
      ['', 'tmp', 'huitou'],
      ['', 'root', 'x'],
    ].map((parts) => parts.join('/'))
    const hosts = ['registry', 'npmjs', 'org'].join('.')
    expect(machineTraces([file('README.md', [...paths, hosts].join('\n'))])).toHaveLength(4)
    expect(machineTraces([file('README.md', 'apps/work/a pages/home/index')])).toEqual([])
  })

  test('broken links', () => {
    const text = '[a](docs/a.md#x) [b](../b.md) [c](https://example.com) <img src="docs/c.png">'
    expect(brokenLinks([file('docs/r.md', text)], (path) => path === 'docs/docs/a.md')).toEqual([
      'docs/r.md: ../b.md',
      'docs/r.md: docs/c.png',
    ])
  })
})

describe('contracts', () => {
  test('untested', () => {
    const tests = [
      file('apps/server/src/a.test.ts', "describe('points.balance', f)"),
      file('apps/miniapp/test/b.test.ts', "'mall.items'"),
    ]
    expect(untestedContracts(['points.balance', 'points.bal', 'mall.items'], tests)).toEqual([
      'points.bal',
      'mall.items',
    ])
  })

  test('refusals', () => {
    const files = [
      file('packages/shared/src/refusals.ts', "'no_words'"),
      file(SRC, "new Refused('used')"),
      file('apps/server/a.test.ts', "'tested'"),
    ]
    expect(unusedRefusals(['used', 'tested', 'no_words'], files)).toEqual(['tested', 'no_words'])
    expect(
      wordlessRefusals({
        a: { zh: '没有', en: 'None.' },
        b: { zh: 'none', en: 'None.' },
        c: { zh: '没有', en: '' },
      }),
    ).toEqual(['b', 'c'])
  })

  test('environment', () => {
    expect(envDifference('#PORT=1\nHOST=\nHOST=\n# GONE: not a setting\nOLD=1\n', ['PORT', 'HOST', 'NEW'])).toEqual([
      'NEW is not in the example',
      'OLD is no setting',
      'HOST is there twice',
    ])
  })
})

describe('growth', () => {
  const object = (properties: object, required = Object.keys(properties)) => ({
    type: 'object',
    properties,
    required,
  })
  const word = { type: 'string' }
  const document = (input: object, output: object, path = '/api/a.b'): OpenApi => ({
    paths: {
      [path]: {
        post: {
          requestBody: { content: { 'application/json': { schema: input } } },
          responses: { 200: { content: { 'application/json': { schema: output } } } },
        },
      },
    },
  })
  const kinds = { kind: { enum: ['a', 'b'] }, note: word }
  const released = document(
    object(kinds, ['kind']),
    object({ rows: { type: 'array', items: object({ id: word, name: word }) } }),
  )
  const withInput = (input: object) =>
    brokenPromises(
      released,
      document(input, object({ rows: { type: 'array', items: object({ id: word, name: word }) } })),
    )
  const withOutput = (row: object) =>
    brokenPromises(released, document(object(kinds, ['kind']), object({ rows: { type: 'array', items: row } })))

  test('more is fine', () => {
    expect(withInput(object({ ...kinds, kind: { enum: ['a', 'b', 'c'] }, more: word }, ['kind']))).toEqual([])
    const within = object({ page: word, id: word })
    expect(withInput(object({ ...kinds, more: within }, ['kind']))).toEqual([])
    expect(withInput(object({ ...kinds, more: within }, ['kind', 'more']))).toEqual([
      '/api/a.b: input more is now required',
    ])
    expect(withOutput(object({ id: word, name: word, more: word }))).toEqual([])
  })

  test('less, or asking for more, is not', () => {
    expect(brokenPromises(released, { paths: {} })).toEqual(['/api/a.b is gone'])
    expect(withInput(object({ kind: { enum: ['a'] } }))).toEqual([
      '/api/a.b: input kind no longer takes "b"',
      '/api/a.b: input note is gone',
    ])
    expect(withInput(object({ ...kinds, more: word }, ['kind', 'more']))).toEqual([
      '/api/a.b: input more is now required',
    ])
    expect(withOutput(object({ id: { type: 'integer' } }))).toEqual([
      '/api/a.b: output rows[].id may now be integer',
      '/api/a.b: output rows[].name is gone',
    ])
    expect(withOutput(object({ id: { anyOf: [word, { type: 'null' }] }, name: word }, ['id']))).toEqual([
      '/api/a.b: output rows[].id may now be null',
      '/api/a.b: output rows[].name may now be missing',
    ])
  })
})
