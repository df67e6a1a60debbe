import type { Input } from '@huitou/shared/api'
import { lockMember } from '#server/domains/member/member-of'
import type { MemberRow } from '#server/domains/member/entities'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Distributors, type DistributorRow } from '../entities'
import { keepStanding, lockDistributor } from './distributor'
import { beginTerm, endTerm } from './terms'

type By = { operatorId: string; now: Date }

/** From now on customers are bound by their code, the same for ever: 128 random bits (R7). */
async function activate(tx: Tx, member: MemberRow, known: DistributorRow | null, reason: string | null, by: By) {
  const { operatorId, now } = by
  const actor = `operator:${operatorId}`
  await keepStanding(tx, member, known, { state: 'active', words: known?.words ?? null, reason, actor, now })
  const scene = known?.scene ?? `d:${randomCode()}`
  await tx.update(Distributors, { memberId: member.id }, { scene, since: known?.since ?? now })
  await beginTerm(tx, member.id, now)
  await announce(tx, 'distribution.appointed', { memberId: member.id, by: actor }, now)
}

/**
 * Makes a member a distributor, or one whom the shop had stopped active again. Refuses distributor_without_wechat,
 * distributor_already. Answers the member's id.
 */
export async function designate(tx: Tx, { memberId }: Input<'distribution.designate'>, by: By): Promise<string> {
  const member = await lockMember(tx, memberId)
  const known = await lockDistributor(tx, memberId)
  if (member.userId === null) throw new Refused('distributor_without_wechat')
  if (known?.state === 'active') throw new Refused('distributor_already')
  await activate(tx, member, known, null, by)
  return memberId
}

/** Accepts an application or declines it. Refuses nothing_to_review. Answers the member's id. */
export async function reviewApplication(tx: Tx, input: Input<'distribution.review'>, by: By): Promise<string> {
  const { memberId, accept, reason } = input
  const member = await lockMember(tx, memberId)
  const known = found(await lockDistributor(tx, memberId))
  if (known.state !== 'applied') throw new Refused('nothing_to_review')
  const actor = `operator:${by.operatorId}`
  if (accept) await activate(tx, member, known, reason, by)
  else {
    await keepStanding(tx, member, known, { state: 'ended', words: known.words, reason, actor, now: by.now })
    await announce(tx, 'distribution.declined', { memberId, by: actor, reason }, by.now)
  }
  return memberId
}

/** Pauses or ends a distributor; what was earned stays theirs. Refuses distributor_not_active. Answers the member's id. */
export async function stopDistributor(tx: Tx, input: Input<'distribution.stop'>, by: By): Promise<string> {
  const { memberId, how, reason } = input
  const member = await lockMember(tx, memberId)
  const known = found(await lockDistributor(tx, memberId))
  const isOn = known.state === 'active' || (known.state === 'paused' && how === 'ended')
  if (!isOn) throw new Refused('distributor_not_active')
  const actor = `operator:${by.operatorId}`
  await keepStanding(tx, member, known, { state: how, words: known.words, reason, actor, now: by.now })
  await endTerm(tx, memberId, by.now)
  await announce(tx, 'distribution.stopped', { memberId, how, by: actor, reason }, by.now)
  return memberId
}
