import { createHash } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import { RETURN_GRACE_DAYS } from '@huitou/shared/points/rules'
import { planRefund, refunded, standOf, type LineRefund } from '@huitou/shared/purchase/rules'
import { returnUse } from '#server/domains/coupon/use'
import { reverseAward, type TakenBack } from '#server/domains/earning/reverse'
import { memberById, survivorOf } from '#server/domains/member/member-of'
import { Members } from '#server/domains/member/entities'
import { postOne } from '#server/domains/points/post'
import { recheck } from '#server/domains/tier/climb'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Lines, Purchases, Refunds, type LineRow, type PurchaseRow } from './entities'
import { countPurchase } from './summary'

export type Refund = Input<'purchase.refund'> & { by?: PurchaseRow['paidIn']; actor: string; now: Date }

const NOTHING: TakenBack = { points: 0, growth: 0, couponsTakenBack: 0 }

const fingerprintOf = ({ what }: Refund) => createHash('sha256').update(JSON.stringify(what)).digest('hex')

/** Locks the member, who may have left since, and then the purchase. */
async function lockPurchase(tx: Tx, id: string) {
  const { memberId } = found(await tx.findOne(Purchases, { where: { id } }))
  await tx.findOne(Members, { where: { id: await survivorOf(tx, memberId) }, ...forUpdate(tx) })
  const purchase = found(await tx.findOne(Purchases, { where: { id }, ...forUpdate(tx) }))
  const lines = await tx.find(Lines, { where: { purchaseId: id }, order: { line: 'ASC' } })
  return { purchase, lines }
}

async function writeLines(tx: Tx, lines: readonly LineRow[], refunds: readonly LineRefund[]): Promise<LineRow[]> {
  const after = refunded(lines, refunds)
  for (const { id, refundedFen, refundedQuantity, line } of after)
    if (refunds.some((one) => one.line === line)) await tx.update(Lines, { id }, { refundedFen, refundedQuantity })
  return after
}

/** How far each line is refunded; of one that cost nothing, by its pieces. */
const fractions = (lines: readonly LineRow[]) =>
  lines.map(({ paidFen, refundedFen, quantity, refundedQuantity }) =>
    paidFen > 0 ? { done: refundedFen, of: paidFen } : { done: refundedQuantity, of: quantity },
  )

/** What the refund leaves: the purchase as it was, its lines as they are now. */
type After = {
  purchase: PurchaseRow
  lines: LineRow[]
  refundedFen: number
  /** All the money is back; of what cost none, all the goods. */
  isPaidBack: boolean
  /** Everything is back, what cost nothing included. */
  isWhole: boolean
}

/** Takes back what the purchase gave, and the tier that no growth carries any more. */
async function takeBack(tx: Tx, { refundKey, reason, actor, now }: Refund, after: After): Promise<TakenBack> {
  const { decisionId, memberId, paidFen } = after.purchase
  if (decisionId === null) return NOTHING
  const taken = await reverseAward(tx, {
    ...{ decisionId, refundKey, reason, actor, now },
    partNumerator: paidFen === 0 ? Number(after.isPaidBack) : after.refundedFen,
    partDenominator: paidFen === 0 ? 1 : paidFen,
    lines: fractions(after.lines),
  })
  await recheck(tx, await survivorOf(tx, memberId), now)
  return taken
}

/** Gives points that paid a part back to their lots, with their ends; answers how many. */
async function returnPoints(tx: Tx, { refundKey, reason, actor, now }: Refund, { purchase, lines }: After) {
  const { id, memberId, offsetTxnId, returnedPoints } = purchase
  const points = standOf(lines).points - returnedPoints
  if (offsetTxnId === null || points === 0) return 0
  const words = { reason, source: '退款退回积分', actor, memberActed: false, graceDays: RETURN_GRACE_DAYS }
  const what = { memberId, unit: 'points' as const, txnId: offsetTxnId, points }
  await postOne(tx, { kind: 'reverse', ...what, ...words, sourceKey: `purchase:${id}:return:${refundKey}` }, now)
  await tx.update(Purchases, { id }, { returnedPoints: returnedPoints + points })
  return points
}

/** With the whole of it come back the coupons that were used on it; answers which. */
async function returnCoupons(tx: Tx, { now }: Refund, { purchase, isWhole }: After): Promise<string[]> {
  const used = isWhole ? (purchase.deductions ?? []).filter((one) => one.useId !== null) : []
  for (const one of used) await returnUse(tx, one.useId ?? '', now)
  return used.flatMap((one) => one.couponId ?? [])
}

type Moved = TakenBack & { returnedPoints: number; couponIds: string[] }

/**
 * What paid comes back before what was earned is taken: so nobody owes for a moment what they are about to get. Who has left has nothing
 * to get and nothing left to take.
 */
async function moveBack(tx: Tx, refund: Refund, after: After): Promise<Moved> {
  const { leftAt } = await memberById(tx, await survivorOf(tx, after.purchase.memberId))
  if (leftAt !== null) return { ...NOTHING, returnedPoints: 0, couponIds: [] }
  const couponIds = await returnCoupons(tx, refund, after)
  const returnedPoints = await returnPoints(tx, refund, after)
  return { ...(await takeBack(tx, refund, after)), returnedPoints, couponIds }
}

async function knownRefund(tx: Tx, refund: Refund): Promise<string | null> {
  const { purchaseId, refundKey } = refund
  const known = await tx.findOne(Refunds, { where: { purchaseId, refundKey } })
  if (known && known.fingerprint !== fingerprintOf(refund)) throw new Refused('key_reused')
  return known?.id ?? null
}

async function refundLines(tx: Tx, purchase: PurchaseRow, before: readonly LineRow[], plan: Plan): Promise<After> {
  const refundedFen = purchase.refundedFen + plan.amountFen
  const lines = await writeLines(tx, before, plan.lines)
  const { isWhole } = standOf(lines)
  await tx.update(Purchases, { id: purchase.id }, { refundedFen })
  const isPaidBack = purchase.paidFen === 0 ? isWhole : refundedFen === purchase.paidFen
  await countPurchase(tx, purchase.memberId, {
    touched: before.every((one) => one.refundedFen === 0 && one.refundedQuantity === 0) ? 1 : 0,
    undone: isPaidBack && (purchase.paidFen === 0 || plan.amountFen > 0) ? 1 : 0,
    spentFen: -plan.amountFen,
  })
  return { purchase, lines, refundedFen, isPaidBack, isWhole }
}

type Plan = { amountFen: number; lines: LineRefund[] }

async function keepRefund(tx: Tx, refund: Refund, plan: Plan, moved: Moved): Promise<string> {
  const { purchaseId, refundKey, reason, actor, now } = refund
  const { points, growth, couponsTakenBack: coupons, returnedPoints, couponIds } = moved
  const { identifiers } = await tx.insert(Refunds, {
    ...{ purchaseId, refundKey, fingerprint: fingerprintOf(refund), amountFen: plan.amountFen, lines: plan.lines },
    ...{ reason, points, growth, coupons, returnedPoints, couponsReturned: couponIds.length, actor, at: now },
  })
  return String(identifiers[0]?.['id'])
}

/**
 * Takes a purchase back, whole or in part, and with it its share of what it gave and of the points that paid for it; with the whole, the
 * coupons used on it. Parts in any order add up to the whole. The same refund again is the same. What another room was paid for only that
 * room takes back, with the money. Answers the refund's id. Refuses refund_too_much, key_reused, purchase_paid_in_app.
 */
export async function refundPurchase(tx: Tx, refund: Refund): Promise<string> {
  const { purchaseId, by = null, now } = refund
  const { purchase, lines } = await lockPurchase(tx, purchaseId)
  if (purchase.paidIn !== by) throw new Refused('purchase_paid_in_app')
  const known = await knownRefund(tx, refund)
  if (known !== null) return known
  const plan = mustBe(planRefund(lines, refund.what))
  const after = await refundLines(tx, purchase, lines, plan)
  const moved = await moveBack(tx, refund, after)
  const refundId = await keepRefund(tx, refund, plan, moved)
  const { memberId, storeId } = purchase
  const { points, growth, returnedPoints, couponIds } = moved
  const { amountFen } = plan
  const facts = { purchaseId, refundId, memberId, storeId, amountFen, isWhole: after.isPaidBack }
  const couponsReturned = couponIds.length
  await announce(tx, 'purchase.refunded', { ...facts, points, growth, returnedPoints, couponsReturned }, now)
  return refundId
}
