import { In, IsNull, LessThan, LessThanOrEqual, MoreThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { HeldCard } from '@huitou/shared/tier/contract'
import { benefitWords } from '@huitou/shared/tier/word-rules'
import { membershipsOf } from '#server/domains/member/member-of'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Cards, Holdings, type CardRow, type HoldingRow } from '../entities'

/** More than anybody holds at a time. */
const HELD_MAX = 50
const ON_SALE_MAX = 50
const KINDS_MAX = 200

/** What a member holds that has not ended: running, or waiting for one of its kind to end. */
const heldRows = (read: Reader, memberId: string, now: Date) =>
  read.find(Holdings, {
    where: { memberId, endsAt: MoreThan(now) },
    order: { endsAt: 'ASC', id: 'ASC' },
    take: HELD_MAX,
  })

/** The cards that give something at `now`. */
export const runningCards = (read: Reader, memberId: string, now: Date): Promise<HoldingRow[]> =>
  read.find(Holdings, {
    where: { memberId, startsAt: LessThanOrEqual(now), endsAt: MoreThan(now) },
    take: HELD_MAX,
  })

/** What the kinds of benefit card give, also those that are no longer sold: somebody may hold one. */
export const cardsThatGive = async (read: Reader) =>
  (await read.find(Cards, { select: { id: true, gives: true }, order: { id: 'DESC' }, take: KINDS_MAX })).map(
    (card) => card.gives,
  )

export const presentHeld = (row: HoldingRow, now: Date): HeldCard => ({
  id: row.id,
  name: row.name,
  benefits: benefitWords(row.gives),
  from: row.startsAt.toISOString(),
  until: row.endsAt.toISOString(),
  waiting: row.startsAt > now,
})

export const heldCards = async (read: Reader, memberId: string, now: Date): Promise<HeldCard[]> =>
  (await heldRows(read, memberId, now)).map((row) => presentHeld(row, now))

export const holdingById = async (read: Reader, id: string) => found(await read.findOne(Holdings, { where: { id } }))

async function boughtByCard(read: Reader, memberId: string, cardIds: readonly string[]) {
  if (cardIds.length === 0) return new Map<string, number>()
  const rows = await read
    .createQueryBuilder(Holdings, 'held')
    .select('held.cardId', 'cardId')
    .addSelect('COUNT(*)', 'bought')
    .where('held.memberId IN (:...memberIds) AND held.cardId IN (:...cardIds) AND held.source = :source', {
      memberIds: await membershipsOf(read, memberId),
      cardIds,
      source: 'buy',
    })
    .groupBy('held.cardId')
    .getRawMany<{ cardId: string | number; bought: string | number }>()
  return new Map(rows.map((row) => [String(row.cardId), Number(row.bought)]))
}

export async function cardsOf(read: Reader, memberId: string, now: Date): Promise<Output<'tier.myCards'>> {
  const cards = await read.find(Cards, {
    where: { onSale: true, endedAt: IsNull() },
    order: { id: 'DESC' },
    take: ON_SALE_MAX,
  })
  const bought = await boughtByCard(
    read,
    memberId,
    cards.map((card) => card.id),
  )
  return {
    held: await heldCards(read, memberId, now),
    onSale: cards.map((card) => ({
      cardId: card.id,
      name: card.name,
      points: card.points ?? 0,
      validDays: card.validDays,
      benefits: benefitWords(card.gives),
      left: card.stockLeft,
      mayBuy: card.perMemberLimit === null ? null : Math.max(0, card.perMemberLimit - (bought.get(card.id) ?? 0)),
    })),
  }
}

const presentCard = (card: CardRow): Output<'tier.saveCard'>['card'] => ({
  id: card.id,
  name: card.name,
  validDays: card.validDays,
  gives: card.gives,
  benefits: benefitWords(card.gives),
  points: card.points,
  stockTotal: card.stockTotal,
  stockLeft: card.stockLeft,
  perMemberLimit: card.perMemberLimit,
  ended: card.endedAt !== null,
})

export const cardById = async (read: Reader, id: string) =>
  presentCard(found(await read.findOne(Cards, { where: { id } })))

export async function cardPage(read: Reader, { before }: Input<'tier.cards'>): Promise<Output<'tier.cards'>> {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Cards, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(presentCard), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}

/** Names by card, for packs. */
export const cardNames = async (read: Reader, ids: readonly string[]) =>
  new Map((await read.find(Cards, { where: { id: In([...ids]) } })).map((card) => [card.id, card.name]))
