import { In } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import { openText } from '#server/platform/wechat-push/receive'
import { Contacts, Messages } from '../entities'

/** One person's own, bounded by retention; this keeps one request bounded all the same. */
const ROWS_MAX = 20_000

/** What a member and the shop wrote to each other, for their export (R41). Which operator answered does not appear. */
export async function dialogueSections(
  read: Reader,
  vault: Vault,
  memberId: string,
): Promise<Output<'privacy.export'>['sections']> {
  const contacts = await read.find(Contacts, { select: { id: true }, where: { memberId } })
  const where = { contactId: In(contacts.map(({ id }) => id)) }
  const messages =
    contacts.length === 0 ? [] : await read.find(Messages, { where, order: { id: 'ASC' }, take: ROWS_MAX })
  const rows = messages.map(({ pushId, textSealed, at, sentAt }) => ({
    ...{ at, from: pushId === null ? 'shop' : 'me', sentAt },
    text: textSealed === null ? null : openText(vault, textSealed),
  }))
  return [{ name: 'dialogue', title: '对话', rows }]
}
