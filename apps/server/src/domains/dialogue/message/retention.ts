import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Contacts, Messages } from '../entities'
import { eraseContacts } from '../person/contact'

const BATCH = 500
const DAY_MS = 86_400_000
/** As long as somebody may come back to what was said. */
const KEEP_MESSAGES_MS = 90 * DAY_MS
/** Of who has shown no sign for so long nothing is kept. */
const KEEP_CONTACTS_MS = 180 * DAY_MS

const before = (now: Date, ms: number) => LessThanOrEqual(new Date(now.getTime() - ms))

export const dropOldMessages = ({ db }: Platform, now: Date) =>
  inTransaction(db, async (tx) => {
    const where = { at: before(now, KEEP_MESSAGES_MS) }
    const old = await tx.find(Messages, { select: { id: true }, where, order: { at: 'ASC', id: 'ASC' }, take: BATCH })
    if (old.length > 0) await tx.delete(Messages, { id: In(old.map(({ id }) => id)) })
    return old.length === BATCH
  })

export const dropIdleContacts = ({ db }: Platform, now: Date) =>
  inTransaction(db, async (tx) => {
    const where = { seenAt: before(now, KEEP_CONTACTS_MS) }
    const idle = await tx.find(Contacts, { select: { id: true }, where, order: { seenAt: 'ASC' }, take: BATCH })
    await eraseContacts(
      tx,
      idle.map(({ id }) => id),
    )
    return idle.length === BATCH
  })
