import fc from 'fast-check'
import { csvLine, readCsv } from './csv'

const cells = (text: string) => {
  const csv = readCsv(text)
  if (!csv.ok) throw new Error(`line ${csv.line}`)
  return csv.rows
}

test.each<[string, [number, string[]][]]>([
  [
    'a,b\n1,2\n',
    [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ],
  ],
  [
    'a,b\r\n1,2',
    [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ],
  ],
  [
    '\uFEFFa\n\n\n"x, ""y""\nz",2\nlast',
    [
      [1, ['a']],
      [4, ['x, "y"\nz', '2']],
      [6, ['last']],
    ],
  ],
  [
    'a,\n,',
    [
      [1, ['a', '']],
      [2, ['', '']],
    ],
  ],
  ['', []],
  ['\n\n', []],
  ['""', []],
])('%j', (text, expected) => {
  expect(cells(text).map(({ line, cells: row }) => [line, row])).toEqual(expected)
})

test.each([
  ['a\n"open', 2],
  ['a\n"x"y,2', 2],
  ['a"b', 1],
  ['a\rb', 1],
])('refuses %j at line %d', (text, line) => {
  expect(readCsv(text)).toEqual({ ok: false, line })
})

test('a long cell is one cell', () => {
  const long = 'x'.repeat(10_000)
  expect(cells(`${long},2\n`)).toEqual([{ line: 1, cells: [long, '2'] }])
})

test('what is written can be read again, with an apostrophe where a formula would be', () => {
  const cell = fc.oneof(fc.string(), fc.integer(), fc.constantFrom('=1+1', '＝1', '@x', '\tx', 'a\nb', '"', "'", ''))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (values) => {
      const text = csvLine(values)
      const [row] = cells(text)
      const expected = values.map((value) =>
        typeof value === 'string' && /^[=+\-@\t\r\n\0＝＋－＠]/.test(value) ? `'${value}` : String(value),
      )
      expect(row?.cells ?? []).toEqual(expected)
    }),
  )
})

test.each([
  [['=1+1'], `"'=1+1"`],
  [['＝SUM(A1)'], `"'＝SUM(A1)"`],
  [['＋1'], `"'＋1"`],
  [['－1'], `"'－1"`],
  [['＠x'], `"'＠x"`],
  [['-5'], `"'-5"`],
  [[-5, 0, null, 'ok'], '-5,0,,ok'],
  [['\rx'], '"\'\rx"'],
  [['a,b', 'say "hi"'], '"a,b","say ""hi"""'],
])('%j', (row, line) => {
  expect(csvLine(row)).toBe(line)
})
