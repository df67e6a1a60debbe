import type { Input } from '@huitou/shared/api'
import { judgeAdjustment } from '@huitou/shared/distribution/rules'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { enter, openAccount } from '../account'
import { Adjustments } from '../entities'
import { requestIfLeft } from './request'

type By = { operatorId: string; now: Date }

/**
 * Gives a distributor money by hand or takes it; who has never been one has no account. Refuses distributor_not_active, adjustment_beyond.
 * Answers the member's id.
 */
export async function adjustCommission(tx: Tx, input: Input<'distribution.adjust'>, by: By): Promise<string> {
  const { memberId: distributorId, amountFen, reason } = input
  const account = await openAccount(tx, distributorId, by.now)
  if (account.since === null) throw new Refused('distributor_not_active')
  mustBe(judgeAdjustment({ amountFen, figures: account }))
  const actor = `operator:${by.operatorId}`
  const row = { distributorId, amountFen, paidFen: 0, leftFen: amountFen, reason, actor, at: by.now }
  const adjustmentId = String((await tx.insert(Adjustments, row)).identifiers[0]?.['id'])
  const kind = amountFen > 0 ? 'earn' : 'claw_back'
  const after = await enter(tx, account, { amountFen }, { kind, adjustmentId, now: by.now })
  const facts = { adjustmentId, distributorId, amountFen, by: actor, reason }
  await announce(tx, 'distribution.adjusted', facts, by.now)
  await requestIfLeft(tx, after, by.now)
  return distributorId
}
