import { deadlineOf, judgeBinding } from '@huitou/shared/referral/rules'
import { memberById } from '#server/domains/member/member-of'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Referrals, Touches, type ProgrammeRow, type ReferralRow, type TouchRow } from './entities'
import { knownBefore } from './known-before'
import { lockPair, type Pair } from './people'
import { programmeAt } from './programme/in-force'
import { settle } from './settle'

const inviterOf = async (read: Reader, person: string) =>
  (await read.findOne(Referrals, { where: { inviteePerson: person } }))?.inviterPerson ?? null

const rowOf = ({ inviter, invitee }: Pair, programme: ProgrammeRow, touch: TouchRow): Omit<ReferralRow, 'id'> => ({
  programmeId: programme.id,
  ...{ inviterId: inviter.id, inviterPerson: inviter.userFingerprint },
  ...{ inviteeId: invitee.id, inviteePerson: invitee.userFingerprint },
  ...{ state: 'joined', touchedAt: touch.at, joinedAt: invitee.joinedAt },
  deadline: deadlineOf(invitee.joinedAt, programme.body),
  ...{ deviceHash: touch.deviceHash, addressHash: touch.addressHash, formerPerson: null },
  ...{ riskRank: invitee.riskRank, reasons: [], qualifiedAt: null, qualifiedDay: null, capped: false, round: 0 },
  ...{ decision: null, decidedWhy: null, decidedBy: null, decidedAt: null, appeal: null, appealedAt: null },
})

/**
 * Binds somebody who has joined to the inviter whose invitation they came through, by the programme that held when they joined. What they
 * have done meanwhile counts at once: the events of it may have been heard before.
 */
export async function bind(tx: Tx, { memberId, returning }: { memberId: string; returning: boolean }, now: Date) {
  const { userFingerprint: person } = await memberById(tx, memberId)
  const touch = await tx.findOne(Touches, { where: { person } })
  if (touch === null || touch.inviterId === memberId) return
  const pair = await lockPair(tx, { inviterId: touch.inviterId, inviteeId: memberId })
  const { inviter, invitee } = pair
  const { joinedAt } = invitee
  const programme = await programmeAt(tx, joinedAt)
  if (programme === null || (await tx.existsBy(Referrals, { inviteePerson: person }))) return
  const judged = judgeBinding({
    ...{ open: true, touch, joinedAt, terms: programme.body, returning, invitee: person },
    knownBefore: await knownBefore(tx, memberId, joinedAt),
    inviter: inviter.leftAt === null ? inviter.userFingerprint : null,
    inviterInvitedBy: await inviterOf(tx, inviter.userFingerprint),
  })
  if (!judged.ok) return
  const { identifiers } = await tx.insert(Referrals, rowOf(pair, programme, touch))
  const referralId = String(identifiers[0]?.['id'])
  await tx.delete(Touches, { person })
  const people = { inviterId: inviter.id, inviteeId: invitee.id }
  const deadline = deadlineOf(joinedAt, programme.body).toISOString()
  await announce(tx, 'referral.joined', { referralId, ...people, programmeId: programme.id, deadline }, now)
  await settle(tx, referralId, now)
}
