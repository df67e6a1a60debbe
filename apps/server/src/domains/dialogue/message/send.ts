import { DIALOGUE_PAGES, type DialoguePage } from '@huitou/shared/dialogue/pages'
import { linkTo } from '@huitou/shared/dialogue/reply-rules'
import { judgeSend } from '@huitou/shared/dialogue/rules'
import type { Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { mustBe } from '#server/platform/refused'
import { sealText } from '#server/platform/wechat-push/receive'
import { linkFor } from '../link'
import { lockContactById, windowsOf } from '../person/contact'
import { writeInto } from './write'

type Sending = { contactId: string; text: string; page: DialoguePage | undefined; operatorId: string; now: Date }

const contentOf = (platform: Platform, { text, page }: Sending) =>
  page === undefined ? text : `${text}\n${linkTo(linkFor(platform, DIALOGUE_PAGES[page]), '打开小程序')}`

/**
 * Queues an answer and takes its place in the window at once: of several operators who answer together no more get through than WeChat
 * allows. Answers the message's id.
 */
export async function send(tx: Tx, platform: Platform, sending: Sending): Promise<string> {
  const { contactId, page, operatorId, now } = sending
  const contact = await lockContactById(tx, contactId)
  const place = mustBe(judgeSend(windowsOf(contact), { hasLink: page !== undefined }, now))
  const textSealed = sealText(platform.vault, contentOf(platform, sending))
  return writeInto(tx, contact, place, { textSealed, at: now, state: 'waiting', nextAt: now, operatorId })
}
