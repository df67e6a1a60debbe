import { createHash } from 'node:crypto'
import type { Basket } from '@huitou/shared/purchase/bill-contract'
import type { BillLine, NetLine } from '@huitou/shared/purchase/quote-rules'
import { Refused } from '#server/platform/refused'
import type { LineRow } from './entities'

/** A line of a receipt before its purchase has an id. */
export type Sold = Omit<LineRow, 'id' | 'purchaseId'>

type PaidLine = { sku?: string | undefined; name: string; category: string; quantity: number; paidFen: number }

/** Goods that nobody named. */
const ANY = { sku: null, name: '消费', category: '其他', quantity: 1 }

/** As much as one amount of money can be (kit/schema). */
const RECEIPT_MAX_FEN = 1_000_000_000

/** A basket of this size fits its column on every engine. */
const BASKET_BYTES_MAX = 60_000

const FRESH = { refundedQuantity: 0, refundedFen: 0 }
const NOTHING_OFF = { offFen: 0, offsetFen: 0, points: 0 }

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

function mustAgree(lineFens: readonly number[], amountFen: number | undefined) {
  const total = sum(lineFens)
  if ((amountFen !== undefined && amountFen !== total) || total > RECEIPT_MAX_FEN)
    throw new Refused('purchase_sum_wrong')
}

/** The lines of what was paid; one for all where only the amount is known. Refuses purchase_sum_wrong. */
export function soldLines({
  lines,
  paidFen,
}: {
  lines?: PaidLine[] | undefined
  paidFen?: number | undefined
}): Sold[] {
  if (!lines && paidFen === undefined) throw new Refused('purchase_sum_wrong')
  const given = lines ?? [{ ...ANY, sku: undefined, paidFen: paidFen ?? 0 }]
  mustAgree(
    given.map((one) => one.paidFen),
    paidFen,
  )
  return given.map((one, at) => ({ ...one, line: at + 1, sku: one.sku ?? null, ...FRESH, ...NOTHING_OFF }))
}

/** What is bought, line by line, before anything is taken off. Refuses purchase_sum_wrong and body_too_large. */
export function basketLines({ lines: named, amountFen }: Basket): BillLine[] {
  if (!named && amountFen === undefined) throw new Refused('purchase_sum_wrong')
  const given = named ?? [{ ...ANY, sku: undefined, amountFen: amountFen ?? 0 }]
  mustAgree(
    given.map((one) => one.amountFen),
    amountFen,
  )
  const lines = given.map(({ sku = null, name, category, quantity, amountFen: fen }) => ({
    ...{ sku, name, category, quantity },
    amountFen: fen,
  }))
  if (Buffer.byteLength(JSON.stringify(lines)) > BASKET_BYTES_MAX) throw new Refused('body_too_large')
  return lines
}

/** The lines of a bill as they are kept once it is paid. */
export const netSold = (lines: readonly NetLine[]): Sold[] =>
  lines.map(({ sku, name, category, quantity, tierFen, couponFen, offsetFen, points, paidFen }, at) => ({
    ...{ sku, name, category, quantity, offsetFen, points, paidFen },
    ...{ line: at + 1, offFen: tierFen + couponFen, ...FRESH },
  }))

export const paidOf = (sold: readonly Sold[]) => sum(sold.map((one) => one.paidFen))

/** Tells the same receipt sent twice from another one with its number. */
export const fingerprintOf = (parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')
