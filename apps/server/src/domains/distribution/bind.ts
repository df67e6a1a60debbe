import { daysAfter } from '@huitou/shared/distribution/rules'
import { judgeBinding } from '@huitou/shared/referral/rules'
import { memberById } from '#server/domains/member/member-of'
import { knownBefore } from '#server/domains/referral/known-before'
import { lockPair } from '#server/domains/referral/people'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Customers, Touches, type CustomerRow } from './entities'
import { wasActive } from './people/terms'
import { settingsAt } from './settings/in-force'
import { settleCustomer } from './settle'

const FIRST_TOUCH = { override: 'first_touch', protectedDays: 1 } as const

/** Of two handlers at once one binds. */
async function insertOnce(tx: Tx, row: CustomerRow) {
  try {
    await tx.insert(Customers, row)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return false
  }
}

/**
 * Binds somebody who has joined to the distributor through whom they first came, by what held when they joined. What they have bought
 * meanwhile counts at once: it may have been heard of before. Both are locked, so that a purchase is either seen here or heard of later.
 */
export async function bindCustomer(
  tx: Tx,
  { memberId, returning }: { memberId: string; returning: boolean },
  now: Date,
) {
  const { userFingerprint: customerPerson } = await memberById(tx, memberId)
  const touch = await tx.findOne(Touches, { where: { person: customerPerson } })
  if (touch === null) return
  const { distributorId } = touch
  const { inviter: distributor, invitee } = await lockPair(tx, { inviterId: distributorId, inviteeId: memberId })
  const { joinedAt } = invitee
  const settings = await settingsAt(tx, joinedAt)
  if (settings === null || !(await wasActive(tx, distributorId, joinedAt))) return
  const { windowDays, earningDays } = settings.body
  const judged = judgeBinding({
    ...{ open: true, joinedAt, returning, invitee: customerPerson },
    ...{ touch: { inviterId: distributorId, at: touch.at }, terms: { ...FIRST_TOUCH, windowDays } },
    knownBefore: await knownBefore(tx, memberId, joinedAt),
    inviter: distributor.leftAt === null ? distributor.userFingerprint : null,
    // A circle cannot be: whoever is bound is new, and whom they are bound to was there before.
    inviterInvitedBy: null,
  })
  if (!judged.ok) return
  const people = { customerId: memberId, customerPerson, distributorId, distributorPerson: distributor.userFingerprint }
  const row = { ...people, boundAt: joinedAt, untilAt: daysAfter(joinedAt, earningDays) }
  if (!(await insertOnce(tx, row))) return
  await tx.delete(Touches, { person: customerPerson })
  await announce(tx, 'distribution.bound', { customerId: memberId, distributorId }, now)
  await settleCustomer(tx, memberId, now)
}
