import { In, LessThanOrEqual } from 'typeorm'
import type { Handed } from '@huitou/shared/notify/rules'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { SUBSCRIBE_SEND } from '#server/platform/wechat/messages'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { Messages, type MessageRow } from '../entities'
import type { DialogueDoor } from './dialogue-door'
import { settleDialogue, settleSubscription } from './ends'
import { takeOut, type BySubscription, type Parcel } from './take-out'

const TOGETHER = 20
const LOST_TOGETHER = 500
/** Whoever was sending it is dead by then; whether WeChat had it nobody knows. */
const SILENCE_MS = 5 * 60_000
const PUT_BACK_MS = 60_000
const VERSIONS = { release: 'formal', trial: 'trial', develop: 'developer' } as const

async function handOver({ wechat, settings }: Platform, { send }: BySubscription): Promise<Handed> {
  try {
    const { msgId } = await wechat.sendSubscribeMessage({ ...send, state: VERSIONS[settings.WECHAT_CODE_VERSION] })
    return { ok: true, msgId }
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    const { errcode, path, retryAfterMs } = error
    return { ok: false, errcode, asked: path === SUBSCRIBE_SEND, retryAfterMs }
  }
}

/** Intent, call, outcome. Answers whether another way is to be tried at once. */
async function carry(platform: Platform, door: DialogueDoor, parcel: Parcel, now: Date): Promise<boolean> {
  if (parcel.via === 'subscription') {
    const handed = await handOver(platform, parcel)
    return inTransaction(platform.db, (tx) => settleSubscription(tx, parcel, handed, now))
  }
  const written = await door.hand(platform, parcel.noticeId)
  await inTransaction(platform.db, (tx) => settleDialogue(tx, door, parcel, written, now))
  return false
}

type Due = Pick<MessageRow, 'id' | 'memberId'>

async function sendOne(platform: Platform, door: DialogueDoor, due: Due, now: Date) {
  const take = () => inTransaction(platform.db, (tx) => takeOut(tx, { platform, door }, due, now))
  const parcel = await take()
  const other = parcel && (await carry(platform, door, parcel, now)) ? await take() : null
  if (other) await carry(platform, door, other, now)
}

/** What fails here on our side stands behind the others, so that it holds up nobody. */
async function sendOrPutBack(platform: Platform, door: DialogueDoor, due: Due, now: Date) {
  try {
    await sendOne(platform, door, due, now)
  } catch (error) {
    platform.log.error({ err: error, messageId: due.id }, 'a message could not be sent')
    const nextAt = new Date(now.getTime() + PUT_BACK_MS)
    const where = { id: due.id, state: 'waiting' as const, nextAt: LessThanOrEqual(now) }
    await platform.db.manager.update(Messages, where, { nextAt })
  }
}

/** Whoever had these in hand is gone. Looked for without a lock: an update that searches stood in the way of all who were sending. */
async function giveUpLost({ db }: Platform, now: Date) {
  const silent = { state: 'sending' as const, sendingAt: LessThanOrEqual(new Date(now.getTime() - SILENCE_MS)) }
  const lost = await db.manager.find(Messages, { select: { id: true }, where: silent, take: LOST_TOGETHER })
  if (lost.length === 0) return
  const where = { ...silent, id: In(lost.map(({ id }) => id)) }
  await inTransaction(db, (tx) => tx.update(Messages, where, { state: 'unsure', settledAt: now, toCount: 1 }))
}

/** Sends what is due, several at once. Answers whether more waits. */
export async function sendDue(platform: Platform, door: DialogueDoor, now: Date): Promise<boolean> {
  await giveUpLost(platform, now)
  const due = await platform.db.manager.find(Messages, {
    select: { id: true, memberId: true },
    where: { nextAt: LessThanOrEqual(now) },
    order: { nextAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  await Promise.all(due.map((one) => sendOrPutBack(platform, door, one, now)))
  return due.length === TOGETHER
}
