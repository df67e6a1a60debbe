import { judgeBirthday } from '@huitou/shared/member/rules'
import type { Input } from '@huitou/shared/api'
import { today } from '#server/domains/store/queries'
import { businessDay } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { Members, type MemberRow } from './entities'
import { tellIfComplete } from './complete'
import { lockMember } from './member-of'

/** Changes only what was given; null takes back. */
export async function updateProfile(tx: Tx, memberId: string, input: Input<'member.updateProfile'>, now: Date) {
  const member = await lockMember(tx, memberId)
  const change: Partial<MemberRow> = {}
  if (input.nickname !== undefined) change.nickname = input.nickname
  if (input.birthday !== undefined) Object.assign(change, await birthdayChange(tx, member, input.birthday, now))
  if (Object.keys(change).length > 0) await tx.update(Members, { id: memberId }, change)
  await tellIfComplete(tx, member, now)
  return memberId
}

async function birthdayChange(tx: Tx, member: MemberRow, next: number | null, now: Date): Promise<Partial<MemberRow>> {
  const { day, brand } = await today(tx, now)
  const changedDay = member.birthdayChangedAt ? businessDay(member.birthdayChangedAt, brand).day : null
  const { birthday } = mustBe(judgeBirthday(next, { current: member.birthday, changedDay, today: day }))
  // Taking it back keeps the date of the last change: else setting it anew would be a way round the lock.
  if (birthday === null || birthday === member.birthday) return { birthday }
  return { birthday, birthdayChangedAt: now }
}
