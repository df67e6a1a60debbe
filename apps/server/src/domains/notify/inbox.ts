import { IsNull, LessThan, LessThanOrEqual } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { LoggedMessage } from '@huitou/shared/notify/console-contract'
import type { InboxMessage } from '@huitou/shared/notify/contract'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Messages, type MessageRow } from './entities'

const presentInbox = ({ id, topic, title, words, page, createdAt, readAt }: MessageRow): InboxMessage => ({
  ...{ id, topic, title, text: words, page },
  ...{ at: createdAt.toISOString(), read: readAt !== null },
})

const presentLogged = (row: MessageRow): LoggedMessage => ({
  ...{ id: row.id, memberId: row.memberId, topic: row.topic, title: row.title },
  ...{ state: row.state, attempts: row.attempts, errcode: row.errcode },
  at: row.createdAt.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
  settledAt: row.settledAt?.toISOString() ?? null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  ...{ heldBy: row.heldBy, via: row.via, openedAt: row.openedAt?.toISOString() ?? null, isTest: row.isTest },
})

export const loggedById = async (read: Reader, id: string): Promise<LoggedMessage> =>
  presentLogged(await read.findOneByOrFail(Messages, { id }))

/** Along (member, read_at). */
export const unreadOf = (read: Reader, memberId: string) => read.countBy(Messages, { memberId, readAt: IsNull() })

type Where = Partial<Pick<MessageRow, 'memberId' | 'state'>>

/** Newest first, from a cursor on. */
async function pageOf<Shown>(read: Reader, where: Where, before: string | undefined, show: (row: MessageRow) => Shown) {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Messages, { where: { ...where, ...older }, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(show), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}

/** What a member was told. Along (member, id). */
export async function inboxOf(read: Reader, memberId: string, before?: string): Promise<Output<'notify.inbox'>> {
  return { ...(await pageOf(read, { memberId }, before, presentInbox)), unread: await unreadOf(read, memberId) }
}

/** What members were told and what came of it. */
export const messageLog = (read: Reader, { memberId, state, before }: Input<'notify.messages'>) => {
  const where = { ...(memberId === undefined ? {} : { memberId }), ...(state === undefined ? {} : { state }) }
  return pageOf(read, where, before, presentLogged)
}

/** Marks all up to one message as read: what came after the page was opened stays unread. */
export async function readUpTo(tx: Tx, memberId: string, upTo: string, now: Date) {
  await tx.update(Messages, { memberId, id: LessThanOrEqual(upTo), readAt: IsNull() }, { readAt: now, toCount: 1 })
  return { unread: await unreadOf(tx, memberId) }
}

/** Its page was opened, for the first time or again: then it was read as well. Refuses not_found for another's. */
export async function openMessage(tx: Tx, memberId: string, id: string, now: Date) {
  const { openedAt, readAt } = found(await tx.findOne(Messages, { where: { id, memberId } }))
  if (openedAt === null)
    await tx.update(Messages, { id, openedAt: IsNull() }, { openedAt: now, readAt: readAt ?? now, toCount: 1 })
  return { unread: await unreadOf(tx, memberId) }
}
