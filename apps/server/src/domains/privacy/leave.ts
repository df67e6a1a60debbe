import { IsNull } from 'typeorm'
import { forgetTouchesOf } from '#server/domains/channel/offer'
import { forgetVisitsOf } from '#server/domains/community/leave'
import { voidCouponsOf } from '#server/domains/coupon/use'
import { forgetDistributionOf } from '#server/domains/distribution/leave'
import { forgetTicketsOf } from '#server/domains/gathering/leave'
import { closeGroupOrdersOf } from '#server/domains/groupbuy/step-back'
import { endRunsOf } from '#server/domains/journey/leave'
import { forgetSurveysOf } from '#server/domains/survey/leave'
import { closeOrdersOf } from '#server/domains/mall/order/close'
import { Members, ShownCodes } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import { forgetTagsOf } from '#server/domains/member/tag/tags'
import { closePaymentsOf, forgetPayers } from '#server/domains/payment/leave'
import { giveUpPoints } from '#server/domains/points/give-up'
import { accountOf } from '#server/domains/points/queries'
import { forgetReferralsOf } from '#server/domains/referral/leave'
import { forgetReviewsOf } from '#server/domains/review/leave'
import { activeStaffOf } from '#server/domains/staff/queries'
import { Txns, type PointUnit } from '#server/domains/points/entities'
import { forgetTasksOf } from '#server/domains/task/leave'
import { forgetWorkAbout } from '#server/domains/worklist/leave'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { forgetAnswersOf } from '#server/platform/http/commands'
import { WechatUsers } from '#server/platform/session/entities'
import { endSessionsOf, lockUser } from '#server/platform/session/open-session'

const UNITS: PointUnit[] = ['points', 'growth']
const leavingKey = (memberId: string, unit: PointUnit) => `leave:${memberId}:${unit}`

/** What is left of points and growth is given up through the journal, which stays balanced. */
async function giveUp(tx: Tx, memberId: string, now: Date) {
  const common = { memberId, reason: '退会', source: '会员退会', actor: `member:${memberId}` }
  for (const unit of UNITS) await giveUpPoints(tx, { ...common, unit, sourceKey: leavingKey(memberId, unit) }, now)
}

/**
 * Ends a membership (R41): personal data goes now, points and coupons end, the journal stays under a number that leads to nobody. The
 * sessions end too; somebody who is also staff keeps their own. Answers the member's id.
 */
export async function leave(
  tx: Tx,
  { memberId, userId, confirmed, now }: { memberId: string; userId: string; confirmed: boolean; now: Date },
) {
  if (!confirmed) throw new Refused('leave_unconfirmed')
  await lockUser(tx, userId)
  const member = await lockMember(tx, memberId)
  await closeGroupOrdersOf(tx, memberId, now)
  await closeOrdersOf(tx, memberId, now)
  await forgetTasksOf(tx, memberId)
  await forgetTagsOf(tx, memberId)
  await endRunsOf(tx, memberId, now)
  await forgetWorkAbout(tx, memberId)
  await giveUp(tx, memberId, now)
  await voidCouponsOf(tx, memberId)
  await closePaymentsOf(tx, memberId, now)
  await forgetReferralsOf(tx, member)
  await forgetVisitsOf(tx, member)
  await forgetDistributionOf(tx, member, now)
  await forgetTicketsOf(tx, memberId, now)
  await forgetReviewsOf(tx, memberId)
  await forgetSurveysOf(tx, memberId)
  await tx.delete(ShownCodes, { memberId, usedAt: IsNull() })
  await tx.update(
    Members,
    { id: memberId },
    {
      userId: null,
      nickname: null,
      nicknameState: null,
      nicknameAt: null,
      riskRank: null,
      phoneSealed: null,
      phoneFingerprint: null,
      birthday: null,
      birthdayChangedAt: null,
      leftAt: now,
    },
  )
  await forgetPayers(tx, { memberId })
  await announce(tx, 'member.left', { memberId }, now)
  await forgetUser(tx, userId, now)
  return memberId
}

/** Forgets a person of WeChat whom no membership holds (any more), and ends their sessions. Somebody who is also staff stays. */
export async function forgetUser(tx: Tx, userId: string, now: Date) {
  await forgetAnswersOf(tx, userId)
  await forgetTouchesOf(tx, userId)
  if (await activeStaffOf(tx, userId)) return
  await endSessionsOf(tx, userId, 'left', now)
  await tx.delete(WechatUsers, { id: userId })
}

export async function pointsGivenUp(read: Reader, memberId: string) {
  const account = await accountOf(read, memberId, 'points')
  const txn = await read.findOne(Txns, { where: { sourceKey: leavingKey(memberId, 'points'), accountId: account.id } })
  return txn ? -txn.amount : 0
}
