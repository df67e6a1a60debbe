import { IsNull, MoreThan } from 'typeorm'
import { reached } from '@huitou/shared/referral/rules'
import type { Milestone } from '@huitou/shared/referral/schema'
import type { MemberRow } from '#server/domains/member/entities'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Milestones, Referrals, type MilestoneRow, type ProgrammeRow } from './entities'
import { give, takeBack } from './give'

const keyOf = (memberId: string, friends: number, round: number) =>
  `referral:milestone:${memberId}:${friends}${round > 1 ? `:${round}` : ''}`

async function giveMilestone(
  tx: Tx,
  { inviter, programme, known, now }: Around & { known: MilestoneRow | null },
  milestone: Milestone,
) {
  const { friends } = milestone
  const round = (known?.round ?? 0) + 1
  const key = keyOf(inviter.id, friends, round)
  const gift = { memberId: inviter.id, reward: milestone, key, reason: `邀请满 ${friends} 位朋友` }
  const [given] = await give(tx, [gift], programme, now)
  // Of a frozen account nothing is written: it is given once that is let go.
  if (!given) return
  const row = { ...given, person: inviter.userFingerprint, friends, round, memberId: inviter.id }
  if (known) await tx.update(Milestones, { id: known.id }, row)
  else await tx.insert(Milestones, row)
  const { points, couponId } = given
  await announce(tx, 'referral.milestone', { inviterId: inviter.id, friends, points, couponId }, now)
}

async function takeMilestones(tx: Tx, inviterId: string, friends: number, now: Date) {
  const lost = await tx.find(Milestones, {
    where: { memberId: inviterId, takenAt: IsNull(), friends: MoreThan(friends) },
    order: { friends: 'ASC' },
  })
  const reason = '朋友退了单，阶段奖收回'
  const taken = await takeBack(
    tx,
    lost.map((row) => ({ memberId: inviterId, given: row, key: keyOf(inviterId, row.friends, row.round), reason })),
    now,
  )
  for (const row of lost.filter((_, nth) => taken[nth])) {
    await tx.update(Milestones, { id: row.id }, { takenAt: now })
    await announce(tx, 'referral.milestoneTaken', { inviterId, friends: row.friends, points: row.points }, now)
  }
}

type Around = { inviter: MemberRow; programme: ProgrammeRow; now: Date }

/** Gives the milestones that an inviter's friends reach now, each once for a person, and takes those that they no longer reach. */
export async function followMilestones(tx: Tx, { inviter, programme, now }: Around) {
  if (inviter.leftAt !== null) return
  const friends = await tx.countBy(Referrals, { inviterId: inviter.id, state: 'qualified' })
  await takeMilestones(tx, inviter.id, friends, now)
  for (const milestone of reached(programme.body.milestones, friends)) {
    const where = { person: inviter.userFingerprint, friends: milestone.friends }
    const known = await tx.findOne(Milestones, { where })
    const isOpen = known === null || (known.takenAt !== null && known.memberId === inviter.id)
    if (isOpen) await giveMilestone(tx, { inviter, programme, known, now }, milestone)
  }
}
