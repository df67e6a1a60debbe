import { In, IsNull } from 'typeorm'
import { moveCoupons } from '#server/domains/coupon/move'
import { memberByPhone } from '#server/domains/member/enrol-member'
import { moveTickets } from '#server/domains/gathering/leave'
import { moveRuns } from '#server/domains/journey/leave'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { moveTags } from '#server/domains/member/tag/tags'
import type { PointUnit } from '#server/domains/points/entities'
import { movePayments } from '#server/domains/payment/move'
import { transferPoints } from '#server/domains/points/transfer'
import { moveReviews } from '#server/domains/review/leave'
import { moveAnswers } from '#server/domains/survey/leave'
import { moveTasks } from '#server/domains/task/move'
import { climb } from '#server/domains/tier/climb'
import { movePacks } from '#server/domains/tier/standing/pack'
import { moveWork } from '#server/domains/worklist/leave'
import type { Vault } from '#server/platform/crypto/vault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'

const UNITS: PointUnit[] = ['points', 'growth']

async function moveAccounts(tx: Tx, from: MemberRow, into: MemberRow, now: Date) {
  const common = { fromMemberId: from.id, toMemberId: into.id, source: '会员合并', actor: `member:${into.id}` }
  for (const unit of UNITS)
    await transferPoints(
      tx,
      { ...common, unit, sourceKey: `merge:${from.id}:${unit}`, reason: '柜台登记的积分并过来' },
      now,
    )
}

/** What is left is a number that leads to the one who goes on; the fingerprint makes both one person for every limit. */
const closeMembership = (tx: Tx, from: MemberRow, into: MemberRow, now: Date) =>
  tx.update(
    Members,
    { id: from.id },
    {
      ...{ nickname: null, nicknameState: null, nicknameAt: null },
      ...{ phoneSealed: null, phoneFingerprint: null, birthday: null, birthdayChangedAt: null },
      ...{ leftAt: now, mergedInto: into.id, userFingerprint: into.userFingerprint },
    },
  )

/**
 * Somebody who was enrolled at a counter has come with WeChat, which vouches for their number: points, growth and coupons of the enrolment
 * go to the membership that goes on, and the number is free to be kept there. Nothing happens when nobody was enrolled with it.
 */
export async function takeOverEnrolled(
  tx: Tx,
  vault: Vault,
  { memberId, phone, now }: { memberId: string; phone: string; now: Date },
) {
  const enrolled = await memberByPhone(tx, vault, phone)
  if (!enrolled || enrolled.id === memberId || enrolled.userId !== null) return
  const ids = In([enrolled.id, memberId])
  const locked = await tx.find(Members, {
    where: { id: ids, leftAt: IsNull() },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })
  const from = locked.find((one) => one.id === enrolled.id)
  const into = locked.find((one) => one.id === memberId)
  // Another phone took it over a moment ago, or forgot the number.
  if (!from || !into || from.phoneFingerprint !== enrolled.phoneFingerprint) return
  await moveAccounts(tx, from, into, now)
  await moveCoupons(tx, from.id, into.id)
  await movePacks(tx, from.id, into.id, now)
  await movePayments(tx, from.id, into.id)
  await closeMembership(tx, from, into, now)
  if (into.nickname === null && from.nickname !== null)
    await tx.update(Members, { id: into.id }, { nickname: from.nickname, nicknameState: from.nicknameState })
  await moveTags(tx, from.id, into.id)
  await moveTasks(tx, from.id, into.id, now)
  await moveWork(tx, from.id, into.id)
  await moveRuns(tx, from.id, into.id, now)
  await moveTickets(tx, from.id, into.id)
  await moveReviews(tx, from.id, into.id)
  await moveAnswers(tx, from.id, into.id)
  await climb(tx, into.id, now)
  await announce(tx, 'member.merged', { fromMemberId: from.id, memberId: into.id }, now)
}
