import { In, LessThanOrEqual } from 'typeorm'
import { forUpdate, inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Contacts, Messages, type MessageRow } from '../entities'
import { giveBack, handOver, type Ending } from './hand-over'

const TOGETHER = 20
/** Longer than WeChat is waited for, with its retries. */
export const LEASE_MS = 60_000
const RETRY_MS = 5_000

export function changeOf(ending: Ending, now: Date): Partial<MessageRow> {
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
  if (contact) await settle(platform, message, await handOver(platform, contact, message), now)
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
