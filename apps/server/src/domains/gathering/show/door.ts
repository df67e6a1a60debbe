import { In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { CounterTicket } from '@huitou/shared/gathering/contract'
import { DOOR_EARLY_MS, DOOR_LATE_MS, judgeAdmit } from '@huitou/shared/gathering/rules'
import { KIND_WORDS } from '@huitou/shared/gathering/word-rules'
import { refusals } from '@huitou/shared/refusals'
import { memberById } from '#server/domains/member/member-of'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import { brandOf } from '#server/domains/store/queries'
import { momentText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Gatherings, Tickets, type GatheringRow, type TicketRow } from '../entities'
import { gatheringById } from '../seat'
import { whenOf, whereOf } from './words'

const WEEK_MS = 7 * 86_400_000
const DOOR_MAX = 20

/** Of a store, and of none. */
const whereHere = (storeId: string, from: Date, until: Date, states: GatheringRow['state'][]) =>
  [storeId, IsNull()].map((one) => ({
    ...{ state: In(states), storeId: one, startsAt: LessThanOrEqual(until), endsAt: MoreThan(from) },
  }))

/** What may be entered in a store now. */
const openHere = (read: Reader, storeId: string, now: Date) => {
  const [from, until] = [new Date(now.getTime() - DOOR_LATE_MS), new Date(now.getTime() + DOOR_EARLY_MS)]
  return read.find(Gatherings, {
    where: whereHere(storeId, from, until, ['on']),
    order: { startsAt: 'ASC', id: 'ASC' },
    take: DOOR_MAX,
  })
}

async function cameOf(read: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Tickets, 'ticket')
    .select('ticket.gatheringId', 'gatheringId')
    .addSelect('COUNT(*)', 'came')
    .where("ticket.gatheringId IN (:...ids) AND ticket.state = 'used'", { ids })
    .groupBy('ticket.gatheringId')
    .getRawMany<{ gatheringId: string | number; came: string | number }>()
  return new Map(rows.map(({ gatheringId, came }) => [String(gatheringId), Number(came)]))
}

/** What goes on in a store, or is coming in a week. */
export async function doorOf(read: Reader, storeId: string, now: Date): Promise<Output<'gathering.door'>> {
  const [from, until] = [new Date(now.getTime() - DOOR_LATE_MS), new Date(now.getTime() + WEEK_MS)]
  const rows = await read.find(Gatherings, {
    where: whereHere(storeId, from, until, ['on', 'cancelled']),
    order: { startsAt: 'ASC', id: 'ASC' },
    take: DOOR_MAX,
  })
  const shown = rows.filter(({ publishedAt }) => publishedAt !== null)
  const came = await cameOf(
    read,
    shown.map(({ id }) => id),
  )
  const { zone } = await brandOf(read)
  const { name } = found(await read.findOne(Stores, { where: { id: storeId } }))
  return {
    gatherings: shown.map((row) => ({
      ...{ gatheringId: row.id, kindWords: KIND_WORDS[row.kind], title: row.title },
      ...{ when: whenOf(row, zone), where: whereOf(row, row.storeId === null ? null : name) },
      ...{ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() },
      open: row.state === 'on' && row.startsAt.getTime() - DOOR_EARLY_MS <= now.getTime(),
      ...{ cancelled: row.state === 'cancelled', seats: row.seats },
      ...{ held: row.taken - (came.get(row.id) ?? 0), came: came.get(row.id) ?? 0 },
    })),
  }
}

type Fact = CounterTicket['facts'][number]

async function factsOf(read: Reader, row: GatheringRow, ticket: TicketRow | null, zone: string): Promise<Fact[]> {
  const store = row.storeId === null ? null : await read.findOne(Stores, { where: { id: row.storeId } })
  const facts: Fact[] = [
    { label: '活动时间', value: whenOf(row, zone) },
    { label: '地点', value: whereOf(row, store?.name ?? null) },
  ]
  if (ticket?.usedAt) {
    facts.push({ label: '入场时间', value: momentText(ticket.usedAt, zone) })
    const name = ticket.usedBy === null ? undefined : (await staffNames(read, [ticket.usedBy])).get(ticket.usedBy)
    if (name) facts.push({ label: '经手人', value: name })
  }
  return facts
}

type Asked = { memberId: string; ticketId?: string | null | undefined }

async function gatheringsAsked(read: Reader, { memberId, ticketId }: Asked, storeId: string, now: Date) {
  if (!ticketId) return openHere(read, storeId, now)
  const { gatheringId } = found(await read.findOne(Tickets, { where: { id: ticketId, memberId } }))
  return [await gatheringById(read, gatheringId)]
}

/** Where staff of a store may let a member in: with the ticket that they showed, or to what goes on here now. */
export async function ticketsForCounter(
  read: Reader,
  asked: Asked,
  storeId: string,
  now: Date,
): Promise<CounterTicket[]> {
  const rows = await gatheringsAsked(read, asked, storeId, now)
  if (rows.length === 0) return []
  const { tierLevel: level } = await memberById(read, asked.memberId)
  const where = { memberId: asked.memberId, gatheringId: In(rows.map(({ id }) => id)) }
  const tickets = new Map((await read.find(Tickets, { where })).map((one) => [one.gatheringId, one] as const))
  const { zone } = await brandOf(read)
  const shown: CounterTicket[] = []
  for (const row of rows) {
    const ticket = tickets.get(row.id) ?? null
    const decision = judgeAdmit({ ...row, hereId: storeId, level, ticket: ticket?.state ?? null }, now)
    const has = ticket !== null && ticket.state !== 'withdrawn'
    if (!decision.ok && !has && !asked.ticketId) continue
    shown.push({
      ...{ gatheringId: row.id, title: row.title, walkIn: !has, usable: decision.ok },
      why: decision.ok ? null : refusals[decision.reason].zh,
      facts: await factsOf(read, row, ticket, zone),
    })
  }
  return shown
}
