import { In, IsNull, MoreThanOrEqual } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import { judgeSending, mayFallBack, type SendPolicy } from '@huitou/shared/notify/prefer-rules'
import { NOT_ALLOWED } from '@huitou/shared/notify/rules'
import { valuesFor } from '@huitou/shared/notify/value-rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { openIdOf } from '#server/platform/session/open-id'
import type { Platform } from '#server/platform/platform'
import type { SubscribeMessage } from '#server/platform/wechat/messages'
import { claim } from '../allow/credit'
import { Messages, Templates, type MessageRow } from '../entities'
import { policyNow, quietUntil } from '../prefer/policy'
import { wishesOf } from '../prefer/preferences'
import { isStillSo } from '../trigger/still'
import type { DialogueDoor } from './dialogue-door'

const MISFIT = 47003
const WEEK_DAYS = 7

export type BySubscription = {
  via: 'subscription'
  message: MessageRow
  templateId: string
  send: Omit<SubscribeMessage, 'state'>
  /** Whether there is another way should WeChat say that nothing is allowed. */
  mayFallBack: boolean
}
export type ByDialogue = { via: 'dialogue'; message: MessageRow; noticeId: string }
export type Parcel = BySubscription | ByDialogue

type With = { platform: Platform; door: DialogueDoor }

/** Where a message goes and with what; else why it stays in the app. */
async function addressed(tx: Tx, member: MemberRow | null, { topic, facts }: MessageRow) {
  const template = await tx.findOne(Templates, { where: { topic, enabled: true } })
  const openId = member?.userId ? await openIdOf(tx, member.userId) : null
  if (!template || openId === null) return null
  return { templateId: template.templateId, openId, data: valuesFor(template.fields, facts) }
}

/** Whether it may go out now, by the member's wishes and the shop's caps. The member is locked, so of many at once each counts the others. */
async function judged(tx: Tx, { memberId, topic, isTest, untilAt }: MessageRow, policy: SendPolicy, now: Date) {
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

type Addressed = NonNullable<Awaited<ReturnType<typeof addressed>>> & { data: Record<string, string> }

/** By an allowance of its template, which is claimed; null where there is none, or WeChat has said so of this message. */
async function bySubscription(tx: Tx, message: MessageRow, { templateId, openId, data }: Addressed, now: Date) {
  const { id, memberId, attempts: attempt, errcode } = message
  if (errcode === NOT_ALLOWED || !(await claim(tx, { memberId, templateId }, { messageId: id, attempt, now })))
    return null
  return {
    via: 'subscription',
    message,
    templateId,
    send: { openId, templateId, data, page: pageOf(message) },
  } as const
}

/** Into a window of the member's, where one is open and has a place left. */
async function byDialogue(tx: Tx, { platform, door }: With, message: MessageRow, now: Date) {
  const { memberId, title, words } = message
  const noticeId = await door.takePlace(tx, platform, { memberId, title, words, page: pageOf(message), now })
  return noticeId === null ? null : ({ via: 'dialogue', message, noticeId } as const)
}

/** What the row says of a message that goes out now. */
const going = (parcel: Parcel, now: Date): Partial<MessageRow> => ({
  ...{ state: 'sending', attempts: parcel.message.attempts, nextAt: null, sendingAt: now, toCount: 1 },
  ...{ via: parcel.via, heldBy: null },
  ...(parcel.via === 'subscription'
    ? { templateId: parcel.templateId, noticeId: null }
    : { templateId: null, noticeId: parcel.noticeId }),
})

/** What the row says of a message for which there is no way. */
const unsent = ({ errcode }: MessageRow, templateId: string): Partial<MessageRow> =>
  errcode === NOT_ALLOWED ? { state: 'refused' } : { state: 'none', templateId, heldBy: 'no_credit' }

/**
 * Takes a message that is due: an allowance is claimed, or a place in a window taken, and `sending` written before WeChat hears of it, so
 * that after a crash it is not sent again. Null when somebody else has it, it waits for the end of quiet hours, or it stays in the app.
 */
export async function takeOut(
  tx: Tx,
  hands: With,
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
  const { templateId, data } = to
  if (data === null) return stay({ state: 'failed', templateId, errcode: MISFIT })
  if (!(await isStillSo(tx, message))) return stay({ state: 'none', heldBy: 'no_longer' })
  const policy = await policyNow(tx)
  const verdict = await judged(tx, message, policy, now)
  if (!verdict.go && 'waitUntilMs' in verdict) {
    await tx.update(Messages, { id }, { nextAt: new Date(verdict.waitUntilMs) })
    return null
  }
  if (!verdict.go) return stay({ state: 'none', heldBy: verdict.heldBy })
  const fallsBack = mayFallBack(message.topic, policy)
  const tried = { ...message, attempts: message.attempts + 1 }
  const first = await bySubscription(tx, tried, { ...to, data }, now)
  const parcel = first ? { ...first, mayFallBack: fallsBack } : fallsBack && (await byDialogue(tx, hands, tried, now))
  if (!parcel) return stay(unsent(message, templateId))
  await tx.update(Messages, { id }, going(parcel, now))
  return parcel
}
