import { LessThan, LessThanOrEqual, MoreThan } from 'typeorm'
import { retryAt } from '@huitou/shared/payment/rules'
import { inTransaction } from '#server/platform/db/tx'
import type { Pay } from '#server/platform/pay/pay'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { LEASE_MS } from '../refund/send'
import { paymentById } from '../queries'
import { Shippings, type ShippingRow } from './entities'

const TOGETHER = 10
/** About a day, with an hour between the last ones. */
const ATTEMPTS_MAX = 30
const PARCEL_GAP_MS = 2_000

async function takeDue({ db }: Platform, now: Date): Promise<ShippingRow[]> {
  const due = await db.manager.find(Shippings, {
    where: { dueAt: LessThanOrEqual(now), state: 'wanted' },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  const mine: ShippingRow[] = []
  const dueAt = new Date(now.getTime() + LEASE_MS)
  for (const row of due) {
    const { affected } = await db.manager.update(Shippings, { id: row.id, dueAt: row.dueAt ?? now }, { dueAt })
    if (affected === 1) mine.push(row)
  }
  return mine
}

async function tell({ db, wechat }: Platform, pay: Pay, row: ShippingRow, now: Date) {
  const { outTradeNo, openId, amountFen, refundedFen } = await paymentById(db.manager, row.paymentId)
  // Nothing is sent for what is paid back.
  if (refundedFen === amountFen) return
  const later = await db.manager.existsBy(Shippings, { paymentId: row.paymentId, part: MoreThan(row.part) })
  const { logistics, itemDesc, trackingNo, carrier, contact } = row
  await wechat.uploadShipping({
    ...{ mchId: pay.mchId, outTradeNo, openId: found(openId), logistics, itemDesc, trackingNo, carrier, contact },
    ...{ split: later || row.part > 1 ? { last: !later } : null, at: now },
  })
}

/** Refused as it is: somebody has to enter it by hand. Everything else is tried again. */
function afterFailure(row: ShippingRow, error: unknown, now: Date): Partial<ShippingRow> {
  const attempts = row.attempts + 1
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  const isOver = attempts >= ATTEMPTS_MAX || (error instanceof WeChatError && error.kind === 'refused')
  return isOver
    ? { attempts, lastError, state: 'failed', dueAt: null }
    : { attempts, lastError, dueAt: retryAt(attempts, now) }
}

/** Parcels of one payment one after the other: WeChat takes a later one only with a later time. */
const waitsForAnother = ({ db }: Platform, { paymentId, part }: ShippingRow) =>
  db.manager.existsBy(Shippings, { paymentId, part: LessThan(part), state: 'wanted' })

async function attempt(platform: Platform, pay: Pay, row: ShippingRow, now: Date) {
  const { db, log } = platform
  if (await waitsForAnother(platform, row)) {
    await db.manager.update(Shippings, { id: row.id }, { dueAt: new Date(now.getTime() + PARCEL_GAP_MS) })
    return
  }
  try {
    await tell(platform, pay, row, now)
    const done = { state: 'done' as const, doneAt: now, dueAt: null, lastError: null }
    await inTransaction(db, (tx) => tx.update(Shippings, { id: row.id }, done))
  } catch (error) {
    log.warn({ err: error, shippingId: row.id }, 'WeChat did not take what is on its way')
    const change = afterFailure(row, error, now)
    await inTransaction(db, (tx) => tx.update(Shippings, { id: row.id }, change))
  }
}

/** Tells WeChat what is on its way, several at once. Answers whether more is due. */
export async function tellShippings(platform: Platform, now: Date): Promise<boolean> {
  const { pay } = platform
  if (!pay) return false
  const mine = await takeDue(platform, now)
  await Promise.all(mine.map((row) => attempt(platform, pay, row, now)))
  return mine.length === TOGETHER
}
