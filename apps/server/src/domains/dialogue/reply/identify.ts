import { memberOfUser } from '#server/domains/member/member-of'
import { Consents } from '#server/domains/member/entities'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { WechatUsers } from '#server/platform/session/entities'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { Contacts } from '../entities'
import { lockContact } from '../person/contact'

/** The member behind an account of WeChat's owner, if they have agreed to the privacy notice. */
async function memberByUnion(read: Reader, unionId: string): Promise<string | null> {
  const user = await read.findOne(WechatUsers, { where: { unionId }, order: { id: 'DESC' } })
  const member = user && (await memberOfUser(read, user.id))
  if (!member || !(await read.existsBy(Consents, { memberId: member.id }))) return null
  return member.id
}

type Asking = { openId: string; now: Date }

/** Known from the last time, or asked of WeChat and kept. An openid of the 公众号 says nothing about who it is in the mini program. */
async function unionIdOf({ db, official }: Platform, { openId, now }: Asking): Promise<string | null> {
  const contact = await db.manager.findOne(Contacts, { where: { app: 'official', openId } })
  if (contact?.unionId) return contact.unionId
  if (!official) return null
  const { unionId } = await official.officialUser(openId)
  if (unionId === null) return null
  await inTransaction(db, async (tx) => {
    const { id } = await lockContact(tx, 'official', openId, now)
    await tx.update(Contacts, { id }, { unionId, memberId: await memberByUnion(tx, unionId) })
  })
  return unionId
}

/** Which member somebody of the 公众号 is; null for none. `stalled`: WeChat did not say in time. */
type Identified = { stalled: false; memberId: string | null } | { stalled: true }

export async function identify(platform: Platform, asking: Asking): Promise<Identified> {
  try {
    const unionId = await unionIdOf(platform, asking)
    return { stalled: false, memberId: unionId === null ? null : await memberByUnion(platform.db.manager, unionId) }
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    platform.log.warn({ err: error }, 'a follower of the 公众号 was not identified')
    return { stalled: true }
  }
}
