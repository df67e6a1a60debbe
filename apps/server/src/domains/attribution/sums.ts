import type { Input } from '@huitou/shared/api'
import type { Reader } from '#server/platform/db/tx'
import type { DayRow } from './entities'

export type By = Input<'attribution.report'>['by']
export type Span = { from: number; until: number }
export type Figures = Omit<DayRow, 'day' | 'codeId'>

/** As what a code’s figures count, and of which codes. */
const GROUPS: Record<By, { key: string; only: string }> = {
  code: { key: 'd.code_id', only: 'c.batch_id IS NULL' },
  source: { key: 'COALESCE(c.source_id, 0)', only: '1 = 1' },
  store: { key: 'COALESCE(c.store_id, 0)', only: '1 = 1' },
  staff: { key: 'c.staff_id', only: 'c.staff_id IS NOT NULL' },
  batch: { key: 'c.batch_id', only: 'c.batch_id IS NOT NULL' },
}

const SUMS = `SUM(d.scans) AS scans, SUM(d.consents) AS consents, SUM(d.joins) AS joins, SUM(d.buyers) AS buyers,
  SUM(d.spent_fen) AS spent`
const ROWS_MAX = 200

type Raw = Record<'scans' | 'consents' | 'joins' | 'buyers' | 'spent', string | number | null>
type RawGroup = Raw & { id: string | number }

const figuresOf = ({ scans, consents, joins, buyers, spent }: Raw): Figures => ({
  scans: Number(scans ?? 0),
  consents: Number(consents ?? 0),
  joins: Number(joins ?? 0),
  buyers: Number(buyers ?? 0),
  spentFen: Number(spent ?? 0),
})

/** What each group brought in a span, most new members first. Along (day, code): only the days that are asked for are read. */
export async function sumsBy(read: Reader, by: By, { from, until }: Span, storeId: string | null) {
  const { key, only } = GROUPS[by]
  const store = storeId === null ? '' : ' AND c.store_id = ?'
  const rows = await read.query<RawGroup[]>(
    `SELECT ${key} AS id, ${SUMS} FROM attribution_day d LEFT JOIN channel_code c ON c.id = d.code_id
     WHERE d.day BETWEEN ? AND ? AND ${only}${store}
     GROUP BY ${key} ORDER BY joins DESC, scans DESC, id LIMIT ${ROWS_MAX}`,
    storeId === null ? [from, until] : [from, until, storeId],
  )
  return rows.map((row) => ({ id: String(row.id), ...figuresOf(row) }))
}

/** What everything in the span came to. */
export async function sumsOfAll(read: Reader, { from, until }: Span, storeId: string | null): Promise<Figures> {
  const [row] = await (storeId === null
    ? read.query<Raw[]>(`SELECT ${SUMS} FROM attribution_day d WHERE d.day BETWEEN ? AND ?`, [from, until])
    : read.query<Raw[]>(
        `SELECT ${SUMS} FROM attribution_day d JOIN channel_code c ON c.id = d.code_id
         WHERE d.day BETWEEN ? AND ? AND c.store_id = ?`,
        [from, until, storeId],
      ))
  return figuresOf(row ?? { scans: 0, consents: 0, joins: 0, buyers: 0, spent: 0 })
}

/** What codes brought in a span, by whose work it is. */
export async function sumsOfStaff(read: Reader, staffIds: readonly string[], { from, until }: Span) {
  if (staffIds.length === 0) return new Map<string, Figures>()
  const rows = await read.query<RawGroup[]>(
    `SELECT c.staff_id AS id, ${SUMS} FROM channel_code c JOIN attribution_day d ON d.code_id = c.id
     WHERE c.staff_id IN (${staffIds.map(() => '?').join(', ')}) AND d.day BETWEEN ? AND ? GROUP BY c.staff_id`,
    [...staffIds, from, until],
  )
  return new Map(rows.map((row) => [String(row.id), figuresOf(row)]))
}

type RawStore = { id: string | number; people: string | number; scans: string | number; joins: string | number }

/** Walk-ins of stores, and what their codes brought on just the days for which somebody counted. */
export async function walkInsBy(read: Reader, storeIds: readonly string[], { from, until }: Span) {
  if (storeIds.length === 0) return new Map<string, { people: number; scans: number; joins: number }>()
  const rows = await read.query<RawStore[]>(
    `SELECT w.store_id AS id, SUM(w.people) AS people, SUM(COALESCE(t.scans, 0)) AS scans, SUM(COALESCE(t.joins, 0)) AS joins
     FROM channel_walkin w LEFT JOIN (
       SELECT c.store_id, d.day, SUM(d.scans) AS scans, SUM(d.joins) AS joins FROM attribution_day d
       JOIN channel_code c ON c.id = d.code_id WHERE d.day BETWEEN ? AND ? GROUP BY c.store_id, d.day) t
       ON t.store_id = w.store_id AND t.day = w.day
     WHERE w.store_id IN (${storeIds.map(() => '?').join(', ')}) AND w.day BETWEEN ? AND ? GROUP BY w.store_id`,
    [from, until, ...storeIds, from, until],
  )
  return new Map(
    rows.map(({ id, people, scans, joins }) => [
      String(id),
      { people: Number(people), scans: Number(scans), joins: Number(joins) },
    ]),
  )
}
