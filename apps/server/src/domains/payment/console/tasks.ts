import { In, IsNull } from 'typeorm'
import type { PaymentTask } from '@huitou/shared/payment/console-contract'
import { REFUND_TROUBLES, type RefundTrouble } from '@huitou/shared/payment/rules'
import { TASK_WORDS, type TaskKind } from '@huitou/shared/payment/word-rules'
import type { Reader } from '#server/platform/db/tx'
import { beijingDay } from '../bill/beijing'
import { Bills, type BillRow } from '../bill/entities'
import { Payments, Refunds, type RefundRow } from '../entities'
import { Notices, type NoticeRow } from '../notice/entities'
import { Shippings, type ShippingRow } from '../shipping/entities'

/** More of one kind than that are one trouble, and the first of them tell it. */
const SHOWN_MAX = 50
const limited = { take: SHOWN_MAX, order: { id: 'ASC' as const } }

type Told = Pick<PaymentTask, 'kind' | 'at'> & Partial<PaymentTask>

const task = (told: Told): PaymentTask => ({
  ...{ amountFen: null, lastError: null, outTradeNo: null, paymentId: null, refundId: null, noticeId: null, day: null },
  ...TASK_WORDS[told.kind],
  ...told,
})

const REFUND_TASKS: Record<RefundTrouble, TaskKind> = {
  not_enough: 'refund_not_enough',
  abnormal: 'refund_abnormal',
  closed: 'refund_closed',
  refused: 'refund_refused',
  late: 'refund_late',
}

const ofRefund = ({ id, paymentId, trouble, wantedAt, amountFen, lastError }: RefundRow) =>
  task({
    ...{ kind: REFUND_TASKS[trouble ?? 'late'], at: wantedAt.toISOString() },
    ...{ refundId: id, paymentId, amountFen, lastError },
  })

const ofNotice = ({ id, outcome, receivedAt, body }: NoticeRow) =>
  task({
    kind: outcome === 'mismatch' ? 'notice_mismatch' : 'notice_unknown',
    at: receivedAt.toISOString(),
    ...{ noticeId: id, amountFen: body.amountFen, outTradeNo: body.outTradeNo },
  })

const ofBill = ({ day, fetchedAt }: BillRow) =>
  task({ kind: 'bill_different', at: (fetchedAt ?? beijingDay(day).endsAt).toISOString(), day })

const ofShipping = ({ paymentId, wantedAt, lastError }: ShippingRow) =>
  task({ kind: 'shipping_failed', at: wantedAt.toISOString(), paymentId, lastError })

async function withNumbers(read: Reader, tasks: PaymentTask[]): Promise<PaymentTask[]> {
  const ids = tasks.flatMap(({ paymentId }) => paymentId ?? [])
  const payments = ids.length === 0 ? [] : await read.find(Payments, { where: { id: In(ids) } })
  const numberOf = new Map(payments.map(({ id, outTradeNo }) => [id, outTradeNo]))
  return tasks.map((one) => ({ ...one, outTradeNo: one.outTradeNo ?? numberOf.get(one.paymentId ?? '') ?? null }))
}

/** What does not go on without a person, the oldest of each kind first. */
export async function openTasks(read: Reader): Promise<PaymentTask[]> {
  const refunds = await read.find(Refunds, { where: { trouble: In([...REFUND_TROUBLES]) }, ...limited })
  const unfit = In(['mismatch', 'unknown_order', 'unknown_refund'])
  const notices = await read.find(Notices, { where: { outcome: unfit, resolvedBy: IsNull() }, ...limited })
  const bills = await read.find(Bills, { where: { state: 'different' }, ...limited })
  const shipping = await read.find(Shippings, { where: { state: 'failed' }, ...limited })
  return withNumbers(read, [
    ...refunds.map(ofRefund),
    ...notices.map(ofNotice),
    ...bills.map(ofBill),
    ...shipping.map(ofShipping),
  ])
}
