import { In, LessThan } from 'typeorm'
import type { FriendCard } from '@huitou/shared/referral/contract'
import { actionWords, friendWords } from '@huitou/shared/referral/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Programmes, Referrals, Rewards, type ProgrammeRow, type ReferralRow } from '../entities'

type Around = { invitee: MemberRow; programme: ProgrammeRow; cut: string | null; now: Date }

function presentFriend(row: ReferralRow, { invitee, programme, cut, now }: Around): FriendCard {
  const { id, state, reasons, decidedWhy, joinedAt, deadline, appealedAt } = row
  const left = invitee.leftAt !== null
  const late = deadline <= now
  const action = actionWords(programme.body)
  const isStopped = state === 'held' || state === 'blocked'
  return {
    ...{ id, name: left ? '已退会的朋友' : nameForOthers(invitee), state },
    words: friendWords({ state, reasons, decidedWhy, late, left, cut, action }),
    joinedAt: joinedAt.toISOString(),
    until: state === 'joined' && !late && !left ? deadline.toISOString() : null,
    mayAppeal: isStopped && appealedAt === null,
    appealed: appealedAt !== null,
  }
}

async function presentFriends(read: Reader, rows: readonly ReferralRow[], now: Date): Promise<FriendCard[]> {
  if (rows.length === 0) return []
  const invitees = await read.find(Members, { where: { id: In(rows.map(({ inviteeId }) => inviteeId)) } })
  const programmes = await read.find(Programmes, {
    where: { id: In([...new Set(rows.map(({ programmeId }) => programmeId))]) },
  })
  const rewards = await read.find(Rewards, { where: { referralId: In(rows.map(({ id }) => id)), side: 'inviter' } })
  return rows.map((row) =>
    presentFriend(row, {
      invitee: found(invitees.find(({ id }) => id === row.inviteeId)),
      programme: found(programmes.find(({ id }) => id === row.programmeId)),
      cut: rewards.find(({ referralId }) => referralId === row.id)?.cut ?? null,
      now,
    }),
  )
}

/** The friends of an inviter, newest first. */
export async function friendsPage(read: Reader, inviterId: string, before: string | undefined, now: Date) {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const where = { inviterId, ...older }
  const rows = await read.find(Referrals, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentFriends(read, shown, now),
    next: rows.length > PAGE_SIZE ? (shown[shown.length - 1]?.id ?? null) : null,
  }
}

export async function friendOf(read: Reader, inviterId: string, id: string, now: Date) {
  const row = found(await read.findOne(Referrals, { where: { id, inviterId } }))
  return { friend: found((await presentFriends(read, [row], now))[0]) }
}
