import { createHash } from 'node:crypto'
import { In, IsNull, type SelectQueryBuilder } from 'typeorm'
import type { GrantFilter } from '@huitou/shared/coupon/grant-contract'
import { readCsv } from '@huitou/shared/kit/csv'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { PHONE } from '#server/domains/member/present'
import { brandOf } from '#server/domains/store/queries'
import { endOfDay, instantOf } from '#server/platform/business-day'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'

const LINES_MAX = 20_000
const COLUMN = '会员'
const SLICE = 500

export type Problem = { line: number; problem: string }
export type Listed = { memberIds: string[]; problems: Problem[] }

type Entry = { line: number; who: string }

/** The one column of the list, by its name in the first line. */
function entriesOf(csv: string): { entries: Entry[]; problems: Problem[] } {
  const read = readCsv(csv)
  if (!read.ok) return { entries: [], problems: [{ line: read.line, problem: '引号没有成对，或这一行的格式不对' }] }
  const [head, ...rest] = read.rows
  const at = head?.cells.findIndex((cell) => cell.trim() === COLUMN) ?? -1
  if (at < 0) return { entries: [], problems: [{ line: 1, problem: `第一行要有「${COLUMN}」这一列` }] }
  if (rest.length === 0) return { entries: [], problems: [{ line: 1, problem: '没有内容' }] }
  if (rest.length > LINES_MAX)
    return { entries: [], problems: [{ line: 1, problem: `最多 ${LINES_MAX} 行，请分几次` }] }
  return { entries: rest.map(({ line, cells }) => ({ line, who: cells[at]?.trim() ?? '' })), problems: [] }
}

const isPhone = (who: string) => /^1\d{10}$/.test(who)
const isId = (who: string) => /^[1-9]\d{0,18}$/.test(who)

/** Members by number or phone number, in slices: one query for many. */
async function find(read: Reader, vault: Vault, entries: readonly Entry[]): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (let from = 0; from < entries.length; from += SLICE) {
    const whos = entries.slice(from, from + SLICE).map(({ who }) => who)
    const ids = whos.filter((who) => !isPhone(who) && isId(who))
    const phones = new Map(whos.filter(isPhone).map((who) => [vault.fingerprint(who, PHONE), who]))
    const rows = await read.find(Members, {
      where: [
        { id: In(ids), leftAt: IsNull() },
        { phoneFingerprint: In([...phones.keys()]), leftAt: IsNull() },
      ],
    })
    for (const { id, phoneFingerprint } of rows) {
      if (ids.includes(id)) known.set(id, id)
      const phone = phones.get(phoneFingerprint ?? '')
      if (phone !== undefined) known.set(phone, id)
    }
  }
  return known
}

/** Who is on a list; everything that is wrong with it is told. Nobody is on it twice. */
export async function readList(read: Reader, vault: Vault, csv: string): Promise<Listed> {
  const { entries, problems } = entriesOf(csv)
  const known = await find(read, vault, entries)
  const first = new Map<string, number>()
  for (const { line, who } of entries) {
    const memberId = known.get(who)
    const before = memberId === undefined ? undefined : first.get(memberId)
    if (!isId(who)) problems.push({ line, problem: '要写会员号或 11 位手机号' })
    else if (memberId === undefined) problems.push({ line, problem: '没有这位会员，或者已经退会' })
    else if (before !== undefined) problems.push({ line, problem: `和第 ${before} 行是同一位会员` })
    else first.set(memberId, line)
  }
  return { memberIds: [...first.keys()], problems }
}

export const hashOf = (csv: string) => createHash('sha256').update(csv).digest('hex')

/** Members whom a filter finds, in the order of their ids. */
export async function matching(read: Reader, filter: GrantFilter): Promise<SelectQueryBuilder<MemberRow>> {
  const brand = await brandOf(read)
  const query = read.createQueryBuilder(Members, 'member').where('member.leftAt IS NULL').orderBy('member.id', 'ASC')
  const { tierMin, tierMax, joinedFrom, joinedUntil, birthMonth, hasPhone } = filter
  if (tierMin !== undefined) query.andWhere('member.tierLevel >= :tierMin', { tierMin })
  if (tierMax !== undefined) query.andWhere('member.tierLevel <= :tierMax', { tierMax })
  if (joinedFrom !== undefined)
    query.andWhere('member.joinedAt >= :from', { from: instantOf(joinedFrom, brand.dayStartMinutes, brand.zone) })
  if (joinedUntil !== undefined) query.andWhere('member.joinedAt < :until', { until: endOfDay(joinedUntil, brand) })
  if (birthMonth !== undefined) {
    query.andWhere('member.birthday IS NOT NULL AND member.birthday % 10000 >= :monthFrom', {
      monthFrom: birthMonth * 100,
    })
    query.andWhere('member.birthday % 10000 < :monthUntil', { monthUntil: (birthMonth + 1) * 100 })
  }
  if (hasPhone !== undefined) query.andWhere(`member.phoneFingerprint IS ${hasPhone ? 'NOT NULL' : 'NULL'}`)
  return query
}
