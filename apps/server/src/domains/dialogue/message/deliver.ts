import { In, LessThanOrEqual } from 'typeorm'
import { isInTime } from '@huitou/shared/dialogue/rules'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { CUSTOMER_MESSAGE_PATH } from '#server/platform/wechat/customer-message'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { openText } from '#server/platform/wechat-push/receive'
import { Contacts, Messages, type ContactRow, type MessageRow } from '../entities'

const TOGETHER = 20
/** Longer than WeChat is waited for, with its retries. */
const LEASE_MS = 60_000
const RETRY_MS = 5_000

/** How handing it to WeChat ended. `later`: surely not sent. `unsure`: nobody knows, so it is never sent again. */
type Ending = { state: 'sent' } | { state: 'later' } | { state: 'unsure' } | { state: 'failed'; why: string }

const SPENT = 45047
const CLOSED = 45015
const WHY: Readonly<Record<number, string>> = { [CLOSED]: 'window_closed', [SPENT]: 'window_full' }

function endingOf(error: unknown): Ending {
  if (!(error instanceof WeChatError)) throw error
  const { kind, errcode, path } = error
  // Without a number from WeChat it may have got through; but not where the token failed on the way to it.
  if (errcode === null && path === CUSTOMER_MESSAGE_PATH) return { state: 'unsure' }
  if (kind === 'unavailable' || kind === 'misconfigured') return { state: 'later' }
  return { state: 'failed', why: WHY[errcode ?? 0] ?? 'refused' }
}

async function handOver({ wechat, official, vault, log }: Platform, contact: ContactRow, message: MessageRow) {
  const sender = contact.app === 'mini' ? wechat : official
  if (!sender || message.textSealed === null) return { state: 'failed', why: 'refused' } satisfies Ending
  const content = openText(vault, message.textSealed)
  try {
    await sender.sendCustomerMessage(contact.openId, { kind: 'text', content })
    return { state: 'sent' } satisfies Ending
  } catch (error) {
    const ending = endingOf(error)
    log.warn({ err: error, messageId: message.id, ending: ending.state }, 'an answer was not sent')
    return ending
  }
}

const PLACES = {
  visit: { left: 'visitLeft', endsAt: 'visitEndsAt' },
  message: { left: 'messageLeft', endsAt: 'messageEndsAt' },
} as const

/** What was surely not sent gives its place back, as long as the window is the same; a window that WeChat calls spent or over is. */
async function giveBack(tx: Tx, contact: ContactRow, { takenFrom, endsAt }: MessageRow, why: string) {
  const place = PLACES[takenFrom ?? 'message']
  if (contact[place.endsAt]?.getTime() !== endsAt?.getTime()) return
  const isOver = why === 'window_full' || why === 'window_closed'
  await tx.update(Contacts, { id: contact.id }, { [place.left]: isOver ? 0 : contact[place.left] + 1 })
}

function changeOf(ending: Ending, now: Date): Partial<MessageRow> {
  if (ending.state === 'sent') return { state: 'sent', sentAt: now, nextAt: null }
  if (ending.state === 'later') return { state: 'waiting', nextAt: new Date(now.getTime() + RETRY_MS) }
  if (ending.state === 'unsure') return { state: 'unsure', nextAt: null }
  return { state: 'failed', why: ending.why, nextAt: null }
}

const settle = (platform: Platform, message: MessageRow, ending: Ending, now: Date) =>
  inTransaction(platform.db, async (tx) => {
    const contact = await tx.findOne(Contacts, { where: { id: message.contactId }, ...forUpdate(tx) })
    if (contact && ending.state === 'failed') await giveBack(tx, contact, message, ending.why)
    await tx.update(Messages, { id: message.id, state: 'sending' }, changeOf(ending, now))
  })

async function attempt(platform: Platform, message: MessageRow) {
  const now = platform.clock()
  const contact = await platform.db.manager.findOne(Contacts, { where: { id: message.contactId } })
  // They have left meanwhile, and the message went with them.
  if (!contact) return
  const isLate = message.endsAt === null || !isInTime(message.endsAt, now)
  const ending: Ending = isLate ? { state: 'failed', why: 'window_closed' } : await handOver(platform, contact, message)
  await settle(platform, message, ending, now)
}

/** Takes for itself what waits: another process leaves it alone. Marked before WeChat is called, so that a crash is known for one. */
async function takeWaiting({ db }: Platform, now: Date): Promise<MessageRow[]> {
  const due = await db.manager.find(Messages, {
    where: { nextAt: LessThanOrEqual(now), state: 'waiting' },
    ...{ order: { nextAt: 'ASC', id: 'ASC' }, take: TOGETHER },
  })
  const mine: MessageRow[] = []
  for (const row of due) {
    const change = { state: 'sending' as const, nextAt: new Date(now.getTime() + LEASE_MS) }
    const { affected } = await db.manager.update(Messages, { id: row.id, state: 'waiting' }, change)
    if (affected === 1) mine.push(row)
  }
  return mine
}

/** Whoever had these in hand is gone, and with them the answer of WeChat. */
async function giveUpLost({ db }: Platform, now: Date) {
  const lost = await db.manager.find(Messages, {
    ...{ select: { id: true }, where: { nextAt: LessThanOrEqual(now), state: 'sending' }, take: TOGETHER },
  })
  const where = { id: In(lost.map(({ id }) => id)), state: 'sending' as const }
  if (lost.length > 0) await db.manager.update(Messages, where, { state: 'unsure', nextAt: null })
}

/** Sends what waits, several at once. Answers whether more waits. */
export async function deliverWaiting(platform: Platform, now: Date): Promise<boolean> {
  await giveUpLost(platform, now)
  const mine = await takeWaiting(platform, now)
  await Promise.all(mine.map((row) => attempt(platform, row)))
  return mine.length === TOGETHER
}
