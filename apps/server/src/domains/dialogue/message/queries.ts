import { In, IsNull, LessThan, Not } from 'typeorm'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { refusals, type Refusal } from '@huitou/shared/refusals'
import { roomIn } from '@huitou/shared/dialogue/rules'
import type { ContactCard, MessageCard } from '@huitou/shared/dialogue/contract'
import { Operators } from '#server/domains/admin/entities'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { openText } from '#server/platform/wechat-push/receive'
import { Contacts, Messages, type ContactRow, type MessageRow } from '../entities'
import { contactById, windowsOf } from '../person/contact'

const older = (before: string | undefined) => (before === undefined ? {} : { id: LessThan(idCursor(before)) })

const presentContact = (row: ContactRow, name: string | null, now: Date): ContactCard => {
  const room = roomIn(windowsOf(row), now)
  return {
    ...{ id: row.id, app: row.app, name, memberId: row.memberId, left: room.left },
    wroteAt: row.wroteAt?.toISOString() ?? null,
    endsAt: room.endsAt?.toISOString() ?? null,
    follows: row.followedAt !== null && (row.unfollowedAt === null || row.unfollowedAt < row.followedAt),
  }
}

async function presentContacts(read: Reader, rows: readonly ContactRow[], now: Date): Promise<ContactCard[]> {
  const ids = rows.flatMap(({ memberId }) => memberId ?? [])
  const members = ids.length === 0 ? [] : await read.find(Members, { where: { id: In(ids) } })
  const names = new Map(members.map((member) => [member.id, nameForOthers(member)]))
  return rows.map((row) => presentContact(row, names.get(row.memberId ?? '') ?? null, now))
}

export const presentOne = async (read: Reader, id: string, now: Date): Promise<ContactCard> =>
  found((await presentContacts(read, [await contactById(read, id)], now))[0])

/** Who wrote, the latest first. */
export async function contactsPage(read: Reader, before: string | undefined, now: Date) {
  const wrote = before === undefined ? Not(IsNull()) : LessThan(idCursor(before))
  const rows = await read.find(Contacts, {
    where: { lastMessageId: wrote },
    ...{ order: { lastMessageId: 'DESC' }, take: PAGE_SIZE + 1 },
  })
  const page = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (page.at(-1)?.lastMessageId ?? null) : null
  return { rows: await presentContacts(read, page, now), next }
}

const REFUSED = 'refused'
/** What WeChat's own no means has no word of ours. */
const REFUSED_WORDS = '微信没有收下这条消息'

const wordsFor = (why: string | null) => {
  if (why === null) return null
  return why === REFUSED ? REFUSED_WORDS : refusals[why as Refusal].zh
}

const shownState = ({ state }: MessageRow): MessageCard['state'] => (state === 'sending' ? 'waiting' : state)

async function presentMessages(read: Reader, vault: Vault, rows: readonly MessageRow[]): Promise<MessageCard[]> {
  const ids = rows.flatMap(({ operatorId }) => operatorId ?? [])
  const operators = ids.length === 0 ? [] : await read.find(Operators, { where: { id: In(ids) } })
  const names = new Map(operators.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toISOString(), state: shownState(row), why: wordsFor(row.why) },
    from: row.pushId === null ? 'shop' : 'person',
    text: row.textSealed === null ? null : openText(vault, row.textSealed),
    by: names.get(row.operatorId ?? '') ?? null,
  }))
}

/** What passed between one person and the shop, the latest first, along (contact, id). */
export async function messagesPage(read: Reader, vault: Vault, contactId: string, before: string | undefined) {
  const rows = await read.find(Messages, {
    where: { contactId, ...older(before) },
    ...{ order: { id: 'DESC' }, take: PAGE_SIZE + 1 },
  })
  const page = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null
  return { rows: await presentMessages(read, vault, page), next }
}

export async function messageById(
  read: Reader,
  vault: Vault,
  id: string,
): Promise<MessageCard & { contactId: string }> {
  const row = found(await read.findOne(Messages, { where: { id } }))
  return { ...found((await presentMessages(read, vault, [row]))[0]), contactId: row.contactId }
}
