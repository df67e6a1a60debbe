import type { Input } from '@huitou/shared/api'
import { stockAfter } from '@huitou/shared/tier/card-rules'
import { lockMember } from '#server/domains/member/member-of'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found, mustBe, Refused } from '#server/platform/refused'
import { Cards, type CardRow } from '../entities'
import { holdCard } from './hold'

/** Makes a kind of card or changes it. What members hold already is theirs as it was. */
export async function saveCard(tx: Tx, { id, ended, ...wanted }: Input<'tier.saveCard'>, now: Date): Promise<string> {
  const before = id === null ? null : found(await tx.findOne(Cards, { where: { id }, ...forUpdate(tx) }))
  const { stockLeft } = mustBe(stockAfter(before, wanted.stockTotal))
  const row: Omit<CardRow, 'id'> = {
    ...wanted,
    stockLeft,
    onSale: !ended && wanted.points !== null,
    savedAt: now,
    endedAt: ended ? (before?.endedAt ?? now) : null,
  }
  if (before) {
    await tx.update(Cards, { id: before.id }, row)
    return before.id
  }
  const { identifiers } = await tx.insert(Cards, row)
  return String(identifiers[0]?.['id'])
}

type Grant = Input<'tier.grantCard'> & { operatorId: string; now: Date }

/** Gives one member a card by hand. */
export async function grantCard(tx: Tx, { memberId, cardId, reason, operatorId, now }: Grant): Promise<string> {
  await lockMember(tx, memberId)
  const card = found(await tx.findOne(Cards, { where: { id: cardId } }))
  if (card.endedAt) throw new Refused('not_found')
  const actor = `operator:${operatorId}`
  const sourceKey = `tier-grant:${randomCode()}`
  return (await holdCard(tx, { memberId, cardId, source: 'grant', sourceKey, reason, actor, now })).id
}
