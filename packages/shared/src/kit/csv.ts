export type CsvRow = { line: number; cells: string[] }
export type Csv = { ok: true; rows: CsvRow[] } | { ok: false; line: number }

const BOM = '\uFEFF'

/**
 * Reads comma separated text (RFC 4180): quoted cells may hold commas, line breaks and doubled quotes; a byte order mark and empty lines
 * are passed over. Strict: a quote that nobody closes, or text after a closed one, is an error at its line. Lines count from 1.
 */
export function readCsv(text: string): Csv {
  const source = text.startsWith(BOM) ? text.slice(1) : text
  const rows: CsvRow[] = []
  let line = 1
  let at = 0
  while (at < source.length) {
    const row = readRow(source, at)
    if (row === null) return { ok: false, line }
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line, cells: row.cells })
    line += row.lines
    at = row.end
  }
  return { ok: true, rows }
}

type Read = { cells: string[]; end: number; lines: number }

function readRow(source: string, start: number): Read | null {
  const cells: string[] = []
  let lines = 1
  let at = start
  for (;;) {
    const cell = source[at] === '"' ? readQuoted(source, at) : readPlain(source, at)
    if (cell === null) return null
    cells.push(cell.text)
    lines += cell.text.split('\n').length - 1
    at = cell.end
    if (source[at] !== ',') break
    at += 1
  }
  if (source[at] === '\r') at += 1
  return { cells, lines, end: at + 1 }
}

const ENDS = /[,\r\n]/

function readPlain(source: string, start: number) {
  const length = source.slice(start, start + 4096).search(ENDS)
  const end = length === -1 ? nextEnd(source, start) : start + length
  const text = source.slice(start, end)
  return text.includes('"') || (source[end] === '\r' && (source[end + 1] ?? '\n') !== '\n') ? null : { text, end }
}

function nextEnd(source: string, start: number) {
  let end = start
  while (end < source.length && !ENDS.test(source[end] as string)) end += 1
  return end
}

function readQuoted(source: string, start: number) {
  let text = ''
  for (let at = start + 1; ;) {
    const quote = source.indexOf('"', at)
    if (quote === -1) return null
    text += source.slice(at, quote)
    if (source[quote + 1] !== '"') {
      const after = source[quote + 1]
      return after === undefined || ENDS.test(after) ? { text, end: quote + 1 } : null
    }
    text += '"'
    at = quote + 2
  }
}

/** What a spreadsheet would take for a formula, in ASCII or full width, or for the start of a field of its own. */
const FORMULA_STARTS = '=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20'

const cellOf = (value: string | number | null) => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = value !== '' && FORMULA_STARTS.includes(value.charAt(0)) ? `'${value}` : value
  return /[",\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/**
 * One line of comma separated text, safe to open in a spreadsheet: text that would be taken for a formula is led by an apostrophe.
 * Numbers stay numbers, negative ones too.
 */
export const csvLine = (cells: readonly (string | number | null)[]) => cells.map(cellOf).join(',')
