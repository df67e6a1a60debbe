import { Between, In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { PaymentCard, PaymentNoticeCard, PaymentRefundCard } from '@huitou/shared/payment/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { brandOf } from '#server/domains/store/queries'
import { endOfDay, instantOf } from '#server/platform/business-day'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Payments, Refunds, type PaymentRow, type RefundRow } from '../entities'
import { Notices, type NoticeRow } from '../notice/entities'
import { paymentById } from '../queries'
import { Shippings } from '../shipping/entities'

const SHOWN_MAX = 50

async function presentAll(read: Reader, rows: readonly PaymentRow[]): Promise<PaymentCard[]> {
  const members = await read.find(Members, { where: { id: In(rows.map(({ memberId }) => memberId)) } })
  const nameOf = new Map(members.map((member) => [member.id, nameForOthers(member)]))
  return rows.map((row) => ({
    ...{ id: row.id, outTradeNo: row.outTradeNo, transactionId: row.transactionId, purpose: row.purpose },
    ...{ subjectId: row.subjectId, memberId: row.memberId, memberName: nameOf.get(row.memberId) ?? '会员' },
    ...{ description: row.description, amountFen: row.amountFen, refundedFen: row.refundedFen },
    ...{ state: row.state, late: row.late, lastError: row.lastError },
    ...{ createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() },
    ...{ paidAt: row.paidAt?.toISOString() ?? null, closedAt: row.closedAt?.toISOString() ?? null },
  }))
}

async function spanOf(read: Reader, day: number) {
  const brand = await brandOf(read)
  const startsAt = instantOf(day, brand.dayStartMinutes, brand.zone)
  return Between(startsAt, new Date(endOfDay(day, brand).getTime() - 1))
}

/** Newest first. */
export async function findPayments(read: Reader, { state, day, outTradeNo, before }: Input<'payment.find'>) {
  const where: FindOptionsWhere<PaymentRow> = {}
  if (state !== undefined) where.state = state
  if (day !== undefined) where.createdAt = await spanOf(read, day)
  if (outTradeNo !== undefined) where.outTradeNo = outTradeNo
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Payments, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentAll(read, page),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

const presentRefund = (row: RefundRow): PaymentRefundCard => ({
  ...{ id: row.id, outRefundNo: row.outRefundNo, earlierNumbers: row.earlierNumbers, amountFen: row.amountFen },
  ...{ reason: row.reason, state: row.state, trouble: row.trouble, attempts: row.attempts },
  ...{ wantedAt: row.wantedAt.toISOString(), doneAt: row.doneAt?.toISOString() ?? null },
  ...{ lastError: row.lastError, resolvedWhy: row.resolvedWhy },
})

export const refundCard = async (read: Reader, refundId: string) => ({
  refund: presentRefund(found(await read.findOne(Refunds, { where: { id: refundId } }))),
})

export const presentNotice = (row: NoticeRow): PaymentNoticeCard => ({
  ...{ id: row.id, kind: row.kind, receivedAt: row.receivedAt.toISOString(), outcome: row.outcome },
  ...{ amountFen: row.body.amountFen, mismatch: row.body.mismatch, resolvedWhy: row.resolvedWhy },
})

/** One payment with all that happened to it. */
export async function showPayment(read: Reader, paymentId: string): Promise<Output<'payment.show'>> {
  const payment = await paymentById(read, paymentId)
  const order = { id: 'ASC' as const }
  const refunds = await read.find(Refunds, { where: { paymentId }, order })
  const { outTradeNo } = payment
  const notices = await read.find(Notices, { where: { outTradeNo }, order, take: SHOWN_MAX })
  const shipping = await read.find(Shippings, { where: { paymentId }, order, take: SHOWN_MAX })
  return {
    payment: found((await presentAll(read, [payment]))[0]),
    refunds: refunds.map(presentRefund),
    notices: notices.map(presentNotice),
    shipping: shipping.map(({ id, part, logistics, state, attempts, lastError }) => ({
      ...{ id, part, logistics, state, attempts, lastError },
    })),
  }
}
