import { In, IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { Accounts } from '#server/domains/points/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Referrals, Rewards } from '../entities'
import { followMilestones } from '../milestone'
import { catchUp } from '../pay'
import { lockMatter } from '../settle'

/** Everybody at once by id, before their referrals are gone through one by one. */
async function lockAll(tx: Tx, memberId: string, referralIds: readonly string[]) {
  const rows = await tx.find(Referrals, { where: { id: In([...referralIds]) } })
  const ids = new Set([memberId, ...rows.flatMap(({ inviterId, inviteeId }) => [inviterId, inviteeId])])
  await tx.find(Members, { where: { id: In([...ids]) }, order: { id: 'ASC' }, ...forUpdate(tx) })
}

/** One of an inviter's referrals for each programme by which friends of theirs came. */
async function onePerProgramme(tx: Tx, inviterId: string): Promise<string[]> {
  const rows = await tx
    .createQueryBuilder(Referrals, 'referral')
    .select('MAX(referral.id)', 'id')
    .where('referral.inviterId = :inviterId AND referral.round > 0', { inviterId })
    .groupBy('referral.programmeId')
    .getRawMany<{ id: string | number }>()
  return rows.map(({ id }) => String(id)).sort((a, b) => Number(a) - Number(b))
}

/** What inviting gives to, or takes from, somebody whose points were frozen and are let go. */
export async function settleFrozen(tx: Tx, accountId: string, now: Date) {
  const account = await tx.findOne(Accounts, { where: { id: accountId, unit: 'points' } })
  if (account === null || account.memberId === null) return
  const { memberId } = account
  const held = await tx.find(Rewards, {
    where: { memberId, takenAt: IsNull(), cut: 'frozen' },
    order: { referralId: 'ASC' },
  })
  const brought = await onePerProgramme(tx, memberId)
  await lockAll(tx, memberId, [...held.map(({ referralId }) => referralId), ...brought])
  for (const { referralId, side } of held) await catchUp(tx, await lockMatter(tx, referralId, now), side)
  for (const id of brought) {
    const matter = await lockMatter(tx, id, now)
    await followMilestones(tx, { ...matter, inviter: matter.pair.inviter })
  }
}
