import { memberById } from '#server/domains/member/member-of'
import type { EventHandler, OnEvent } from '#server/platform/events/deliver'
import type { EventRow } from '#server/platform/events/entities'
import type { PushAppKind } from '#server/platform/wechat-push/push'
import { came, followed, joined, wrote } from './person/came'
import { cancelled, memberLeft, revoke } from './person/withdraw'

const textOf = ({ data }: EventRow, name: string) => {
  const fact = data[name]
  return typeof fact === 'string' ? fact : ''
}

const appOf = (event: EventRow): PushAppKind => (textOf(event, 'app') === 'official' ? 'official' : 'mini')

const signOf = (event: EventRow, now: Date) => ({
  app: appOf(event),
  openId: textOf(event, 'openId'),
  at: new Date(textOf(event, 'sentAt')),
  now,
})

const when = (event: string, run: OnEvent): EventHandler => ({ name: `dialogue.on.${event}`, event, run })

export const dialogueHandlers: EventHandler[] = [
  when('wechat.message', (tx, event, now) => wrote(tx, signOf(event, now), textOf(event, 'pushId'))),
  when('wechat.entered', (tx, event, now) => came(tx, signOf(event, now))),
  when('wechat.followed', (tx, event, now) => followed(tx, signOf(event, now), true)),
  when('wechat.unfollowed', (tx, event, now) => followed(tx, signOf(event, now), false)),
  when('wechat.user_revoked', (tx, event, now) =>
    revoke(tx, { openId: textOf(event, 'openId'), kinds: textOf(event, 'kinds').split(' ') }, now),
  ),
  when('wechat.user_cancelled', (tx, event, now) =>
    cancelled(tx, { openId: textOf(event, 'openId'), unionId: textOf(event, 'unionId'), at: event.at }, now),
  ),
  when('member.joined', async (tx, event) => {
    const { id, userId } = await memberById(tx, textOf(event, 'memberId'))
    if (userId !== null) await joined(tx, id, userId)
  }),
  when('member.left', (tx, event) => memberLeft(tx, textOf(event, 'memberId'))),
]
