import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../tidy/tree'
import { run, workbench } from './workbench'

const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
})

function lint(files: Record<string, string>) {
  // Copied, not named: the paths of its overrides count from where it lies.
  const config = readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')
  const bench = workbench({ 'tsconfig.json': TSCONFIG, '.oxlintrc.json': config, ...files })
  bench.link('node_modules', path.join(root, 'node_modules'))
  const args = ['--type-aware', '--deny-warnings', '-f', 'unix', 'apps']
  const result = run('node_modules/oxlint/bin/oxlint', args, bench.folder)
  bench.remove()
  return result
}

const src = (name: string) => `apps/server/src/${name}.ts`
const inRoom = (name: string) => `apps/server/src/domains/store/${name}.ts`
const LONG = `export const f = () => {\n${'  String(1)\n'.repeat(60)}}\n`
const SWALLOWED =
  'export const f = () => {\n  try {\n    return JSON.parse("1") as number\n  } catch {}\n  return 0\n}\n'
const FORGOTTEN =
  "export const f = (k: 'a' | 'b') => {\n  switch (k) {\n    case 'a':\n      return 1\n  }\n  return 2\n}\n"

const WRONG: [what: string, file: string, text: string, rule: string][] = [
  [
    'a floating promise',
    src('a'),
    'const later = async () => 1\nexport const f = () => {\n  later()\n}\n',
    'no-floating-promises',
  ],
  ['an any', src('b'), 'export const f = (x: any) => String(x)\n', 'no-explicit-any'],
  ['a silenced type check', src('c'), '// @ts-ignore\nexport const n: number = 1\n', 'ban-ts-comment'],
  ['a print', src('d'), "console.log('here')\nexport {}\n", 'no-console'],
  ['a swallowed error', src('e'), SWALLOWED, 'no-empty'],
  ['a forgotten case', src('f'), FORGOTTEN, 'switch-exhaustiveness-check'],
  ['a default export', src('g'), 'export default 1\n', 'no-default-export'],
  ['a long function', src('h'), LONG, 'max-lines-per-function'],
  ['a name that is not kebab-case', src('checkIn'), 'export const n = 1\n', 'filename-case'],
  [
    'the data source in a room',
    inRoom('a'),
    "import { DataSource } from 'typeorm'\nexport const d = DataSource\n",
    'no-restricted-imports',
  ],
  [
    'its type in a room',
    inRoom('b'),
    "import type { DataSource } from 'typeorm'\nexport type D = DataSource\n",
    'no-restricted-imports',
  ],
]

describe('what is wrong', () => {
  const { code, output } = lint(Object.fromEntries(WRONG.map(([, file, text]) => [file, text])))
  const reported = output.split('\n')

  test('fails', () => expect(code).toBe(1))

  test.each(WRONG)('reports %s', (_what, file, _text, rule) => {
    expect(reported.filter((line) => line.startsWith(`${file}:`))).toContainEqual(expect.stringContaining(rule))
  })
})

test('lets good code pass', () => {
  expect(lint({ [src('good')]: 'export const double = (n: number) => n * 2\n' }).code).toBe(0)
})
