import { In } from 'typeorm'
import type { Day } from '@huitou/shared/kit/day'
import { applyMoment } from '@huitou/shared/tier/moment-rules'
import {
  MOMENTS,
  firstStanding,
  isDue,
  nextDueDay,
  qualifiedLevel,
  spanFor,
  type Around,
  type Change,
  type Standing,
} from '@huitou/shared/tier/standing-rules'
import { versionOn, type Version } from '@huitou/shared/tier/programme-rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { businessDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Standings, type StandingRow } from '../entities'
import { growthAccounts, growthOf, startOfDay, type GrowthAccount } from '../growth'
import type { Clock } from '../programme/in-force'

/** One change, the rules by which it came about, and for which level the member had and has qualified: packs follow that. */
export type Dated = Change & { rules: Version; qualified: { from: number; to: number } }

export const dated = (change: Change, before: Standing, after: Standing, rules: Version): Dated => ({
  ...change,
  rules,
  qualified: { from: qualifiedLevel(before), to: qualifiedLevel(after) },
})

/** A member as they stand at the clock's moment, with what time has brought since somebody last wrote it down. */
export type Case = {
  member: Pick<MemberRow, 'id' | 'tierLevel' | 'joinedAt'>
  account: GrowthAccount
  row: StandingRow | null
  around: Around
  standing: Standing
  changes: Dated[]
}

async function applyDay(read: Reader, one: Case, day: Day, { rule }: Clock): Promise<Case> {
  const { around, account } = one
  const changes = [...one.changes]
  let { standing } = one
  for (const moment of MOMENTS) {
    if (!isDue(moment, standing, around, day)) continue
    const span = spanFor(moment, standing, around, day) ?? { from: day, until: day }
    const knownAt = startOfDay(day, rule)
    const growth = moment === 'hand' ? 0 : await growthOf(read, { account, span, knownAt, rule })
    const applied = applyMoment(moment, standing, around, day, { span, growth })
    if (applied.change) changes.push(dated(applied.change, standing, applied.standing, versionOn(around.versions, day)))
    standing = applied.standing
  }
  return { ...one, changes, standing: { ...standing, settledDay: day } }
}

/** Everything that was due until the clock's day, in order, each dated to its own day: late is on time (P7). */
async function replay(read: Reader, asWritten: Case, clock: Clock): Promise<Case> {
  let one = asWritten
  for (;;) {
    const day = nextDueDay(one.standing, one.around)
    if (day === null || day > clock.day) return one
    one = await applyDay(read, one, day, clock)
  }
}

/** The cases of these members, brought up to the clock's day. Reads only; members without an account are left out. */
export async function casesOf(read: Reader, memberIds: readonly string[], clock: Clock): Promise<Case[]> {
  const ids = [...memberIds]
  const members = await read.find(Members, { where: { id: In(ids) }, order: { id: 'ASC' } })
  const rows = await read.find(Standings, { where: { memberId: In(ids) } })
  const accounts = await growthAccounts(read, ids)
  const cases: Case[] = []
  for (const member of members) {
    const account = accounts.find((one) => one.memberId === member.id)
    if (!account) continue
    const row = rows.find((one) => one.memberId === member.id) ?? null
    const joined = businessDay(member.joinedAt, clock.rule).day
    const standing = row?.state ?? firstStanding(member.tierLevel, Math.max(joined, clock.sweptDay))
    const around = { versions: clock.versions, joined }
    cases.push(await replay(read, { member, account, row, around, standing, changes: [] }, clock))
  }
  return cases
}

export const caseOf = async (read: Reader, memberId: string, clock: Clock): Promise<Case> =>
  found((await casesOf(read, [memberId], clock))[0])
