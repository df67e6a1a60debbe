import { readCsv, type CsvRow } from '../kit/csv'
import { isDay, type Day } from '../kit/day'
import { POINTS_MAX } from './rules'

/** How many lines one file may have. */
export const BATCH_LINES_MAX = 20_000

export type Problem = { line: number; problem: string }
export type Parsed<Row> = { rows: Row[]; problems: Problem[] }

/** One line of a file that adjusts balances. */
export type AdjustLine = { line: number; memberId: string; points: number; reason: string }

/** What a shop brings along for a member: `lastDay` null is for the policy to say, 0 is never. */
export type OpeningLine = {
  line: number
  /** A phone number or a member's number. */
  who: string
  points: number
  lastDay: Day | null
  growth: number
}

type Cells<Column extends string> = Record<Column, string>

/** Finds the columns by their names in the first line; unknown or missing ones are a problem of line 1. */
function table<Column extends string>(text: string, needed: readonly Column[], optional: readonly Column[]) {
  const csv = readCsv(text)
  if (!csv.ok) return { problems: [{ line: csv.line, problem: '引号没有成对，或这一行的格式不对' }], lines: [] }
  const [head, ...rest] = csv.rows
  const names = head?.cells.map((cell) => cell.trim()) ?? []
  const problems: Problem[] = []
  const known = new Set<string>([...needed, ...optional])
  for (const name of needed) if (!names.includes(name)) problems.push({ line: 1, problem: `缺少「${name}」这一列` })
  for (const [index, name] of names.entries())
    if (!known.has(name) || names.indexOf(name) !== index)
      problems.push({ line: 1, problem: `不认识或重复的列「${name}」` })
  if (rest.length === 0) problems.push({ line: 1, problem: '没有内容' })
  if (rest.length > BATCH_LINES_MAX) problems.push({ line: 1, problem: `最多 ${BATCH_LINES_MAX} 行，请分几次导入` })
  if (problems.length > 0) return { problems, lines: [] }
  return { problems, lines: rest.map((row) => ({ line: row.line, cells: named(row, names) as Cells<Column> | null })) }
}

function named({ cells }: CsvRow, names: string[]) {
  if (cells.length !== names.length) return null
  return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()]))
}

const wholeNumber = (text: string) => (/^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN)

const REASON_MAX = 80
const isReason = (text: string) => text.length > 0 && text.length <= REASON_MAX && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)

/** Reads a file of adjustments: columns memberId, points (signed), reason. Every line is looked at; all that is wrong is told. */
export function readAdjustments(text: string): Parsed<AdjustLine> {
  const { problems, lines } = table(text, ['memberId', 'points', 'reason'], [])
  const rows: AdjustLine[] = []
  for (const { line, cells } of lines) {
    const row = cells && { line, memberId: cells.memberId, points: wholeNumber(cells.points), reason: cells.reason }
    const problem = row ? adjustProblem(row) : '列数和标题行不一样'
    if (problem !== null) problems.push({ line, problem })
    else if (row) rows.push(row)
  }
  return { rows, problems }
}

function adjustProblem({ memberId, points, reason }: AdjustLine): string | null {
  if (!/^[1-9]\d{0,18}$/.test(memberId)) return '会员号不对'
  if (Number.isNaN(points) || points === 0 || Math.abs(points) > POINTS_MAX) return '积分要是不为 0 的整数'
  return isReason(reason) ? null : `原因要写，最多 ${REASON_MAX} 个字`
}

const NEVER = new Set(['never', '永久', '永久有效'])

function lastDayOf(text: string): Day | null {
  if (text === '') return null
  if (NEVER.has(text)) return 0
  const day = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text)
  return day ? Number(`${day[1]}${day[2]}${day[3]}`) : Number.NaN
}

/**
 * Reads a file of opening balances: columns member (phone or member's number), points, expires (a day, `never`, or empty for the
 * policy's way) and, if the shop has it, growth. A member's points that end on one day stand on one line.
 */
export function readOpenings(text: string, today: Day): Parsed<OpeningLine> {
  const { problems, lines } = table(text, ['member', 'points', 'expires'], ['growth'])
  const rows: OpeningLine[] = []
  const seen = new Set<string>()
  for (const { line, cells } of lines) {
    const row = cells && {
      line,
      who: cells.member,
      points: wholeNumber(cells.points),
      lastDay: lastDayOf(cells.expires),
      growth: wholeNumber((cells.growth ?? '') ? cells.growth : '0'),
    }
    const problem = row ? openingProblem(row, today, seen) : '列数和标题行不一样'
    if (problem !== null) problems.push({ line, problem })
    else if (row) rows.push(row)
  }
  return { rows, problems }
}

const inRange = (points: number) => Number.isSafeInteger(points) && points >= 0 && points <= POINTS_MAX

function openingProblem({ who, points, lastDay, growth }: OpeningLine, today: Day, seen: Set<string>): string | null {
  if (!/^\+?\d{1,19}$/.test(who)) return '会员要填手机号或会员号'
  if (!inRange(points) || !inRange(growth) || points + growth === 0) return '积分和成长值要是整数，至少一个大于 0'
  if (lastDay !== null && lastDay !== 0 && !isDay(lastDay)) return '有效期要写成 2027-12-31、never，或留空'
  if (lastDay !== null && lastDay !== 0 && lastDay < today) return '有效期已经过了'
  const once = `${who}/${lastDay}`
  if (seen.has(once)) return '同一位会员、同一天到期的只能写一行'
  seen.add(once)
  return null
}

export type BatchTotals = { total: number; pointsUp: number; pointsDown: number }

/** What a file comes to: lines, points given and points taken. */
export const totalsOf = (points: readonly number[]): BatchTotals => ({
  total: points.length,
  pointsUp: points.reduce((sum, one) => sum + Math.max(0, one), 0),
  pointsDown: points.reduce((sum, one) => sum + Math.max(0, -one), 0),
})

/** Whether a second person must agree: to one adjustment, or to a whole file. What is given and what is taken do not cancel out. */
export const needsApproval = ({ pointsUp, pointsDown }: Omit<BatchTotals, 'total'>, approvalAbove: number) =>
  pointsUp + pointsDown > approvalAbove
