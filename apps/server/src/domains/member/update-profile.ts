import { judgeBirthday } from '@huitou/shared/member/rules'
import type { Input } from '@huitou/shared/api'
import { today } from '#server/domains/store/queries'
import { businessDay } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { Refused, mustBe } from '#server/platform/refused'
import { Members, type MemberRow } from './entities'
import { tellIfComplete } from './complete'
import { AGAIN_MS, type NameJudged } from './judge-name'
import { lockMember } from './member-of'

type Wanted = Input<'member.updateProfile'> & {
  /** What WeChat said about the nickname; null without one. */
  judged: NameJudged | null
}

/** A name that WeChat could not judge just now is kept and shown to nobody else until it has. */
function nicknameChange({ nickname = null, judged }: Wanted, now: Date): Partial<MemberRow> {
  if (judged === 'refused') throw new Refused('nickname_refused')
  if (nickname === null || judged === null) return { nickname: null, nicknameState: null, nicknameAt: null }
  return { nickname, nicknameState: judged, nicknameAt: judged === 'due' ? new Date(now.getTime() + AGAIN_MS) : now }
}

/** Changes only what was given; null takes back. Refuses `nickname_refused`. */
export async function updateProfile(tx: Tx, memberId: string, input: Wanted, now: Date) {
  const member = await lockMember(tx, memberId)
  const change: Partial<MemberRow> = {}
  if (input.nickname !== undefined) Object.assign(change, nicknameChange(input, now))
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
