import { In, IsNull, LessThan, Not } from 'typeorm'
import type { PaidCard } from '@huitou/shared/payment/contract'
import { paymentWords, refundWords } from '@huitou/shared/payment/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Payments, type RefundRow } from './entities'
import { withRefunds, type PaymentWithRefunds } from './queries'

const presentRefund = ({ amountFen, state, trouble, reason, wantedAt, doneAt, resolvedBy }: RefundRow) => ({
  ...{ amountFen, state, reason, wantedAt: wantedAt.toISOString(), doneAt: doneAt?.toISOString() ?? null },
  words: refundWords({ amountFen, state, trouble, byHand: resolvedBy !== null }),
})

const presentPaid = (payment: PaymentWithRefunds): PaidCard => ({
  ...{ id: payment.id, description: payment.description, amountFen: payment.amountFen },
  paidAt: (payment.paidAt ?? payment.createdAt).toISOString(),
  words: paymentWords({ ...payment, wasPaid: true }),
  refunds: payment.refunds.map(presentRefund),
})

/** What a member has paid, newest first, along (member, id). */
export async function paidBy(read: Reader, memberIds: readonly string[], before: string | undefined) {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Payments, {
    where: { memberId: In([...memberIds]), transactionId: Not(IsNull()), ...older },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: (await withRefunds(read, page)).map(presentPaid),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
