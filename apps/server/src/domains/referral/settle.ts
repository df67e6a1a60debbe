import { judgeReferral, type Reason, type Verdict } from '@huitou/shared/referral/evidence-rules'
import { firstAction, nextState, type Action } from '@huitou/shared/referral/rules'
import type { ReferralState } from '@huitou/shared/referral/schema'
import { survivorOf } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { knownBefore } from './known-before'
import { Referrals } from './entities'
import { actionsOf, evidenceOf } from './facts'
import { followMilestones } from './milestone'
import { payBoth, takeFromBoth, type Matter } from './pay'
import { lockPair } from './people'
import { programmeById } from './programme/in-force'

export async function lockMatter(tx: Tx, referralId: string, now: Date): Promise<Matter> {
  const seen = found(await tx.findOne(Referrals, { where: { id: referralId } }))
  const pair = await lockPair(tx, seen)
  const row = found(await tx.findOne(Referrals, { where: { id: referralId }, ...forUpdate(tx) }))
  return { row, pair, programme: await programmeById(tx, row.programmeId), now }
}

type Judged = { to: ReferralState; reasons: Reason[]; action: Action | null }

const CLEAR: Verdict = { outcome: 'pass', reasons: [] }

/** What the rows say now. Told in whatever order, the same facts lead to the same end. */
async function judge(tx: Tx, { row, programme: { body } }: Matter): Promise<Judged> {
  const { state, decision, joinedAt, deadline } = row
  const appealed = state === 'held' && row.appealedAt !== null && decision !== 'pass'
  const action = firstAction(await actionsOf(tx, row), { ...body, joinedAt, deadline })
  const isFresh = action !== null && (state === 'joined' || state === 'reversed')
  const verdict = isFresh ? judgeReferral(await evidenceOf(tx, row, body.review), body.review) : CLEAR
  const known = await knownBefore(tx, row.inviteeId, joinedAt)
  const doubted = row.reasons.length > 0
  const to = nextState({ state, decision, appealed, doubted, acted: action !== null, knownBefore: known, verdict })
  const isKnown = to === 'blocked' && known
  const reasons = [...row.reasons, ...verdict.reasons, ...(isKnown ? ['known_before' as const] : [])]
  return { to, reasons: [...new Set(reasons)], action }
}

async function tellStopped(tx: Tx, { row, now }: Matter, { to, reasons }: Judged) {
  const { id: referralId, inviterId, inviteeId } = row
  const facts = { referralId, inviterId, inviteeId, outcome: to, reasons: reasons.join(','), by: 'rule' }
  await announce(tx, 'referral.decided', { ...facts, why: null }, now)
}

/** Brings a referral to where its facts lead: gives, takes back, holds or blocks. */
export async function settle(tx: Tx, referralId: string, now: Date) {
  const matter = await lockMatter(tx, referralId, now)
  const judged = await judge(tx, matter)
  const { to, reasons, action } = judged
  const { state: from } = matter.row
  if (to === from) return
  const isStopped = to === 'held' || to === 'blocked'
  await tx.update(Referrals, { id: referralId }, { state: to, ...(isStopped ? { reasons } : {}) })
  if (from === 'qualified') await takeFromBoth(tx, matter, to === 'blocked' ? '核对后不算新朋友' : '朋友退了单')
  if (to === 'qualified' && action) await payBoth(tx, matter, { at: action.at, day: (await today(tx, action.at)).day })
  if (from === 'qualified' || to === 'qualified')
    await followMilestones(tx, { ...matter, inviter: matter.pair.inviter })
  if (isStopped && matter.row.decision === null) await tellStopped(tx, matter, judged)
}

/** The same for whoever may be somebody's friend: most members are not. */
export async function settleOf(tx: Tx, memberId: string, now: Date) {
  const inviteeId = await survivorOf(tx, memberId)
  const row = await tx.findOne(Referrals, { select: { id: true }, where: { inviteeId } })
  if (row) await settle(tx, row.id, now)
}
