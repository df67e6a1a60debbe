import { LessThanOrEqual } from 'typeorm'
import { judgeHanded, type Handed } from '@huitou/shared/notify/rules'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { SUBSCRIBE_SEND } from '#server/platform/wechat/messages'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { dropAll, giveBack } from '../allow/credit'
import { Messages, type MessageRow } from '../entities'
import { takeOut, type Parcel } from './take-out'

const TOGETHER = 20
/** Whoever was sending it is dead by then; whether WeChat had it nobody knows. */
const SILENCE_MS = 5 * 60_000
const VERSIONS = { release: 'formal', trial: 'trial', develop: 'developer' } as const

const settled = (now: Date) => ({ nextAt: null, settledAt: now })

async function handOver({ wechat, settings }: Platform, { send }: Parcel): Promise<Handed> {
  try {
    const { msgId } = await wechat.sendSubscribeMessage({ ...send, state: VERSIONS[settings.WECHAT_CODE_VERSION] })
    return { ok: true, msgId }
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    const { errcode, path, retryAfterMs } = error
    return { ok: false, errcode, asked: path === SUBSCRIBE_SEND, retryAfterMs }
  }
}

/** Writes down what came of it, unless its member has left meanwhile. */
async function settle(tx: Tx, { message: { id, memberId, attempts }, templateId }: Parcel, handed: Handed, now: Date) {
  const message = await tx.findOne(Messages, { where: { id }, ...forUpdate(tx) })
  if (message?.attempts !== attempts) return
  const { state, credit, waitMs } = judgeHanded(handed, attempts)
  const purse = { memberId, templateId }
  const forMessage = { messageId: id, attempt: attempts, now }
  if (credit === 'back') await giveBack(tx, purse, forMessage)
  if (credit === 'none') await dropAll(tx, purse, `none:${id}:${attempts}`, now)
  const said = handed.ok ? { msgId: handed.msgId ?? message.msgId, errcode: null } : { errcode: handed.errcode }
  const next = waitMs === null ? settled(now) : { nextAt: new Date(now.getTime() + waitMs), settledAt: null }
  await tx.update(Messages, { id }, { state, ...said, ...next, toCount: 1 })
}

async function sendOne(platform: Platform, due: Pick<MessageRow, 'id' | 'memberId'>, now: Date) {
  const parcel = await inTransaction(platform.db, (tx) => takeOut(tx, due, now))
  if (!parcel) return
  const handed = await handOver(platform, parcel)
  await inTransaction(platform.db, (tx) => settle(tx, parcel, handed, now))
}

/** Sends what is due, several at once. Answers whether more waits. */
export async function sendDue(platform: Platform, now: Date): Promise<boolean> {
  const { manager } = platform.db
  const silent = LessThanOrEqual(new Date(now.getTime() - SILENCE_MS))
  await manager.update(
    Messages,
    { state: 'sending', sendingAt: silent },
    { state: 'unsure', settledAt: now, toCount: 1 },
  )
  const due = await manager.find(Messages, {
    select: { id: true, memberId: true },
    where: { nextAt: LessThanOrEqual(now) },
    order: { nextAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  await Promise.all(due.map((one) => sendOne(platform, one, now)))
  return due.length === TOGETHER
}
