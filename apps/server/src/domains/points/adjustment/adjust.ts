import type { Input } from '@huitou/shared/api'
import { needsApproval, totalsOf } from '@huitou/shared/points/batch-rules'
import { lockMember } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Operator } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { expiryFor, pointsPolicy } from '../policy'
import { postOne } from '../post'
import { Adjustments, type AdjustmentRow } from './entities'

type Asking = Input<'points.adjust'> & { operator: Operator; now: Date }

/** Corrects a balance, or, above the policy's limit, asks for it. Answers the adjustment's id. */
export async function adjust(
  tx: Tx,
  { memberId, unit = 'points', points, reason, operator, now }: Asking,
): Promise<string> {
  await lockMember(tx, memberId)
  const waits = needsApproval(totalsOf([points]), (await pointsPolicy(tx, now)).approvalAbove)
  const asked = { askedBy: operator.operatorId, askedByName: operator.operatorName, askedAt: now }
  const { identifiers } = await tx.insert(Adjustments, { memberId, unit, points, reason, ...asked, state: 'waiting' })
  const id = String(identifiers[0]?.['id'])
  const row = found(await tx.findOne(Adjustments, { where: { id } }))
  if (waits) await announce(tx, 'points.adjustmentAsked', { adjustmentId: id, memberId, points }, now)
  else await carryOut(tx, row, operator, now)
  return id
}

async function carryOut(
  tx: Tx,
  row: AdjustmentRow,
  operator: Operator,
  now: Date,
  decided: Partial<AdjustmentRow> = {},
) {
  const { id, memberId, unit, points, reason } = row
  const expiry = points > 0 && unit === 'points' ? await expiryFor(tx, { memberId, at: now }) : { expiresAt: null }
  const posted = await postOne(
    tx,
    {
      kind: 'adjust',
      ...{ memberId, unit, points, reason, ...expiry },
      sourceKey: `adjustment:${id}`,
      source: `人工调整 ${id}`,
      actor: `operator:${operator.operatorId}`,
    },
    now,
  )
  await tx.update(Adjustments, { id }, { ...decided, state: 'done', txnId: posted.txnId })
}

type Deciding = Input<'points.decideAdjustment'> & { operator: Operator; now: Date }

/** Agrees or turns down, once, and never by the one who asked. Answers the adjustment's id. */
export async function decideAdjustment(
  tx: Tx,
  { adjustmentId, approve, note, operator, now }: Deciding,
): Promise<string> {
  const { memberId } = found(await tx.findOne(Adjustments, { where: { id: adjustmentId } }))
  // What waits for somebody who has left can still be turned down.
  if (approve) await lockMember(tx, memberId)
  const row = found(await tx.findOne(Adjustments, { where: { id: adjustmentId }, ...forUpdate(tx) }))
  if (row.state !== 'waiting') throw new Refused('already_done')
  if (row.askedBy === operator.operatorId) throw new Refused('approval_own')
  const decided = {
    decidedBy: operator.operatorId,
    decidedByName: operator.operatorName,
    decidedAt: now,
    note: note ?? null,
  }
  if (approve) await carryOut(tx, row, operator, now, decided)
  else await tx.update(Adjustments, { id: adjustmentId }, { ...decided, state: 'rejected' })
  return adjustmentId
}
