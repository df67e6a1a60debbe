import { forgetPhone } from '#server/domains/member/keep-phone'
import { memberOfUser } from '#server/domains/member/member-of'
import { updateProfile } from '#server/domains/member/update-profile'
import { forgetUser, leave } from '#server/domains/privacy/leave'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { WechatUsers } from '#server/platform/session/entities'
import { forgetPushesOf } from '#server/platform/wechat-push/receive'
import { Contacts } from '../entities'
import { eraseContacts } from './contact'

/** What a person may take back, as WeChat numbers it. Of all else nothing is kept here. */
const NICKNAME = '6'
const PHONE = '8'

const userOf = (tx: Tx, openId: string) => tx.findOne(WechatUsers, { where: { openId }, ...forUpdate(tx) })

/** Deletes what the person no longer allows (R40): as if they had taken it back in the mini program. */
export async function revoke(tx: Tx, { openId, kinds }: { openId: string; kinds: readonly string[] }, now: Date) {
  const user = await userOf(tx, openId)
  const member = user && (await memberOfUser(tx, user.id))
  if (!member) return
  if (kinds.includes(PHONE)) await forgetPhone(tx, member.id)
  if (kinds.includes(NICKNAME)) await updateProfile(tx, member.id, { nickname: null, judged: null }, now)
}

/** Messages of theirs in both apps, and what WeChat told us of them. */
async function erase(tx: Tx, contacts: readonly { id: string; app: 'mini' | 'official'; openId: string }[]) {
  for (const { app, openId } of contacts) await forgetPushesOf(tx, app, openId)
  await eraseContacts(
    tx,
    contacts.map(({ id }) => id),
  )
}

const locked = { order: { id: 'ASC' } } as const

/** A membership has ended, by whatever way: nothing of what they wrote stays. */
export const memberLeft = async (tx: Tx, memberId: string) =>
  erase(tx, await tx.find(Contacts, { where: { memberId }, ...locked, ...forUpdate(tx) }))

/**
 * The person ended their account with the mini program (R41): the same as leaving, also for who never joined. Who has come back since
 * the event is somebody new.
 */
export async function cancelled(
  tx: Tx,
  { openId, unionId, at }: { openId: string; unionId: string; at: Date },
  now: Date,
) {
  const user = await userOf(tx, openId)
  if (user && user.createdAt <= at) {
    const member = await memberOfUser(tx, user.id)
    if (member) await leave(tx, { memberId: member.id, userId: user.id, confirmed: true, now })
    else await forgetUser(tx, user.id, now)
  }
  await erase(tx, await tx.find(Contacts, { where: { app: 'mini', openId }, ...locked, ...forUpdate(tx) }))
  if (unionId !== '')
    await erase(tx, await tx.find(Contacts, { where: { app: 'official', unionId }, ...locked, ...forUpdate(tx) }))
}
