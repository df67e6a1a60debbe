import { memberById } from '#server/domains/member/member-of'
import { randomCode } from '#server/platform/crypto/random'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Pay } from '#server/platform/pay/pay'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { WechatUsers } from '#server/platform/session/entities'
import { Payments, type PaymentPurpose, type PaymentRow } from './entities'

const DESCRIPTION_MAX = 127

/** Refuses `payment_off` in a shop without WeChat Pay. Who offers something to pay for asks before anything is written. */
export function mustTakePayments({ pay }: Pick<Platform, 'pay'>): Pay {
  if (!pay) throw new Refused('payment_off')
  return pay
}

async function openIdOf(read: Reader, memberId: string): Promise<string> {
  const { userId } = await memberById(read, memberId)
  const user = userId === null ? null : await read.findOne(WechatUsers, { where: { id: userId } })
  if (!user) throw new Refused('payment_no_wechat')
  return user.openId
}

type Wanted = {
  purpose: PaymentPurpose
  subjectId: string
  memberId: string
  amountFen: number
  /** What the member reads on WeChat's sheet and bill. */
  description: string
  expiresAt: Date
  now: Date
}

/**
 * Writes down that a member is to pay for a subject; WeChat is asked when the member wants to pay. The caller holds the member's lock. The
 * same subject again is the same payment. Refuses `payment_no_wechat`.
 */
export async function createPayment(tx: Tx, wanted: Wanted): Promise<PaymentRow> {
  const { purpose, subjectId, memberId, amountFen, expiresAt, now } = wanted
  if (!Number.isSafeInteger(amountFen) || amountFen < 1) throw new Error(`a payment of ${amountFen} fen`)
  const known = await tx.findOne(Payments, { where: { purpose, subjectId } })
  if (known && (known.amountFen !== amountFen || known.memberId !== memberId))
    throw new Error(`${purpose} ${subjectId} has another payment already`)
  if (known) return known
  const openId = await openIdOf(tx, memberId)
  const outTradeNo = `hk${randomCode()}`
  const { identifiers } = await tx.insert(Payments, {
    ...{ outTradeNo, purpose, subjectId, memberId, openId, amountFen, expiresAt },
    description: [...wanted.description].slice(0, DESCRIPTION_MAX).join(''),
    ...{ state: 'created', prepayId: null, prepayEndsAt: null, notifyUrl: null, orderedAt: null },
    ...{ transactionId: null, paidAt: null, late: false, refundedFen: 0 },
    ...{ dueAt: expiresAt, attempts: 0, lastError: null, createdAt: now, closedAt: null },
  })
  return tx.findOneOrFail(Payments, { where: { id: String(identifiers[0]?.['id']) } })
}
