import { Between, In, IsNull, Not } from 'typeorm'
import { compareBills, readBill, type BillLine } from '@huitou/shared/payment/bill-rules'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import { PayError } from '#server/platform/pay/pay-error'
import { Payments, Refunds } from '../entities'
import { beijingDay } from './beijing'
import { Bills, Differences } from './entities'

/** What happened so near to midnight may stand in the bill of the day beside it, and is looked for by its number only. */
const EDGE_MS = 10 * 60_000

async function theirLines(pay: Pay, day: number): Promise<BillLine[]> {
  try {
    return readBill(await pay.tradeBill(day))
  } catch (error) {
    if (error instanceof PayError && error.kind === 'no_bill') return []
    throw error
  }
}

const within = (day: number) => {
  const { startsAt, endsAt } = beijingDay(day)
  return Between(new Date(startsAt.getTime() + EDGE_MS), new Date(endsAt.getTime() - EDGE_MS))
}

/** Payments of the day, and those of whatever day that the bill names. */
async function ourPayments(read: Reader, day: number, numbers: string[]) {
  const paid = { transactionId: Not(IsNull()) }
  return read.find(Payments, {
    where: [
      { ...paid, paidAt: within(day) },
      { ...paid, outTradeNo: In(numbers) },
    ],
  })
}

async function ourRefunds(read: Reader, day: number, numbers: string[]): Promise<BillLine[]> {
  const taken = { refundId: Not(IsNull()) }
  const refunds = await read.find(Refunds, {
    where: [
      { ...taken, acceptedAt: within(day) },
      { ...taken, outRefundNo: In(numbers) },
    ],
  })
  const payments = await read.find(Payments, { where: { id: In(refunds.map(({ paymentId }) => paymentId)) } })
  const numberOf = new Map(payments.map(({ id, outTradeNo }) => [id, outTradeNo]))
  return refunds.map(({ paymentId, outRefundNo, amountFen }) => ({
    ...{ outTradeNo: numberOf.get(paymentId) ?? '', outRefundNo, amountFen },
  }))
}

async function ourLines(read: Reader, day: number, theirs: readonly BillLine[]): Promise<BillLine[]> {
  const sales = theirs.filter(({ outRefundNo }) => outRefundNo === null).map(({ outTradeNo }) => outTradeNo)
  const backs = theirs.flatMap(({ outRefundNo }) => outRefundNo ?? [])
  const payments = await ourPayments(read, day, sales)
  const paid = payments.map(({ outTradeNo, amountFen }) => ({ outTradeNo, amountFen, outRefundNo: null }))
  return [...paid, ...(await ourRefunds(read, day, backs))]
}

const sumOf = (lines: readonly BillLine[]) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0)

/** Paid there and not here: WeChat is asked about the order itself, now. */
const askAbout = async (tx: Tx, outTradeNos: string[], now: Date) => {
  if (outTradeNos.length > 0)
    await tx.update(Payments, { outTradeNo: In(outTradeNos), transactionId: IsNull() }, { dueAt: now })
}

async function keep(tx: Tx, day: number, theirs: readonly BillLine[], now: Date) {
  await tx.findOne(Bills, { where: { day }, ...forUpdate(tx) })
  const differences = compareBills(theirs, await ourLines(tx, day, theirs))
  const sales = theirs.filter(({ outRefundNo }) => outRefundNo === null)
  const backs = theirs.filter(({ outRefundNo }) => outRefundNo !== null)
  await tx.delete(Differences, { day })
  if (differences.length > 0)
    await tx.insert(
      Differences,
      differences.map((one) => ({ ...one, day })),
    )
  const missing = differences.filter(({ kind }) => kind === 'missing_here').map(({ outTradeNo }) => outTradeNo)
  await askAbout(tx, missing, now)
  await tx.update(
    Bills,
    { day },
    {
      ...{ state: differences.length === 0 ? 'equal' : 'different', differenceCount: differences.length },
      ...{ paidCount: sales.length, paidFen: sumOf(sales), refundCount: backs.length, refundFen: sumOf(backs) },
      ...{ fetchedAt: now, dueAt: null, attempts: 0, lastError: null },
    },
  )
}

/** Fetches WeChat's bill of a day and compares it with our rows, both ways (R21). The day's row is there. */
export async function checkBill(unit: Unit, pay: Pay, day: number, now: Date) {
  const theirs = await theirLines(pay, day)
  await unit((tx) => keep(tx, day, theirs, now))
}
