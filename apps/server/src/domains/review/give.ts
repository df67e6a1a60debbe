import { In, MoreThan } from 'typeorm'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { pointsFor } from '@huitou/shared/review/rules'
import type { ReviewPolicy } from '@huitou/shared/review/schema'
import { membershipsOf } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import { earn, postOne } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import type { Day } from '@huitou/shared/kit/day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Reviews, type ReviewRow } from './entities'

/** What the next review of a person gives on a business day, whatever it says. */
export async function promisedNow(read: Reader, policy: ReviewPolicy, memberId: string, day: Day): Promise<number> {
  if (policy.points === 0) return 0
  const where = { memberId: In(await membershipsOf(read, memberId)), day, promised: MoreThan(0) }
  return pointsFor(policy, await read.countBy(Reviews, where))
}

type Reviewed = Pick<ReviewRow, 'id' | 'purchaseId' | 'memberId' | 'promised'>
export type Given = Pick<ReviewRow, 'points' | 'txnId' | 'owed'>

const NOTHING: Given = { points: 0, txnId: null, owed: null }

/** Gives what was promised. Nothing to an account that is stopped: it waits. The caller holds the member's lock. */
export async function givePoints(tx: Tx, { id, purchaseId, memberId, promised }: Reviewed, now: Date): Promise<Given> {
  if (promised === 0) return NOTHING
  if (await isFrozen(tx, memberId)) return { ...NOTHING, owed: 'give' }
  const { day } = await today(tx, now)
  const posted = await earn(
    tx,
    {
      ...{ memberId, unit: 'points', points: promised, sourceKey: `review:${id}`, actor: 'system' },
      ...{ reason: '写了评价', source: `消费 ${purchaseId} 的评价`, memberActed: true, lotSource: 'review' },
      caps: memberCaps((await pointsPolicy(tx, now)).caps, memberId, day),
      ...(await expiryFor(tx, { memberId, at: now })),
    },
    now,
  )
  return { points: posted.granted, txnId: posted.txnId, owed: null }
}

/** The purchase was given back, and with it what its review gave. From an account that is stopped it is taken later. */
export async function takePointsBack(
  tx: Tx,
  row: ReviewRow,
  now: Date,
): Promise<Pick<ReviewRow, 'owed' | 'takenBack'>> {
  const { id, purchaseId, memberId, txnId, points } = row
  if (txnId === null || points === 0) return { owed: null, takenBack: row.takenBack }
  if (await isFrozen(tx, memberId)) return { owed: 'take', takenBack: false }
  await postOne(
    tx,
    {
      ...{ kind: 'reverse', memberId, unit: 'points', sourceKey: `unreview:${id}`, actor: 'system' },
      ...{ reason: '消费退了，评价的积分收回', source: `消费 ${purchaseId} 的评价`, memberActed: false },
      ...{ txnId, graceDays: 0 },
    },
    now,
  )
  return { owed: null, takenBack: true }
}
