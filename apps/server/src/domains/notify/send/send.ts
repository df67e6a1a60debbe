import { LessThanOrEqual } from 'typeorm'
import { judgeHanded, type Handed } from '@huitou/shared/notify/rules'
import { valuesFor } from '@huitou/shared/notify/value-rules'
import { memberById } from '#server/domains/member/member-of'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { openIdOf } from '#server/platform/session/open-id'
import { SUBSCRIBE_SEND, type SubscribeMessage } from '#server/platform/wechat/messages'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { claim, dropAll, giveBack } from '../allow/credit'
import { Messages, Templates, type MessageRow } from '../entities'

const TOGETHER = 20
/** Whoever was sending it is dead by then; whether WeChat had it nobody knows. */
const SILENCE_MS = 5 * 60_000
const MISFIT = 47003

const VERSIONS = { release: 'formal', trial: 'trial', develop: 'developer' } as const

type Parcel = { message: MessageRow; templateId: string; send: Omit<SubscribeMessage, 'state'> }

const settled = (now: Date) => ({ nextAt: null, settledAt: now })

/** Where a message goes and with what; else why it stays in the app. */
async function addressed(tx: Tx, { memberId, topic, facts }: MessageRow) {
  const template = await tx.findOne(Templates, { where: { topic, enabled: true } })
  const { userId } = await memberById(tx, memberId)
  const openId = userId === null ? null : await openIdOf(tx, userId)
  if (!template || openId === null) return null
  return { templateId: template.templateId, openId, data: valuesFor(template.fields, facts) }
}

/**
 * Takes a message that is due: one credit is claimed and `sending` written before WeChat hears of it, so that after a crash it is not sent
 * again. Null when somebody else has it, or it stays in the app.
 */
async function takeOut(tx: Tx, id: string, now: Date): Promise<Parcel | null> {
  const message = await tx.findOne(Messages, { where: { id }, ...forUpdate(tx) })
  if (!message || message.state !== 'waiting' || message.nextAt === null || message.nextAt > now) return null
  const to = await addressed(tx, message)
  const stay = async (why: Partial<MessageRow>) => {
    await tx.update(Messages, { id }, { ...settled(now), ...why })
    return null
  }
  if (!to) return stay({ state: 'none' })
  const { templateId, openId, data } = to
  if (data === null) return stay({ state: 'failed', templateId, errcode: MISFIT })
  const attempt = message.attempts + 1
  const purse = { memberId: message.memberId, templateId }
  if (!(await claim(tx, purse, { messageId: id, attempt, now }))) return stay({ state: 'none', templateId })
  await tx.update(Messages, { id }, { state: 'sending', templateId, attempts: attempt, nextAt: null, sendingAt: now })
  return {
    message: { ...message, attempts: attempt },
    templateId,
    send: { openId, templateId, data, page: message.page },
  }
}

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
  await tx.update(Messages, { id }, { state, ...said, ...next })
}

async function sendOne(platform: Platform, id: string, now: Date) {
  const parcel = await inTransaction(platform.db, (tx) => takeOut(tx, id, now))
  if (!parcel) return
  const handed = await handOver(platform, parcel)
  await inTransaction(platform.db, (tx) => settle(tx, parcel, handed, now))
}

/** Sends what is due, several at once. Answers whether more waits. */
export async function sendDue(platform: Platform, now: Date): Promise<boolean> {
  const { manager } = platform.db
  const silent = LessThanOrEqual(new Date(now.getTime() - SILENCE_MS))
  await manager.update(Messages, { state: 'sending', sendingAt: silent }, { state: 'unsure', settledAt: now })
  const due = await manager.find(Messages, {
    select: { id: true },
    where: { nextAt: LessThanOrEqual(now) },
    order: { nextAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  await Promise.all(due.map(({ id }) => sendOne(platform, id, now)))
  return due.length === TOGETHER
}
