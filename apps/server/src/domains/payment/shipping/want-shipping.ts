import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import type { Logistics } from '#server/platform/wechat/shipping'
import { paymentById } from '../queries'
import { Shippings } from './entities'

const ITEM_DESC_MAX = 120

type Wanted = {
  paymentId: string
  /** 1, or which of several parcels. */
  part: number
  logistics: Logistics
  itemDesc: string
  /** WeChat's code of the carrier, for parcels. */
  carrier?: string
  trackingNo?: string
  /** The buyer's phone number, masked but for its last four digits; one carrier asks for it. */
  contact?: string
  now: Date
}

/**
 * Writes down what WeChat is to be told of a paid thing on its way (R23); a job tells it. The same part again changes nothing. Refuses
 * `payment_not_paid`.
 */
export async function wantShipping(tx: Tx, wanted: Wanted): Promise<void> {
  const { paymentId, part, logistics, now } = wanted
  const { state } = await paymentById(tx, paymentId)
  if (state !== 'paid') throw new Refused('payment_not_paid')
  if (await tx.existsBy(Shippings, { paymentId, part })) return
  try {
    await tx.insert(Shippings, {
      ...{ paymentId, part, logistics, itemDesc: [...wanted.itemDesc].slice(0, ITEM_DESC_MAX).join('') },
      ...{ trackingNo: wanted.trackingNo ?? null, carrier: wanted.carrier ?? null, contact: wanted.contact ?? null },
      ...{ state: 'wanted', wantedAt: now, doneAt: null, dueAt: now, attempts: 0, lastError: null },
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
