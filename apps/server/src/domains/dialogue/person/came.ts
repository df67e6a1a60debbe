import { In, MoreThanOrEqual } from 'typeorm'
import { openByMessage, openByVisit } from '@huitou/shared/dialogue/rules'
import { memberOfUser } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { WechatUsers } from '#server/platform/session/entities'
import { Pushes } from '#server/platform/wechat-push/entities'
import type { PushAppKind } from '#server/platform/wechat-push/push'
import { Contacts, Messages, type ContactRow } from '../entities'
import { lockContact, windowColumns, windowsOf } from './contact'

const UNSENT = ['waiting', 'sending'] as const

/** WeChat tells when in whole seconds: within that one nobody knows what came first. */
const SECOND_MS = 1000

/**
 * What WeChat counts against a window that opened at `at`: what is on its way to somebody and, as their sign may be heard late, what was
 * sent to them since.
 */
function takenSince(tx: Tx, contactId: string, at: Date) {
  const since = MoreThanOrEqual(new Date(at.getTime() + SECOND_MS))
  return tx.countBy(Messages, [
    { contactId, state: In([...UNSENT]) },
    { contactId, sentAt: since },
    { contactId, state: 'unsure', at: since },
  ])
}

/** WeChat's seconds may be ahead of our clock, and a window is no longer for it. */
const notAfter = (at: Date, now: Date) => (at > now ? now : at)

const later = (one: Date | null, other: Date) => (one !== null && one > other ? one : other)

/** Somebody of the mini program is known by their openid there; of the 公众号 only once their unionid is. */
async function memberIdBehind(read: Reader, { app, openId, unionId }: ContactRow) {
  const where = app === 'mini' ? { openId } : { unionId: unionId ?? '' }
  if (app === 'official' && unionId === null) return null
  const user = await read.findOne(WechatUsers, { where, order: { id: 'DESC' } })
  return user && ((await memberOfUser(read, user.id))?.id ?? null)
}

/** Keeps what they wrote; the same push again is the message that is there. Answers the message's id, null where it was there. */
async function keepMessage(tx: Tx, contactId: string, pushId: string, at: Date) {
  const push = await tx.findOne(Pushes, { where: { id: pushId } })
  try {
    const { identifiers } = await tx.insert(Messages, {
      ...{ contactId, pushId, textSealed: push?.textSealed ?? null, at },
      ...{ state: null, takenFrom: null, endsAt: null, nextAt: null, sentAt: null, why: null, operatorId: null },
    })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return null
  }
}

type Sign = { app: PushAppKind; openId: string; at: Date; now: Date }

/** The person wrote to the shop: kept, and from then on they can be answered. */
export async function wrote(tx: Tx, { app, openId, at: sentAt, now }: Sign, pushId: string) {
  const at = notAfter(sentAt, now)
  const contact = await lockContact(tx, app, openId, now)
  const messageId = await keepMessage(tx, contact.id, pushId, at)
  if (messageId === null) return
  const windows = openByMessage(windowsOf(contact), at, await takenSince(tx, contact.id, at))
  await tx.update(
    Contacts,
    { id: contact.id },
    {
      ...windowColumns(windows),
      ...{ wroteAt: later(contact.wroteAt, at), lastMessageId: messageId, seenAt: later(contact.seenAt, now) },
      memberId: contact.memberId ?? (await memberIdBehind(tx, contact)),
    },
  )
}

/** The person came to the chat, followed, scanned, or tapped the menu. */
export async function came(tx: Tx, { app, openId, at: sentAt, now }: Sign) {
  const at = notAfter(sentAt, now)
  const contact = await lockContact(tx, app, openId, now)
  const windows = openByVisit(windowsOf(contact), at, app, await takenSince(tx, contact.id, at))
  await tx.update(Contacts, { id: contact.id }, { ...windowColumns(windows), seenAt: later(contact.seenAt, now) })
}

/** Follows the 公众号, or no more. Of two signs that came in the wrong order the later one counts. */
export async function followed(tx: Tx, { openId, at, now }: Omit<Sign, 'app'>, follows: boolean) {
  const { id, followedAt, unfollowedAt } = await lockContact(tx, 'official', openId, now)
  if (follows) await tx.update(Contacts, { id }, { followedAt: later(followedAt, at), seenAt: now })
  else await tx.update(Contacts, { id }, { unfollowedAt: later(unfollowedAt, at), seenAt: now })
}

/** A visitor has become a member: what they wrote before is theirs. */
export async function joined(tx: Tx, memberId: string, userId: string) {
  const user = await tx.findOne(WechatUsers, { where: { id: userId } })
  if (!user) return
  await tx.update(Contacts, { app: 'mini', openId: user.openId }, { memberId })
  if (user.unionId !== null) await tx.update(Contacts, { app: 'official', unionId: user.unionId }, { memberId })
}
