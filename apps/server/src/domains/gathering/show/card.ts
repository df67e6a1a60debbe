import { In } from 'typeorm'
import type { GatheringCard } from '@huitou/shared/gathering/contract'
import { cardStateOf, signUpEndsAt, type GatheringCardState } from '@huitou/shared/gathering/rules'
import { giftWords, KIND_WORDS } from '@huitou/shared/gathering/word-rules'
import type { PictureLinks } from '@huitou/shared/media/contract'
import { refusals } from '@huitou/shared/refusals'
import { Templates } from '#server/domains/coupon/entities'
import { linksOf } from '#server/domains/media/queries'
import { memberById, memberOfUser } from '#server/domains/member/member-of'
import { Stores } from '#server/domains/store/entities'
import { brandOf } from '#server/domains/store/queries'
import { tierNameOf } from '#server/domains/tier/queries'
import type { Reader } from '#server/platform/db/tx'
import { Tickets, type GatheringRow, type TicketRow } from '../entities'
import { whenOf, whereOf } from './words'

/** Who looks: a visitor is judged as the member that they would be on joining. */
export type Viewer = { memberId: string | null; level: number }

const FIRST_LEVEL = 1

export async function viewerOfUser(read: Reader, userId: string): Promise<Viewer> {
  const member = await memberOfUser(read, userId)
  return { memberId: member?.id ?? null, level: member?.tierLevel ?? FIRST_LEVEL }
}

export const viewerOfMember = async (read: Reader, memberId: string): Promise<Viewer> => ({
  memberId,
  level: (await memberById(read, memberId)).tierLevel,
})

type Around = {
  zone: string
  stores: Map<string, string>
  covers: Map<string, PictureLinks>
  coupons: Map<string, string>
  tiers: Map<number, string>
  tickets: Map<string, TicketRow>
}

const idsOf = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]

async function tiersOf(read: Reader, rows: readonly GatheringRow[]): Promise<Map<number, string>> {
  const levels = new Set(rows.flatMap(({ minLevel }) => minLevel ?? []))
  const names = new Map<number, string>()
  for (const level of levels) names.set(level, await tierNameOf(read, level))
  return names
}

async function ticketsOf(read: Reader, rows: readonly GatheringRow[], { memberId }: Viewer) {
  if (memberId === null || rows.length === 0) return new Map<string, TicketRow>()
  const where = { memberId, gatheringId: In(rows.map(({ id }) => id)) }
  return new Map((await read.find(Tickets, { where })).map((row) => [row.gatheringId, row] as const))
}

async function aroundOf(read: Reader, rows: readonly GatheringRow[], viewer: Viewer): Promise<Around> {
  const storeIds = idsOf(rows.map(({ storeId }) => storeId))
  const templateIds = idsOf(rows.map(({ templateId }) => templateId))
  const stores = storeIds.length === 0 ? [] : await read.find(Stores, { where: { id: In(storeIds) } })
  const templates = templateIds.length === 0 ? [] : await read.find(Templates, { where: { id: In(templateIds) } })
  return {
    zone: (await brandOf(read)).zone,
    stores: new Map(stores.map(({ id, name }) => [id, name])),
    covers: await linksOf(read, idsOf(rows.map(({ pictureId }) => pictureId))),
    coupons: new Map(templates.map(({ id, name }) => [id, name])),
    tiers: await tiersOf(read, rows),
    tickets: await ticketsOf(read, rows, viewer),
  }
}

const WHY: Partial<Record<GatheringCardState, keyof typeof refusals>> = {
  ...{ full: 'gathering_full', closed: 'gathering_closed', over: 'gathering_over', cancelled: 'gathering_cancelled' },
}

function whyOf(state: GatheringCardState, tierName: string | null): string | null {
  if (state === 'locked') return `${tierName ?? ''}及以上会员可以报名`
  if (state === 'full') return '名额满了，有人退出会空出来'
  const code = WHY[state]
  return code === undefined ? null : refusals[code].zh
}

const named = <Key, Value>(map: Map<Key, Value>, key: Key | null): Value | null =>
  key === null ? null : (map.get(key) ?? null)

function presentCard(row: GatheringRow, around: Around, { level }: Viewer, now: Date): GatheringCard {
  const state = cardStateOf({ ...row, level, ticket: around.tickets.get(row.id)?.state ?? null }, now)
  const tierName = named(around.tiers, row.minLevel)
  return {
    ...{ gatheringId: row.id, kind: row.kind, kindWords: KIND_WORDS[row.kind], title: row.title },
    cover: named(around.covers, row.pictureId),
    where: whereOf(row, named(around.stores, row.storeId)),
    ...{ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString(), when: whenOf(row, around.zone) },
    signUpUntil: signUpEndsAt(row).toISOString(),
    left: row.seats === null ? null : row.seats - row.taken,
    ...{ state, why: whyOf(state, tierName), tierName },
    giftWords: giftWords(row.points, named(around.coupons, row.templateId)),
  }
}

/** Gatherings as somebody sees them, each with their ticket where they have one. */
export async function cardsFor(read: Reader, rows: readonly GatheringRow[], viewer: Viewer, now: Date) {
  const around = await aroundOf(read, rows, viewer)
  return rows.map((row) => ({
    card: presentCard(row, around, viewer, now),
    ticket: around.tickets.get(row.id) ?? null,
  }))
}
