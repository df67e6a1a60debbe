import { MoreThan, MoreThanOrEqual } from 'typeorm'
import { isBelieved, SAME_TAP_MS } from '@huitou/shared/notify/rules'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { CreditChanges, Credits, type CreditChangeRow } from '../entities'

const DAY_MS = 86_400_000

/** Whose credit, for which template. */
export type Purse = { memberId: string; templateId: string }
type Change = Pick<CreditChangeRow, 'amount' | 'reason' | 'sourceKey'> & { messageId?: string }

const write = (tx: Tx, { memberId, templateId }: Purse, change: Change, at: Date) =>
  tx.insert(CreditChanges, { memberId, templateId, messageId: null, ...change, at })

/** The purse, locked; made when it was not there. */
async function lockPurse(tx: Tx, { memberId, templateId }: Purse): Promise<number> {
  await tx.createQueryBuilder().insert().into(Credits).values({ memberId, templateId, balance: 0 }).orIgnore().execute()
  const row = await tx.findOneOrFail(Credits, { where: { memberId, templateId }, ...forUpdate(tx) })
  return row.balance
}

/** Writes a change and moves the balance with it. The purse is locked by then. */
async function move(tx: Tx, purse: Purse, balance: number, change: Change, now: Date) {
  await write(tx, purse, change, now)
  await tx.update(
    Credits,
    { memberId: purse.memberId, templateId: purse.templateId },
    { balance: balance + change.amount },
  )
}

/** What the other side said about the same tap, and nobody has paired yet. */
async function sameTap(tx: Tx, { memberId, templateId }: Purse, reason: 'phone' | 'popup', now: Date) {
  const since = MoreThanOrEqual(new Date(now.getTime() - SAME_TAP_MS))
  const said = await tx.find(CreditChanges, {
    where: { memberId, templateId, reason, at: since },
    order: { id: 'ASC' },
  })
  for (const one of said) if (!(await tx.existsBy(CreditChanges, { sourceKey: `pair:${one.id}` }))) return one
  return null
}

type Word = { by: 'phone' | 'popup'; sourceKey: string; now: Date }

/**
 * One accept, by the word of the phone or of WeChat. Both speak of each tap, in either order, and it counts once; the phone alone is
 * believed only so often a day. Answers whether it stands.
 */
export async function accept(tx: Tx, purse: Purse, { by, sourceKey, now }: Word): Promise<boolean> {
  const balance = await lockPurse(tx, purse)
  const other = await sameTap(tx, purse, by === 'phone' ? 'popup' : 'phone', now)
  if (other) {
    await write(tx, purse, { amount: 0, reason: 'paired', sourceKey: `pair:${other.id}` }, now)
    return true
  }
  if (by === 'phone') {
    const { memberId, templateId } = purse
    const today = MoreThan(new Date(now.getTime() - DAY_MS))
    const believed = await tx.countBy(CreditChanges, { memberId, templateId, reason: 'phone', at: today })
    if (!isBelieved(believed)) return false
  }
  await move(tx, purse, balance, { amount: 1, reason: by, sourceKey }, now)
  return true
}

/** Names one word of a phone: there is no event behind it. */
export const phoneKey = () => `phone:${randomCode()}`

type ForMessage = { messageId: string; attempt: number; now: Date }

/** Takes one credit for a message that is about to be handed over; false when there is none. */
export async function claim(tx: Tx, purse: Purse, { messageId, attempt, now }: ForMessage): Promise<boolean> {
  const { memberId, templateId } = purse
  const { affected } = await tx
    .createQueryBuilder()
    .update(Credits)
    .set({ balance: () => 'balance - 1' })
    .where('memberId = :memberId AND templateId = :templateId AND balance > 0', { memberId, templateId })
    .execute()
  if (affected !== 1) return false
  const sourceKey = `claim:${messageId}:${attempt}`
  await write(tx, purse, { amount: -1, reason: 'claimed', sourceKey, messageId }, now)
  return true
}

/** The message was surely not sent: its credit is there again. */
export async function giveBack(tx: Tx, purse: Purse, { messageId, attempt, now }: ForMessage) {
  const sourceKey = `back:${messageId}:${attempt}`
  await move(tx, purse, await lockPurse(tx, purse), { amount: 1, reason: 'back', sourceKey, messageId }, now)
}

/** WeChat says that nothing is allowed (any more): whatever was counted is gone. */
export async function dropAll(tx: Tx, purse: Purse, sourceKey: string, now: Date) {
  const balance = await lockPurse(tx, purse)
  if (balance > 0) await move(tx, purse, balance, { amount: -balance, reason: 'dropped', sourceKey }, now)
}
