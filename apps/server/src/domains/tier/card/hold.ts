import { MoreThan } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import { today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Cards, Holdings, type HoldingRow } from '../entities'
import { startOfDay } from '../growth'

type Paid = Pick<HoldingRow, 'points' | 'txnId' | 'balanceAfter'>

export type Hold = Pick<HoldingRow, 'memberId' | 'cardId' | 'source' | 'sourceKey' | 'reason' | 'actor'> & {
  paid?: Paid
  now: Date
}

/**
 * Puts a card into a member's hands, or answers the one that the same cause put there before. One more of a kind that still runs begins
 * when that one ends, so that no day is lost. The caller holds the member's lock.
 */
export async function holdCard(tx: Tx, { now, paid, ...what }: Hold): Promise<HoldingRow> {
  const before = await tx.findOne(Holdings, { where: { sourceKey: what.sourceKey } })
  if (before) return before
  const card = found(await tx.findOne(Cards, { where: { id: what.cardId } }))
  const { day, brand } = await today(tx, now)
  const running = await tx.findOne(Holdings, {
    where: { memberId: what.memberId, cardId: what.cardId, endsAt: MoreThan(now) },
    order: { endsAt: 'DESC' },
  })
  const firstDay = running ? Math.max(day, addDays(running.lastDay, 1)) : day
  const lastDay = addDays(firstDay, card.validDays - 1)
  const row: Omit<HoldingRow, 'id'> = {
    ...what,
    ...(paid ?? { points: 0, txnId: null, balanceAfter: 0 }),
    name: card.name,
    gives: card.gives,
    firstDay,
    lastDay,
    startsAt: firstDay === day ? now : startOfDay(firstDay, brand),
    endsAt: endOfDay(lastDay, brand),
    at: now,
  }
  const { identifiers } = await tx.insert(Holdings, row)
  const id = String(identifiers[0]?.['id'])
  await announce(tx, 'tier.cardHeld', { memberId: what.memberId, holdingId: id, cardId: what.cardId }, now)
  return { ...row, id }
}

/** Ends a card before its time. */
export const endHolding = (tx: Tx, id: string, now: Date) =>
  tx.update(Holdings, { id, endsAt: MoreThan(now) }, { endsAt: now })
