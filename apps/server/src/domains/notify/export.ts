import type { Reader } from '#server/platform/db/tx'
import { Credits, Messages } from './entities'
import { Preferences } from './prefer/entities'

const ROWS_MAX = 20_000

/** What is kept of a member here, for their own copy of everything. */
export async function messagesExported(read: Reader, memberId: string) {
  const messages = await read.find(Messages, { where: { memberId }, order: { id: 'ASC' }, take: ROWS_MAX })
  const allowed = await read.find(Credits, { where: { memberId }, take: ROWS_MAX })
  const wishes = await read.find(Preferences, { where: { memberId } })
  return [
    {
      name: 'messages',
      title: '消息',
      rows: messages.map(({ title, words, createdAt, readAt, state }) => ({ title, words, createdAt, readAt, state })),
    },
    {
      name: 'allowedMessages',
      title: '允许的微信消息',
      rows: allowed.map(({ templateId, balance }) => ({ templateId, balance })),
    },
    {
      name: 'messageSettings',
      title: '消息设置',
      rows: wishes.map(({ appOnly, quietFrom, quietUntil, savedAt }) => ({ appOnly, quietFrom, quietUntil, savedAt })),
    },
  ]
}
