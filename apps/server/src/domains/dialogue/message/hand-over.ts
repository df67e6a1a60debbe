import { isInTime } from '@huitou/shared/dialogue/rules'
import type { Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { CUSTOMER_MESSAGE_PATH } from '#server/platform/wechat/customer-message'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { openText } from '#server/platform/wechat-push/receive'
import { Contacts, type ContactRow, type MessageRow } from '../entities'

type Why = 'window_closed' | 'window_full' | 'refused'

/** How handing it to WeChat ended. `later`: surely not sent. `unsure`: nobody knows, so it is never sent again. */
export type Ending =
  | { state: 'sent' }
  | { state: 'later'; errcode: number | null; retryAfterMs: number | null }
  | { state: 'unsure' }
  | { state: 'failed'; why: Why; errcode: number | null }

const SPENT = 45047
const CLOSED = 45015
const WHY: Readonly<Record<number, Why>> = { [CLOSED]: 'window_closed', [SPENT]: 'window_full' }

function endingOf(error: unknown): Ending {
  if (!(error instanceof WeChatError)) throw error
  const { kind, errcode, path, retryAfterMs } = error
  // Without a number from WeChat it may have got through; but not where the token failed on the way to it.
  if (errcode === null && path === CUSTOMER_MESSAGE_PATH) return { state: 'unsure' }
  if (kind === 'unavailable' || kind === 'misconfigured') return { state: 'later', errcode, retryAfterMs }
  return { state: 'failed', why: WHY[errcode ?? 0] ?? 'refused', errcode }
}

/** Who sends in one of the two apps; null where the shop has no such app. */
export const senderIn = ({ wechat, official }: Platform, app: ContactRow['app']) => (app === 'mini' ? wechat : official)

/** Hands a message that is marked as being sent to WeChat, unless its window has ended meanwhile. */
export async function handOver(platform: Platform, contact: ContactRow, message: MessageRow): Promise<Ending> {
  const sender = senderIn(platform, contact.app)
  if (message.endsAt === null || !isInTime(message.endsAt, platform.clock()))
    return { state: 'failed', why: 'window_closed', errcode: null }
  if (!sender || message.textSealed === null) return { state: 'failed', why: 'refused', errcode: null }
  const content = openText(platform.vault, message.textSealed)
  try {
    await sender.sendCustomerMessage(contact.openId, { kind: 'text', content })
    return { state: 'sent' }
  } catch (error) {
    const ending = endingOf(error)
    platform.log.warn({ err: error, messageId: message.id, ending: ending.state }, 'an answer was not sent')
    return ending
  }
}

const PLACES = {
  visit: { left: 'visitLeft', endsAt: 'visitEndsAt' },
  message: { left: 'messageLeft', endsAt: 'messageEndsAt' },
} as const

/** What was surely not sent gives its place back, as long as the window is the same; a window that WeChat calls spent or over is. */
export async function giveBack(tx: Tx, contact: ContactRow, { takenFrom, endsAt }: MessageRow, why: Why | 'later') {
  const place = PLACES[takenFrom ?? 'message']
  if (contact[place.endsAt]?.getTime() !== endsAt?.getTime()) return
  const isOver = why === 'window_full' || why === 'window_closed'
  await tx.update(Contacts, { id: contact.id }, { [place.left]: isOver ? 0 : contact[place.left] + 1 })
}
