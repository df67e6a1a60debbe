import type { Basket } from '@huitou/shared/purchase/bill-contract'
import { SLIP_PREFIX } from '@huitou/shared/purchase/slip-rules'
import { storeById, today } from '#server/domains/store/queries'
import { randomCode, randomReadable } from '#server/platform/crypto/random'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { mustBeNew } from '../keep'
import { settlePolicy } from '../policy/queries'
import { basketLines } from '../sold'
import { Slips } from './entities'

const DAY_MS = 86_400_000

type Writing = { storeId: string; staffId: string; basket: Basket; receiptNo?: string | undefined; now: Date }

/** The number of a slip whose till prints none. */
const ownReceiptNo = () => `S ${randomReadable(10)}`

/**
 * Writes a receipt with a code that a buyer claims later, once. Answers its id. Refuses receipt_taken when the number is on record in the
 * store's day, as a purchase or as another slip; purchase_sum_wrong.
 */
export async function writeSlip(tx: Tx, writing: Writing): Promise<string> {
  const { storeId, staffId, basket, receiptNo = ownReceiptNo(), now } = writing
  const lines = basketLines(basket)
  await storeById(tx, storeId)
  const { day } = await today(tx, now)
  await mustBeNew(tx, { storeId, day, receiptNo })
  const { slipDays } = await settlePolicy(tx, now)
  try {
    const { identifiers } = await tx.insert(Slips, {
      ...{ storeId, staffId, day, receiptNo, lines, live: 1, boughtAt: now },
      scene: `${SLIP_PREFIX}${randomCode()}`,
      amountFen: lines.reduce((sum, one) => sum + one.amountFen, 0),
      endsAt: new Date(now.getTime() + slipDays * DAY_MS),
      ...{ cancelledAt: null, claimedBy: null, claimedAt: null, purchaseId: null },
    })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('receipt_taken', { cause: error })
    throw error
  }
}
