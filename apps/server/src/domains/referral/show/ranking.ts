import { In } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { Invitations, Referrals } from '../entities'
import { programmeAt } from '../programme/in-force'

const TOP = 10

type Counted = { inviterId: string | number; n: string | number }

/** How many friends came this month, by inviter: those who are shown, most first; of equals who is older. */
async function topOf(read: Reader, day: number) {
  const first = Math.floor(day / 100) * 100
  const rows = await read
    .createQueryBuilder(Referrals, 'referral')
    .innerJoin('referral_invitation', 'invitation', 'invitation.memberId = referral.inviterId')
    .select(['referral.inviterId AS inviterId', 'COUNT(*) AS n'])
    .where("referral.state = 'qualified' AND invitation.ranked = 1")
    .andWhere('referral.qualifiedDay BETWEEN :from AND :to', { from: first + 1, to: first + 31 })
    .groupBy('referral.inviterId')
    .orderBy('n', 'DESC')
    .addOrderBy('referral.inviterId', 'ASC')
    .limit(TOP)
    .getRawMany<Counted>()
  return rows.map(({ inviterId, n }) => ({ inviterId: String(inviterId), friends: Number(n) }))
}

/** Who brought most friends this month. Empty where the shop shows no ranking. */
export async function showRanking(read: Reader, memberId: string, now: Date): Promise<Output<'referral.ranking'>> {
  const own = await read.findOne(Invitations, { where: { memberId } })
  const shown = own?.ranked ?? true
  const programme = await programmeAt(read, now)
  if (!programme?.body.ranking) return { rows: [], shown }
  const top = await topOf(read, (await today(read, now)).day)
  const members = await read.find(Members, { where: { id: In(top.map(({ inviterId }) => inviterId)) } })
  const names = new Map(members.map((member) => [member.id, nameForOthers(member)]))
  return {
    rows: top.map(({ inviterId, friends }) => ({
      rank: 1 + top.filter((other) => other.friends > friends).length,
      ...{ name: names.get(inviterId) ?? '', friends, isYou: inviterId === memberId },
    })),
    shown,
  }
}
