import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'acorn'
import { DIST } from './dist'

const KB = 1024
/** A quarter of what WeChat takes (R24). */
const MAIN_MAX = 512 * KB
const SUBPACKAGE_MAX = 200 * KB

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))

const app = JSON.parse(fs.readFileSync(path.join(DIST, 'app.json'), 'utf8')) as {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}
// WeChat does not upload licence notes.
const uploaded = filesIn(DIST).filter((file) => !file.endsWith('.LICENSE.txt'))
const rootOf = (file: string) =>
  app.subPackages.find(({ root }) => file.startsWith(path.join(DIST, root) + path.sep))?.root ?? 'main'
const bytesOf = (root: string) =>
  uploaded.filter((file) => rootOf(file) === root).reduce((sum, file) => sum + fs.statSync(file).size, 0)
const scripts = uploaded.filter((file) => file.endsWith('.js'))

test('the main package stays under a quarter of what WeChat takes', () => {
  expect(bytesOf('main')).toBeGreaterThan(100 * KB)
  expect(bytesOf('main')).toBeLessThanOrEqual(MAIN_MAX)
})

test.each(app.subPackages.map(({ root }) => root))('subpackage %s stays under 200 KB', (root) => {
  expect(bytesOf(root)).toBeGreaterThan(0)
  expect(bytesOf(root)).toBeLessThanOrEqual(SUBPACKAGE_MAX)
})

test('every script is ES2019: older phones take nothing newer', () => {
  expect(scripts.length).toBeGreaterThan(app.pages.length)
  for (const file of scripts) {
    expect(() => parse(fs.readFileSync(file, 'utf8'), { ecmaVersion: 2019, sourceType: 'script' })).not.toThrow()
  }
})

test('no schema library comes along: contracts are types only', () => {
  const bundle = scripts.map((file) => fs.readFileSync(file, 'utf8')).join('\n')
  expect(bundle).toContain('idempotency-key')
  for (const mark of ['ZodMini', '$ZodType', 'invalid_type', 'safeParse', 'jitless']) expect(bundle).not.toContain(mark)
})

test('what screen readers need survives the templates', () => {
  const templates = fs.readFileSync(path.join(DIST, 'base.wxml'), 'utf8')
  for (const name of ['role', 'label', 'hidden', 'disabled', 'checked', 'selected'])
    expect(templates).toContain(`aria-${name}="{{i.`)
  const views = templates.split('<template name=').filter((one) => one.includes('<view'))
  expect(views.some((one) => one.includes('aria-label') && one.includes('bindtap'))).toBe(true)
})

test('the icons of the tab bar and of its dark form are in the package, 81 pixels square', () => {
  const theme = JSON.parse(fs.readFileSync(path.join(DIST, 'theme.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >
  const icons = Object.values(theme).flatMap((values) =>
    Object.values(values).filter((value) => value.endsWith('.png')),
  )
  expect(icons).toHaveLength(20)
  for (const icon of icons) {
    const png = fs.readFileSync(path.join(DIST, icon))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([81, 81])
  }
})
