import { In } from 'typeorm'
import type { Windows } from '@huitou/shared/dialogue/rules'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import type { PushAppKind } from '#server/platform/wechat-push/push'
import { Contacts, Messages, type ContactRow } from '../entities'

const find = (tx: Tx, app: PushAppKind, openId: string) =>
  tx.findOne(Contacts, { where: { app, openId }, ...forUpdate(tx) })

/** A person of one of the apps, locked; made at the first sign of them. */
export async function lockContact(tx: Tx, app: PushAppKind, openId: string, seenAt: Date): Promise<ContactRow> {
  const known = await find(tx, app, openId)
  if (known) return known
  try {
    await tx.insert(Contacts, {
      ...{ app, openId, unionId: null, memberId: null, wroteAt: null, lastMessageId: null },
      ...{ messageEndsAt: null, messageLeft: 0, visitEndsAt: null, visitLeft: 0 },
      ...{ followedAt: null, unfollowedAt: null, seenAt },
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  return found(await find(tx, app, openId))
}

export const lockContactById = async (tx: Tx, id: string) =>
  found(await tx.findOne(Contacts, { where: { id }, ...forUpdate(tx) }))

export const contactById = async (read: Reader, id: string) => found(await read.findOne(Contacts, { where: { id } }))

export const windowsOf = ({ messageEndsAt, messageLeft, visitEndsAt, visitLeft }: ContactRow): Windows => ({
  message: { endsAt: messageEndsAt, left: messageLeft },
  visit: { endsAt: visitEndsAt, left: visitLeft },
})

/** The columns in which windows are kept. */
export const windowColumns = ({ message, visit }: Windows) => ({
  messageEndsAt: message.endsAt,
  messageLeft: message.left,
  visitEndsAt: visit.endsAt,
  visitLeft: visit.left,
})

/** Whether somebody has gone from the 公众号 again. */
export const hasUnfollowed = ({ followedAt, unfollowedAt }: ContactRow) =>
  unfollowedAt !== null && (followedAt === null || followedAt < unfollowedAt)

/** Their messages and all that leads to them. A sign of them later begins anew. */
export async function eraseContacts(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return
  await tx.delete(Messages, { contactId: In([...ids]) })
  await tx.delete(Contacts, { id: In([...ids]) })
}
