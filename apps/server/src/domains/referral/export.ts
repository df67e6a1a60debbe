import type { Reader } from '#server/platform/db/tx'
import { Milestones, Referrals, Rewards } from './entities'

const ROWS_MAX = 20_000

/** What is kept about a member's invitations. Of the other side nothing but that there was one. */
export async function referralsExported(read: Reader, memberId: string) {
  const where = [{ inviterId: memberId }, { inviteeId: memberId }]
  const rows = await read.find(Referrals, { where, order: { id: 'ASC' }, take: ROWS_MAX })
  const given = [
    ...(await read.find(Rewards, { where: { memberId }, take: ROWS_MAX })),
    ...(await read.find(Milestones, { where: { memberId }, take: ROWS_MAX })),
  ]
  return [
    {
      name: 'referrals',
      title: '邀请',
      rows: rows.map(({ id, inviterId, state, joinedAt, deadline, qualifiedAt, appeal, riskRank }) => ({
        ...{ id, as: inviterId === memberId ? 'inviter' : 'friend', state, joinedAt, deadline, qualifiedAt },
        ...(inviterId === memberId ? { appeal } : { riskRank }),
      })),
    },
    {
      name: 'referralGifts',
      title: '邀请礼',
      rows: given.map(({ points, couponId, givenAt, takenAt }) => ({ points, couponId, givenAt, takenAt })),
    },
  ]
}
