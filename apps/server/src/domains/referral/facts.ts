import { Between, In, IsNull, Not } from 'typeorm'
import type { Evidence } from '@huitou/shared/referral/evidence-rules'
import type { Action } from '@huitou/shared/referral/rules'
import type { Review } from '@huitou/shared/referral/schema'
import { Uses } from '#server/domains/coupon/entities'
import { memberById, membershipsTaken } from '#server/domains/member/member-of'
import { Payments } from '#server/domains/payment/entities'
import { Purchases } from '#server/domains/purchase/entities'
import type { Reader } from '#server/platform/db/tx'
import { openIdOf } from '#server/platform/session/open-id'
import { Invitations, Referrals, type ReferralRow } from './entities'

const MINUTE_MS = 60_000
/** More than anybody buys within the time there is. */
const ACTIONS_MAX = 1000

/** What the friend did in their time, as it stands now; also under an enrolment at the counter that they took over since. */
export async function actionsOf(
  read: Reader,
  { inviteeId, joinedAt, deadline }: Pick<ReferralRow, 'inviteeId' | 'joinedAt' | 'deadline'>,
): Promise<Action[]> {
  const memberIds = await membershipsTaken(read, inviteeId)
  const purchases = await read.find(Purchases, {
    where: { memberId: In(memberIds), at: Between(joinedAt, deadline) },
    order: { id: 'ASC' },
    take: ACTIONS_MAX,
  })
  // What is sent to somebody's home is no visit.
  const uses = await read
    .createQueryBuilder(Uses, 'uses')
    .innerJoin('coupon', 'coupon', 'coupon.id = uses.couponId')
    .where('coupon.memberId = :inviteeId AND uses.live = 1 AND uses.storeId IS NOT NULL', { inviteeId })
    .orderBy('uses.id')
    .take(ACTIONS_MAX)
    .getMany()
  return [
    ...purchases.map(({ id, at, paidFen, refundedFen }) => ({
      ...{ kind: 'purchase' as const, id, at, leftFen: paidFen - refundedFen },
    })),
    ...uses.map(({ id, at }) => ({ kind: 'coupon' as const, id, at, leftFen: 0 })),
  ]
}

async function paidByInviter(read: Reader, { inviterId, inviteeId }: ReferralRow): Promise<boolean> {
  const { userId } = await memberById(read, inviterId)
  const openId = userId === null ? null : await openIdOf(read, userId)
  return openId !== null && read.existsBy(Payments, { memberId: inviteeId, openId, paidAt: Not(IsNull()) })
}

const countOf = (read: Reader, where: Parameters<typeof read.countBy<ReferralRow>>[1]) => read.countBy(Referrals, where)

/** What is known about how a friend came. */
export async function evidenceOf(read: Reader, row: ReferralRow, { burstMinutes }: Review): Promise<Evidence> {
  const { inviterPerson, deviceHash, addressHash, joinedAt, formerPerson, riskRank } = row
  const around = [-1, 1].map((way) => new Date(joinedAt.getTime() + way * burstMinutes * MINUTE_MS))
  const [from = joinedAt, until = joinedAt] = around
  const own = await read.findOne(Invitations, { where: { memberId: row.inviterId } })
  return {
    device: deviceHash === null ? 0 : await countOf(read, { deviceHash }),
    address: addressHash === null ? 0 : await countOf(read, { inviterPerson, addressHash }),
    burst: await countOf(read, { inviterPerson, joinedAt: Between(from, until) }),
    inviterDevice: deviceHash !== null && own?.deviceHash === deviceHash,
    inviterPhone: formerPerson === inviterPerson,
    knownPhone: formerPerson !== null && formerPerson !== inviterPerson,
    inviterPaid: await paidByInviter(read, row),
    riskRank,
  }
}
