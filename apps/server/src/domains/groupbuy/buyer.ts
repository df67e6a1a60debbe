import { In, IsNull } from 'typeorm'
import { HOLDS_STOCK, type ActivityTerms, type Buyer } from '@huitou/shared/groupbuy/rules'
import { membershipsOf } from '#server/domains/member/member-of'
import { Purchases } from '#server/domains/purchase/entities'
import type { Reader } from '#server/platform/db/tx'
import { GroupOrders, type ActivityRow, type GroupOrderRow } from './entities'
import { canBeGiven } from './prize'

type Person = { id: string; userFingerprint: string }

export const termsOf = ({ openFrom, openUntil, ...row }: ActivityRow): Omit<ActivityTerms, 'canBeGiven'> => ({
  ...row,
  from: openFrom,
  until: openUntil,
})

/** What somebody who wants in now is judged by. */
export const termsNow = async (read: Reader, activity: ActivityRow, now: Date): Promise<ActivityTerms> => ({
  ...termsOf(activity),
  canBeGiven: await canBeGiven(read, activity, now),
})

/** An order of theirs that waits for payment and is not about to be cancelled. */
export const waitingOrderOf = (
  read: Reader,
  activityId: string,
  { userFingerprint }: Person,
): Promise<GroupOrderRow | null> =>
  read.findOne(GroupOrders, {
    where: { activityId, person: userFingerprint, state: 'paying', cancelAskedAt: IsNull() },
    order: { id: 'DESC' },
  })

/** Never bought anything here, in a shop or in a team that was complete, as whatever member they were (S-199). */
async function isNewcomer(read: Reader, { id, userFingerprint }: Person): Promise<boolean> {
  const won = { person: userFingerprint, state: In(['seated', 'won', 'used']) }
  if (await read.existsBy(GroupOrders, won)) return false
  return !(await read.existsBy(Purchases, { memberId: In(await membershipsOf(read, id)) }))
}

/** What a person has of an activity already. Limits count over all their memberships. */
export async function buyerOf(read: Reader, activityId: string, person: Person): Promise<Buyer> {
  const where = { activityId, person: person.userFingerprint, state: In([...HOLDS_STOCK]) }
  return {
    had: await read.countBy(GroupOrders, where),
    waiting: (await waitingOrderOf(read, activityId, person)) !== null,
    newcomer: await isNewcomer(read, person),
  }
}
