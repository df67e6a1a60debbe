import { linkTo, plain } from '@huitou/shared/dialogue/reply-rules'
import { judgeNotice } from '@huitou/shared/dialogue/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { sealText } from '#server/platform/wechat-push/receive'
import { Contacts, Messages, type ContactRow } from '../entities'
import { linkFor } from '../link'
import { hasUnfollowed, windowsOf } from '../person/contact'
import { changeOf, LEASE_MS } from './deliver'
import { giveBack, handOver, senderIn, type Ending } from './hand-over'
import { writeInto } from './write'

/** What the shop tells a member by itself. */
type Notice = { memberId: string; title: string; words: string; page: string | null; now: Date }

const HOME = 'pages/home/index'

const contentOf = (platform: Platform, { title, words, page }: Notice) =>
  [plain(title), plain(words), linkTo(linkFor(platform, page ?? HOME), '打开小程序看看')].join('\n')

const lastWrote = ({ wroteAt }: ContactRow) => wroteAt?.getTime() ?? 0

/** Where a member can be written to: the app in which they wrote last comes first. */
async function lockContactsOf(tx: Tx, platform: Platform, memberId: string): Promise<ContactRow[]> {
  const rows = await tx.find(Contacts, { where: { memberId }, order: { id: 'ASC' }, ...forUpdate(tx) })
  const reached = rows.filter((row) => senderIn(platform, row.app) && !hasUnfollowed(row))
  return reached.sort((one, other) => lastWrote(other) - lastWrote(one))
}

/**
 * Takes a place for a notice in a window of the member's, and marks it as being sent before WeChat hears of it. Answers the message's id;
 * null where no window is open, or only what is kept for people is left of it.
 */
export async function takePlace(tx: Tx, platform: Platform, notice: Notice): Promise<string | null> {
  const { memberId, now } = notice
  for (const contact of await lockContactsOf(tx, platform, memberId)) {
    const judged = judgeNotice(windowsOf(contact), now)
    if (!judged.ok) continue
    const textSealed = sealText(platform.vault, contentOf(platform, notice))
    const nextAt = new Date(now.getTime() + LEASE_MS)
    return writeInto(tx, contact, judged, { textSealed, at: now, state: 'sending', nextAt, operatorId: null })
  }
  return null
}

const GONE: Ending = { state: 'failed', why: 'refused', errcode: null }

/** Hands over what has its place; of who has left meanwhile there is nothing any more. */
export async function handNotice(platform: Platform, id: string): Promise<Ending> {
  const { manager } = platform.db
  const message = await manager.findOne(Messages, { where: { id } })
  const contact = message && (await manager.findOne(Contacts, { where: { id: message.contactId } }))
  return contact ? handOver(platform, contact, message) : GONE
}

/** Writes down how that ended. What was surely not sent is as if it had never been written: whoever tells it comes again. */
export async function settleNotice(tx: Tx, id: string, ending: Ending, now: Date) {
  const known = await tx.findOne(Messages, { where: { id } })
  const contact = known && (await tx.findOne(Contacts, { where: { id: known.contactId }, ...forUpdate(tx) }))
  const message = contact && (await tx.findOne(Messages, { where: { id, state: 'sending' }, ...forUpdate(tx) }))
  if (!message) return
  if (ending.state === 'later') {
    await giveBack(tx, contact, message, 'later')
    await tx.delete(Messages, { id })
    return
  }
  if (ending.state === 'failed') await giveBack(tx, contact, message, ending.why)
  await tx.update(Messages, { id }, changeOf(ending, now))
}
