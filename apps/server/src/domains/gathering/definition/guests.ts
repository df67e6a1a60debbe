import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { DOOR_LATE_MS } from '@huitou/shared/gathering/rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Tickets, type TicketRow } from '../entities'
import { gatheringById } from '../seat'

const NEWCOMER_DAYS = 30
const DAY_MS = 86_400_000

export async function namesOf(
  read: Reader,
  rows: readonly Pick<TicketRow, 'memberId'>[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const members = await read.find(Members, { where: { id: In(rows.map(({ memberId }) => memberId)) } })
  return new Map(members.map((member) => [member.id, nameForOthers(member)]))
}

/** Who has signed up, newest first, along (gathering, id). */
export async function guestsOf(
  read: Reader,
  { gatheringId, state, before }: Input<'gathering.guests'>,
): Promise<Output<'gathering.guests'>> {
  await gatheringById(read, gatheringId)
  const where = {
    gatheringId,
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Tickets, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const names = await namesOf(read, page)
  return {
    rows: page.map((row) => ({
      ...{ ticketId: row.id, memberId: row.memberId, name: found(names.get(row.memberId)), state: row.state },
      ...{ walkIn: row.walkIn, signedUpAt: row.signedUpAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null },
      ...{ points: row.points, couponGiven: row.couponId !== null },
    })),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

type Counted = Record<'held' | 'withdrawn' | 'came' | 'walkIns' | 'points' | 'coupons', string | number | null>

const countNewcomers = (read: Reader, gatheringId: string, since: Date) =>
  read
    .createQueryBuilder(Tickets, 'ticket')
    .innerJoin('member', 'member', 'member.id = ticket.memberId')
    .where("ticket.gatheringId = :gatheringId AND ticket.state = 'used'", { gatheringId })
    .andWhere('member.joinedAt >= :since', { since })
    .getCount()

/** How a gathering went, counted from its tickets. */
export async function figuresOf(read: Reader, gatheringId: string, now: Date): Promise<Output<'gathering.figures'>> {
  const { endsAt, startsAt, state } = await gatheringById(read, gatheringId)
  const counted = await read
    .createQueryBuilder(Tickets, 'ticket')
    .select("SUM(CASE WHEN ticket.state = 'held' THEN 1 ELSE 0 END)", 'held')
    .addSelect("SUM(CASE WHEN ticket.state = 'withdrawn' THEN 1 ELSE 0 END)", 'withdrawn')
    .addSelect("SUM(CASE WHEN ticket.state = 'used' THEN 1 ELSE 0 END)", 'came')
    .addSelect("SUM(CASE WHEN ticket.state = 'used' AND ticket.walkIn = 1 THEN 1 ELSE 0 END)", 'walkIns')
    .addSelect('SUM(ticket.points)', 'points')
    .addSelect('COUNT(ticket.couponId)', 'coupons')
    .where('ticket.gatheringId = :gatheringId', { gatheringId })
    .getRawOne<Counted>()
  const of = (name: keyof Counted) => Number(counted?.[name] ?? 0)
  const isOver = state === 'on' && now.getTime() >= endsAt.getTime() + DOOR_LATE_MS
  return {
    signedUp: of('held') + of('came') - of('walkIns'),
    ...{ withdrawn: of('withdrawn'), came: of('came'), walkIns: of('walkIns') },
    missed: isOver ? of('held') : 0,
    newcomers: await countNewcomers(read, gatheringId, new Date(startsAt.getTime() - NEWCOMER_DAYS * DAY_MS)),
    ...{ points: of('points'), coupons: of('coupons') },
  }
}
