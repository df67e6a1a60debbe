import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isTest, root, textFiles } from '../tidy/tree'
import { run, workbench } from './workbench'

const pack = (name: string, more = {}) => JSON.stringify({ name, private: true, ...more })

test('knip reports an export and a file that nobody uses', () => {
  const bench = workbench({
    'package.json': pack('bench', { workspaces: ['apps/*'] }),
    'config/knip.json': readFileSync(path.join(root, 'config/knip.json'), 'utf8'),
    'apps/server/package.json': pack('@huitou/server'),
    'apps/server/src/main.ts': "import { used } from './used'\nused()\n",
    'apps/server/src/used.ts': 'export const used = () => 1\nexport const forgotten = () => 2\n',
    'apps/server/src/alone.ts': 'export const alone = 1\n',
  })
  const { code, output } = run(
    'node_modules/knip/bin/knip.js',
    ['--config', 'config/knip.json', '--no-progress'],
    bench.folder,
  )
  bench.remove()
  expect(code).not.toBe(0)
  expect(output).toMatch(/forgotten\s+apps\/server\/src\/used\.ts/)
  expect(output).toContain('apps/server/src/alone.ts')
})

test('the formatter reports what it would write differently', () => {
  const config = path.join(root, '.oxfmtrc.json')
  const check = (text: string) => {
    const bench = workbench({ 'a.ts': text })
    const { code } = run('node_modules/oxfmt/bin/oxfmt', ['-c', config, '--check', 'a.ts'], bench.folder)
    bench.remove()
    return code
  }
  expect(check('export const a = "1";\n')).toBe(1)
  expect(check("export const a = '1'\n")).toBe(0)
})

test('every test file is run by some step', () => {
  const { code, output } = run('node_modules/jest/bin/jest.js', ['-c', 'config/jest/jest.config.mjs', '--listTests'])
  const listed = output.split('\n').map((file) => path.relative(root, file).replaceAll(path.sep, '/'))
  const written = textFiles().filter((file) => isTest(file) && /\.test\.tsx?$/.test(file.path))
  expect(code).toBe(0)
  expect(written.map((file) => file.path).filter((file) => !listed.includes(file))).toEqual([])
})

test('every kind of test is named by a step', () => {
  const config = readFileSync(path.join(root, 'config/jest/jest.config.mjs'), 'utf8')
  const steps = readFileSync(path.join(root, 'bin/test/steps.mjs'), 'utf8')
  const kinds = [...config.matchAll(/kind\('([a-z]+)'/g)].map((match) => match[1] ?? '')
  expect(kinds.length).toBeGreaterThan(5)
  expect(kinds.filter((kind) => !steps.includes(`'${kind}'`))).toEqual([])
})

test('an old Node is told so in one sentence', () => {
  const bench = workbench({
    'old.mjs': `Object.defineProperty(process.versions, 'node', { value: '18.20.4' })\nawait import(${JSON.stringify(path.join(root, 'bin/start.mjs'))})\n`,
  })
  const { code, output } = run(path.relative(root, path.join(bench.folder, 'old.mjs')), [])
  bench.remove()
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toEqual([
    expect.stringContaining('needs Node.js 20.19.0 or newer; this is 18.20.4'),
  ])
})
