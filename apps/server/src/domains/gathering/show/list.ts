import { In, LessThan, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Gatherings, Tickets } from '../entities'
import { cardsFor, viewerOfMember, type Viewer } from './card'
import { presentTicket } from './ticket'

const COMING_MAX = 50

/** What is coming or goes on, soonest first, along (state, end). */
export async function comingFor(read: Reader, viewer: Viewer, now: Date): Promise<Output<'gathering.list'>> {
  const rows = await read.find(Gatherings, {
    where: { state: 'on', endsAt: MoreThan(now) },
    order: { endsAt: 'ASC', id: 'ASC' },
    take: COMING_MAX,
  })
  const cards = (await cardsFor(read, rows, viewer, now)).map(({ card }) => card)
  return { gatherings: cards.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) }
}

/** A member's tickets, newest first, along (member, id). */
export async function ticketsOf(
  read: Reader,
  memberId: string,
  before: string | undefined,
  now: Date,
): Promise<Output<'gathering.mine'>> {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Tickets, { where: { memberId, ...older }, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const ids = page.map(({ gatheringId }) => gatheringId)
  const gatherings = ids.length === 0 ? [] : await read.find(Gatherings, { where: { id: In(ids) } })
  const cards = await cardsFor(read, gatherings, await viewerOfMember(read, memberId), now)
  return {
    rows: page.map((row) => ({
      gathering: found(cards.find(({ card }) => card.gatheringId === row.gatheringId)).card,
      ticket: presentTicket(row, found(gatherings.find(({ id }) => id === row.gatheringId)), now),
    })),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
