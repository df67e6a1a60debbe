import { In } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Payments, Refunds, type PaymentPurpose, type PaymentRow, type RefundRow } from './entities'

export type PaymentWithRefunds = PaymentRow & { refunds: RefundRow[] }

/** Payments with what of them went back, or is on its way. */
export async function withRefunds(read: Reader, payments: readonly PaymentRow[]): Promise<PaymentWithRefunds[]> {
  if (payments.length === 0) return []
  const where = { paymentId: In(payments.map(({ id }) => id)) }
  const refunds = await read.find(Refunds, { where, order: { id: 'ASC' } })
  return payments.map((payment) => ({
    ...payment,
    refunds: refunds.filter(({ paymentId }) => paymentId === payment.id),
  }))
}

/** The payments of several subjects of one room. */
export const paymentsOf = async (
  read: Reader,
  purpose: PaymentPurpose,
  subjectIds: readonly string[],
): Promise<PaymentWithRefunds[]> =>
  subjectIds.length === 0
    ? []
    : withRefunds(read, await read.find(Payments, { where: { purpose, subjectId: In([...subjectIds]) } }))

/** The payment of one subject; null when none was wanted. */
export const paymentOf = async (
  read: Reader,
  { purpose, subjectId }: { purpose: PaymentPurpose; subjectId: string },
): Promise<PaymentWithRefunds | null> => (await paymentsOf(read, purpose, [subjectId]))[0] ?? null

export const paymentById = async (read: Reader, id: string): Promise<PaymentRow> =>
  found(await read.findOne(Payments, { where: { id } }))
