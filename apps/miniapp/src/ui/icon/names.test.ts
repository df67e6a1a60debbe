import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ICON_NAMES } from './names'

test('every icon name has exactly one drawing', () => {
  const source = readFileSync(join(__dirname, '../../styles/icon-paths.scss'), 'utf8')
  const drawn = [...source.matchAll(/^ {2}'(\w+)':\s*'M/gm)].map(([, name]) => name)
  expect(drawn).toEqual([...ICON_NAMES])
})
