import { lockMember } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { recordPurchase } from '../record'
import { Slips, type SlipRow } from './entities'

type Claiming = { scene: string; memberId: string; now: Date }

/** Refuses slip_used and slip_over. */
function mustBeOpen({ claimedBy, live, endsAt }: SlipRow, now: Date) {
  if (claimedBy !== null) throw new Refused('slip_used')
  if (!live || endsAt <= now) throw new Refused('slip_over')
}

/**
 * Claims a receipt: the purchase is recorded for this member as of when it was bought. Once, whoever comes at the same time; again by the
 * same member changes nothing. Answers the slip's id. Refuses slip_used, slip_over, and receipt_taken when the receipt was recorded for a
 * member meanwhile.
 */
export async function claimSlip(tx: Tx, { scene, memberId, now }: Claiming): Promise<string> {
  await lockMember(tx, memberId)
  const slip = found(await tx.findOne(Slips, { where: { scene }, ...forUpdate(tx) }))
  if (slip.claimedBy === memberId) return slip.id
  mustBeOpen(slip, now)
  const { id, storeId, staffId, receiptNo, boughtAt } = slip
  const lines = slip.lines.map(({ sku, amountFen, ...line }) => ({
    ...line,
    sku: sku ?? undefined,
    paidFen: amountFen,
  }))
  const purchase = { memberId, storeId, receiptNo, lines, at: boughtAt, actor: `staff:${staffId}`, now }
  const purchaseId = await recordPurchase(tx, purchase)
  await tx.update(Slips, { id }, { claimedBy: memberId, claimedAt: now, purchaseId })
  return id
}
