import { In, IsNull, MoreThanOrEqual } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import { judgeSending } from '@huitou/shared/notify/prefer-rules'
import { valuesFor } from '@huitou/shared/notify/value-rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { openIdOf } from '#server/platform/session/open-id'
import type { SubscribeMessage } from '#server/platform/wechat/messages'
import { claim } from '../allow/credit'
import { Messages, Templates, type MessageRow } from '../entities'
import { policyNow, quietUntil } from '../prefer/policy'
import { wishesOf } from '../prefer/preferences'

const MISFIT = 47003
const WEEK_DAYS = 7

export type Parcel = { message: MessageRow; templateId: string; send: Omit<SubscribeMessage, 'state'> }

/** Where a message goes and with what; else why it stays in the app. */
async function addressed(tx: Tx, member: MemberRow | null, { topic, facts }: MessageRow) {
  const template = await tx.findOne(Templates, { where: { topic, enabled: true } })
  const openId = member?.userId ? await openIdOf(tx, member.userId) : null
  if (!template || openId === null) return null
  return { templateId: template.templateId, openId, data: valuesFor(template.fields, facts) }
}

/** Whether it may go out now, by the member's wishes and the shop's caps. The member is locked, so of many at once each counts the others. */
async function judged(tx: Tx, { memberId, topic, isTest, untilAt }: MessageRow, now: Date) {
  const policy = await policyNow(tx)
  const { appOnly, quiet } = await wishesOf(tx, memberId)
  const { day, brand } = await today(tx, now)
  const sentSince = (first: number) =>
    tx.countBy(Messages, {
      ...{ memberId, isTest: false, state: In(['sending', 'sent', 'unsure']) },
      sendingAt: MoreThanOrEqual(endOfDay(addDays(first, -1), brand)),
    })
  const sending = {
    ...{ topic, isTest, appOnly, nowMs: now.getTime(), untilMs: untilAt?.getTime() ?? null },
    quietUntilMs: quietUntil(now, quiet ?? policy.quiet, brand.zone)?.getTime() ?? null,
    sentToday: await sentSince(day),
    sentThisWeek: await sentSince(addDays(day, 1 - WEEK_DAYS)),
  }
  return judgeSending(sending, policy)
}

/** Whoever opens it from there says which message it was. */
const pageOf = ({ id, page }: MessageRow) => page && `${page}${page.includes('?') ? '&' : '?'}m=${id}`

/**
 * Takes a message that is due: one credit is claimed and `sending` written before WeChat hears of it, so that after a crash it is not sent
 * again. Null when somebody else has it, it waits for the end of quiet hours, or it stays in the app.
 */
export async function takeOut(
  tx: Tx,
  { id, memberId }: Pick<MessageRow, 'id' | 'memberId'>,
  now: Date,
): Promise<Parcel | null> {
  const member = await tx.findOne(Members, { where: { id: memberId, leftAt: IsNull() }, ...forUpdate(tx) })
  const message = await tx.findOne(Messages, { where: { id }, ...forUpdate(tx) })
  if (!message || message.state !== 'waiting' || message.nextAt === null || message.nextAt > now) return null
  const stay = async (why: Partial<MessageRow>) => {
    await tx.update(Messages, { id }, { nextAt: null, settledAt: now, toCount: 1, ...why })
    return null
  }
  const to = await addressed(tx, member, message)
  if (!to) return stay({ state: 'none' })
  const { templateId, openId, data } = to
  if (data === null) return stay({ state: 'failed', templateId, errcode: MISFIT })
  const verdict = await judged(tx, message, now)
  if (!verdict.go && 'waitUntilMs' in verdict) {
    await tx.update(Messages, { id }, { nextAt: new Date(verdict.waitUntilMs) })
    return null
  }
  if (!verdict.go) return stay({ state: 'none', heldBy: verdict.heldBy })
  const attempt = message.attempts + 1
  if (!(await claim(tx, { memberId, templateId }, { messageId: id, attempt, now })))
    return stay({ state: 'none', templateId, heldBy: 'no_credit' })
  const going = {
    state: 'sending' as const,
    templateId,
    attempts: attempt,
    nextAt: null,
    sendingAt: now,
    toCount: 1 as const,
  }
  await tx.update(Messages, { id }, going)
  const send = { openId, templateId, data, page: pageOf(message) }
  return { message: { ...message, attempts: attempt }, templateId, send }
}
