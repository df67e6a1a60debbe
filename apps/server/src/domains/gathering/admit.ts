import { judgeAdmit, type Admitting } from '@huitou/shared/gathering/rules'
import { MemberTags } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import { tagIfRoom, untagMember } from '#server/domains/member/tag/tags'
import { momentText } from '#server/platform/business-day'
import { brandOf } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Tickets, type GatheringRow, type TicketRow } from './entities'
import { giveGift, takeBackGift } from './gift'
import { freeSeats, gatheringById, takeSeat } from './seat'
import { writeTicket } from './sign-up'

const taggedBy = ({ id }: GatheringRow) => `gathering:${id}`

/** Called what the gathering says (S-023); who has no room for another word comes in all the same. */
async function tag(tx: Tx, gathering: GatheringRow, memberId: string, now: Date) {
  if (gathering.tag === null) return
  await tagIfRoom(tx, { memberId, tag: gathering.tag, at: now, taggedBy: taggedBy(gathering) })
}

/** Taken off again, unless somebody else had put it on. */
async function untag(tx: Tx, gathering: GatheringRow, memberId: string) {
  if (gathering.tag === null) return
  const named = { memberId, tag: gathering.tag }
  if (await tx.existsBy(MemberTags, { ...named, taggedBy: taggedBy(gathering) })) await untagMember(tx, named)
}

/** When and in whose store it was used: told with the refusal, for who stands at the door. */
async function usedFacts(read: Reader, ticket: TicketRow | null) {
  if (!ticket?.usedAt) return {}
  const { zone } = await brandOf(read)
  return { facts: { usedAt: momentText(ticket.usedAt, zone), usedBy: ticket.usedBy } }
}

async function mustAdmit(read: Reader, admitting: Admitting, ticket: TicketRow | null, now: Date) {
  const decision = judgeAdmit(admitting, now)
  if (!decision.ok) throw new Refused(decision.reason, await usedFacts(read, ticket))
}

type Admission = { gatheringId: string; memberId: string; storeId: string; staffId: string; now: Date }

/**
 * Lets a member in, with their ticket or where it is allowed without one, and gives what coming gives. Of two at once one does; the other
 * is refused ticket_used with when. Answers the ticket's id.
 */
export async function admit(tx: Tx, { gatheringId, memberId, storeId, staffId, now }: Admission): Promise<string> {
  const member = await lockMember(tx, memberId)
  const gathering = await gatheringById(tx, gatheringId)
  const before = await tx.findOne(Tickets, { where: { gatheringId, memberId } })
  const ticket = before?.state ?? null
  await mustAdmit(tx, { ...gathering, hereId: storeId, level: member.tierLevel, ticket }, before, now)
  const walkIn = ticket !== 'held'
  const rounds = (before?.rounds ?? 0) + 1
  const id = await writeTicket(tx, before, {
    ...{ gatheringId, memberId, signedUpAt: walkIn ? now : (before?.signedUpAt ?? now), state: 'used', walkIn },
    ...{ usedAt: now, usedBy: staffId, storeId, rounds },
  })
  await tx.update(Tickets, { id }, await giveGift(tx, gathering, { id, memberId, rounds }, `staff:${staffId}`, now))
  await tag(tx, gathering, memberId, now)
  await announce(tx, 'gathering.admitted', { memberId, gatheringId, ticketId: id, title: gathering.title }, now)
  if (walkIn) await takeSeat(tx, gatheringId)
  return id
}

const NOT_USED = {
  ...{ usedAt: null, usedBy: null, storeId: null },
  ...{ points: 0, txnId: null, couponId: null, giftOwed: false },
}

/** Takes an admission back: the ticket is held again, or gone where there was none. Refuses ticket_unused. The caller holds the member's lock. */
export async function undoAdmission(tx: Tx, ticketId: string, now: Date) {
  const ticket = found(await tx.findOne(Tickets, { where: { id: ticketId } }))
  if (ticket.state !== 'used') throw new Refused('ticket_unused')
  const { memberId, gatheringId, walkIn } = ticket
  const gathering = await gatheringById(tx, gatheringId)
  await takeBackGift(tx, gathering, ticket, now)
  await untag(tx, gathering, memberId)
  const stands = walkIn ? ({ state: 'withdrawn', withdrawnAt: now } as const) : ({ state: 'held' } as const)
  await tx.update(Tickets, { id: ticketId }, { ...NOT_USED, ...stands })
  await announce(tx, 'gathering.admissionUndone', { memberId, gatheringId, ticketId }, now)
  if (walkIn) await freeSeats(tx, gatheringId)
}
