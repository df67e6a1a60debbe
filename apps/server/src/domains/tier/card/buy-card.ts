import { In } from 'typeorm'
import { judgeBuyCard } from '@huitou/shared/tier/card-rules'
import { lockMember, membershipsOf } from '#server/domains/member/member-of'
import { spend } from '#server/domains/points/post'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Cards, Holdings, type CardRow } from '../entities'
import { holdCard } from './hold'

type Buy = { memberId: string; cardId: string; pointsSeen: number; now: Date }

async function takeStock(tx: Tx, card: CardRow) {
  if (card.stockTotal === null) return
  const { affected } = await tx
    .createQueryBuilder()
    .update(Cards)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id: card.id })
    .execute()
  if (affected !== 1) throw new Refused('item_sold_out')
}

/** Points out, card in, in one transaction. Answers the id of the card in the member's hands. */
export async function buyCard(tx: Tx, { memberId, cardId, pointsSeen, now }: Buy): Promise<string> {
  await lockMember(tx, memberId)
  const card = found(await tx.findOne(Cards, { where: { id: cardId } }))
  const memberIds = await membershipsOf(tx, memberId)
  const bought = await tx.countBy(Holdings, { memberId: In(memberIds), cardId, source: 'buy' })
  const { points } = mustBe(judgeBuyCard({ ...card, ended: card.endedAt !== null }, bought, pointsSeen))
  const sourceKey = `tier-card:${randomCode()}`
  const actor = `member:${memberId}`
  const reason = `兑换${card.name}`
  const paid = await spend(tx, { memberId, unit: 'points', points, sourceKey, reason, source: '权益卡', actor }, now)
  const { txnId, balanceAfter } = paid
  const held = await holdCard(tx, {
    memberId,
    cardId,
    source: 'buy',
    sourceKey,
    reason,
    actor,
    paid: { points, txnId, balanceAfter },
    now,
  })
  await takeStock(tx, card)
  return held.id
}
