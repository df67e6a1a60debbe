import { In, IsNull } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import {
  needsApproval,
  readAdjustments,
  readOpenings,
  totalsOf,
  type BatchTotals,
  type OpeningLine,
  type Problem,
} from '@huitou/shared/points/batch-rules'
import { Members } from '#server/domains/member/entities'
import { PHONE } from '#server/domains/member/present'
import { today } from '#server/domains/store/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import { pointsPolicy } from '../policy'
import type { BatchLineRow, BatchRow } from './entities'

/** A line that will be written; what has no key of its own gets the file's and the line's. */
export type Line = Pick<BatchLineRow, 'line' | 'memberId' | 'unit' | 'points' | 'lastDay' | 'reason'> & {
  sourceKey: string | null
}

export type FileRead = { lines: Line[]; problems: Problem[]; totals: BatchTotals; needsApproval: boolean }

const SLICE = 500
const slices = <T>(list: readonly T[]) =>
  Array.from({ length: Math.ceil(list.length / SLICE) }, (_, index) => list.slice(index * SLICE, (index + 1) * SLICE))

async function membersById(read: Reader, ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (const slice of slices([...new Set(ids)]))
    for (const { id } of await read.find(Members, { select: { id: true }, where: { id: In(slice), leftAt: IsNull() } }))
      known.add(id)
  return known
}

/** Phone numbers are sealed; they are found by their keyed fingerprint. */
async function membersByPhone(read: Reader, vault: Vault, phones: readonly string[]): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (const slice of slices([...new Set(phones)])) {
    const phoneOf = new Map(slice.map((phone) => [vault.fingerprint(phone, PHONE), phone]))
    const where = { phoneFingerprint: In([...phoneOf.keys()]), leftAt: IsNull() }
    for (const { id, phoneFingerprint } of await read.find(Members, { where }))
      known.set(phoneOf.get(phoneFingerprint ?? '') ?? '', id)
  }
  return known
}

async function readAdjust(read: Reader, csv: string): Promise<{ lines: Line[]; problems: Problem[] }> {
  const { rows, problems } = readAdjustments(csv)
  const known = await membersById(
    read,
    rows.map((row) => row.memberId),
  )
  const lines: Line[] = []
  for (const row of rows)
    if (known.has(row.memberId)) lines.push({ ...row, unit: 'points', lastDay: null, sourceKey: null })
    else problems.push({ line: row.line, problem: '没有这位会员，或者已经退会' })
  return { lines, problems }
}

/** A mainland phone number, with or without its country code; anything else is a member's number. */
const phoneIn = (who: string) => /^(?:\+?86)?(1[3-9]\d{9})$/.exec(who)?.[1] ?? null

const OPENING_REASON = '原系统积分转入'
const GROWTH_REASON = '原系统成长值转入'

/** A member's points for one day come once, whatever file brings them: the key names the member and the day. */
function openingLines({ line, points, lastDay, growth }: OpeningLine, memberId: string): Line[] {
  const row = { line, memberId, lastDay }
  const ends = lastDay === null ? 'policy' : lastDay === 0 ? 'never' : String(lastDay)
  const lines: Line[] = []
  if (points > 0)
    lines.push({ ...row, unit: 'points', points, reason: OPENING_REASON, sourceKey: `opening:${memberId}:${ends}` })
  if (growth > 0)
    lines.push({
      ...row,
      unit: 'growth',
      points: growth,
      reason: GROWTH_REASON,
      sourceKey: `opening:${memberId}:growth`,
    })
  return lines
}

async function readOpening(read: Reader, vault: Vault, csv: string, now: Date) {
  const { rows, problems } = readOpenings(csv, (await today(read, now)).day)
  const phones = await membersByPhone(
    read,
    vault,
    rows.flatMap((row) => phoneIn(row.who) ?? []),
  )
  const ids = await membersById(
    read,
    rows.filter((row) => phoneIn(row.who) === null && /^[1-9]\d{0,18}$/.test(row.who)).map((row) => row.who),
  )
  const lines: Line[] = []
  const keys = new Set<string>()
  for (const row of rows) {
    const memberId = phones.get(phoneIn(row.who) ?? '') ?? (ids.has(row.who) ? row.who : undefined)
    const found = memberId === undefined ? [] : openingLines(row, memberId)
    if (memberId === undefined) problems.push({ line: row.line, problem: '没有这位会员，请先让他加入' })
    else if (found.some((line) => keys.has(line.sourceKey ?? '')))
      problems.push({ line: row.line, problem: '和前面的某一行是同一位会员、同一天到期（或成长值写了两次）' })
    else lines.push(...found)
    for (const line of found) keys.add(line.sourceKey ?? '')
  }
  return { lines, problems }
}

type File = { kind: BatchRow['kind']; csv: string; now: Date }

/** Reads a whole file against the members that there are; everything that is wrong is told, and nothing is written. */
export async function readFile(read: Reader, vault: Vault, { kind, csv, now }: File): Promise<FileRead> {
  const file = kind === 'adjust' ? await readAdjust(read, csv) : await readOpening(read, vault, csv, now)
  const totals = totalsOf(file.lines.map((line) => line.points))
  const { approvalAbove } = await pointsPolicy(read, now)
  file.problems.sort((a, b) => a.line - b.line)
  return { ...file, totals, needsApproval: needsApproval(totals, approvalAbove) }
}

const PROBLEMS_SHOWN = 100

export const presentFile = ({ problems, totals, needsApproval: needed }: FileRead): Output<'points.previewBatch'> => ({
  ...totals,
  needsApproval: needed,
  problems: problems.slice(0, PROBLEMS_SHOWN),
  moreProblems: Math.max(0, problems.length - PROBLEMS_SHOWN),
})
