import type { Input } from '@huitou/shared/api'
import { lockMember } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Referrals, type ReferralRow } from './entities'
import { lockPair } from './people'
import { settle } from './settle'

async function lockReferral(tx: Tx, id: string): Promise<ReferralRow> {
  await lockPair(tx, found(await tx.findOne(Referrals, { where: { id } })))
  return found(await tx.findOne(Referrals, { where: { id }, ...forUpdate(tx) }))
}

type Decision = Input<'referral.decide'> & { operatorId: string; now: Date }

/** A person of the shop lets a referral pass or not; what it leads to follows at once. Refuses nothing_to_decide. Answers its id. */
export async function decideReferral(tx: Tx, { referralId, pass, reason, operatorId, now }: Decision): Promise<string> {
  const row = await lockReferral(tx, referralId)
  if (row.state !== 'held' && !(row.state === 'blocked' && pass)) throw new Refused('nothing_to_decide')
  const decidedBy = `operator:${operatorId}`
  const decision = pass ? 'pass' : 'block'
  const state = pass ? row.state : 'blocked'
  await tx.update(Referrals, { id: referralId }, { state, decision, decidedWhy: reason, decidedBy, decidedAt: now })
  const { inviterId, inviteeId, reasons } = row
  const facts = { referralId, inviterId, inviteeId, outcome: pass ? 'passed' : 'blocked', reasons: reasons.join(',') }
  await announce(tx, 'referral.decided', { ...facts, by: decidedBy, why: reason }, now)
  await settle(tx, referralId, now)
  return referralId
}

type Appeal = Input<'referral.appeal'> & { memberId: string; now: Date }

/**
 * The inviter says why a friend should count; what was blocked waits for a person again, who sees what was decided before. Refuses
 * nothing_to_appeal, appealed_before. Answers the referral's id.
 */
export async function appealReferral(tx: Tx, { referralId, words, memberId, now }: Appeal): Promise<string> {
  const mine = { id: referralId, inviterId: memberId }
  found(await tx.findOne(Referrals, { where: mine }))
  await lockMember(tx, memberId)
  const row = found(await tx.findOne(Referrals, { where: mine, ...forUpdate(tx) }))
  if (row.state !== 'held' && row.state !== 'blocked') throw new Refused('nothing_to_appeal')
  if (row.appealedAt !== null) throw new Refused('appealed_before')
  await tx.update(Referrals, { id: referralId }, { state: 'held', appeal: words, appealedAt: now })
  const { inviteeId } = row
  await announce(tx, 'referral.appealed', { referralId, inviterId: memberId, inviteeId }, now)
  return referralId
}
