import { createHash } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import { planRefund, type LineRefund } from '@huitou/shared/purchase/rules'
import { reverseAward, type TakenBack } from '#server/domains/earning/reverse'
import { memberById } from '#server/domains/member/member-of'
import { Members } from '#server/domains/member/entities'
import { recheck } from '#server/domains/tier/climb'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Lines, Purchases, Refunds, type LineRow, type PurchaseRow } from './entities'
import { countPurchase } from './summary'

export type Refund = Input<'purchase.refund'> & { actor: string; now: Date }

const NOTHING: TakenBack = { points: 0, growth: 0, couponsTakenBack: 0 }

const fingerprintOf = ({ what }: Refund) => createHash('sha256').update(JSON.stringify(what)).digest('hex')

/** Locks the member, who may have left since, and then the purchase. */
async function lockPurchase(tx: Tx, id: string) {
  const { memberId } = found(await tx.findOne(Purchases, { where: { id } }))
  await tx.findOne(Members, { where: { id: memberId }, ...forUpdate(tx) })
  const purchase = found(await tx.findOne(Purchases, { where: { id }, ...forUpdate(tx) }))
  const lines = await tx.find(Lines, { where: { purchaseId: id }, order: { line: 'ASC' } })
  return { purchase, lines }
}

async function writeLines(tx: Tx, lines: readonly LineRow[], refunds: readonly LineRefund[]): Promise<LineRow[]> {
  const after = lines.map((row) => {
    const part = refunds.find((one) => one.line === row.line)
    return {
      ...row,
      refundedFen: row.refundedFen + (part?.amountFen ?? 0),
      refundedQuantity: row.refundedQuantity + (part?.quantity ?? 0),
    }
  })
  for (const { id, refundedFen, refundedQuantity, line } of after)
    if (refunds.some((one) => one.line === line)) await tx.update(Lines, { id }, { refundedFen, refundedQuantity })
  return after
}

/** How far each line is refunded; of one that cost nothing, by its pieces. */
const fractions = (lines: readonly LineRow[]) =>
  lines.map(({ paidFen, refundedFen, quantity, refundedQuantity }) =>
    paidFen > 0 ? { done: refundedFen, of: paidFen } : { done: refundedQuantity, of: quantity },
  )

type After = { purchase: PurchaseRow; lines: LineRow[]; refundedFen: number }

/** Takes back what the purchase gave, and the tier that no growth carries any more. Who has left has nothing left to take. */
async function takeBack(tx: Tx, { refundKey, reason, actor, now }: Refund, after: After): Promise<TakenBack> {
  const { decisionId, memberId, paidFen } = after.purchase
  const { leftAt } = await memberById(tx, memberId)
  if (decisionId === null || leftAt !== null) return NOTHING
  const taken = await reverseAward(tx, {
    ...{ decisionId, refundKey, reason, actor, now },
    partNumerator: paidFen === 0 ? 1 : after.refundedFen,
    partDenominator: paidFen === 0 ? 1 : paidFen,
    lines: fractions(after.lines),
  })
  await recheck(tx, memberId, now)
  return taken
}

async function knownRefund(tx: Tx, refund: Refund): Promise<string | null> {
  const { purchaseId, refundKey } = refund
  const known = await tx.findOne(Refunds, { where: { purchaseId, refundKey } })
  if (known && known.fingerprint !== fingerprintOf(refund)) throw new Refused('key_reused')
  return known?.id ?? null
}

/**
 * Takes a purchase back, whole or in part, and with it its share of what it gave: parts in any order add up to the whole. The same
 * refund again is the same. Answers the refund's id.
 */
export async function refundPurchase(tx: Tx, refund: Refund): Promise<string> {
  const { purchaseId, refundKey, reason, actor, now } = refund
  const { purchase, lines } = await lockPurchase(tx, purchaseId)
  const known = await knownRefund(tx, refund)
  if (known !== null) return known
  const plan = mustBe(planRefund(lines, refund.what))
  const refundedFen = purchase.refundedFen + plan.amountFen
  await tx.update(Purchases, { id: purchaseId }, { refundedFen })
  const after = { purchase, refundedFen, lines: await writeLines(tx, lines, plan.lines) }
  const isWhole = refundedFen === purchase.paidFen
  await countPurchase(tx, purchase.memberId, {
    touched: lines.every((one) => one.refundedFen === 0 && one.refundedQuantity === 0) ? 1 : 0,
    undone: isWhole ? 1 : 0,
    spentFen: -plan.amountFen,
  })
  const { points, growth, couponsTakenBack: coupons } = await takeBack(tx, refund, after)
  const { identifiers } = await tx.insert(Refunds, {
    ...{ purchaseId, refundKey, fingerprint: fingerprintOf(refund), amountFen: plan.amountFen, lines: plan.lines },
    ...{ reason, points, growth, coupons, actor, at: now },
  })
  const refundId = String(identifiers[0]?.['id'])
  const { memberId, storeId } = purchase
  const facts = { purchaseId, refundId, memberId, storeId, amountFen: plan.amountFen, isWhole }
  await announce(tx, 'purchase.refunded', facts, now)
  return refundId
}
