import type { Input } from '@huitou/shared/api'
import { faultOfAnswers } from '@huitou/shared/kit/asked-rules'
import { judgeSignUp, judgeWithdraw } from '@huitou/shared/gathering/rules'
import { lockMember } from '#server/domains/member/member-of'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, mustBe } from '#server/platform/refused'
import { sealAnswers } from './answers'
import { Tickets, type TicketRow } from './entities'
import { freeSeats, gatheringById, takeSeat } from './seat'

const NEW_TICKET: Omit<TicketRow, 'id' | 'gatheringId' | 'memberId' | 'signedUpAt'> = {
  ...{ state: 'held', walkIn: false, answersSealed: null, withdrawnAt: null },
  ...{ usedAt: null, usedBy: null, storeId: null },
  ...{ rounds: 0, points: 0, txnId: null, couponId: null, giftOwed: false },
}

/** Makes the ticket, or takes up again the one that was given back. Answers its id. */
export async function writeTicket(
  tx: Tx,
  before: TicketRow | null,
  row: Pick<TicketRow, 'gatheringId' | 'memberId' | 'signedUpAt'> & Partial<TicketRow>,
): Promise<string> {
  if (before) {
    await tx.update(Tickets, { id: before.id }, { ...row, withdrawnAt: null })
    return before.id
  }
  const { identifiers } = await tx.insert(Tickets, { ...NEW_TICKET, ...row })
  return String(identifiers[0]?.['id'])
}

type Wish = Input<'gathering.signUp'> & { memberId: string; now: Date }

/**
 * Takes a place. Refuses what `judgeSignUp` refuses, gathering_unagreed and gathering_answers (with the place of the question). Answers
 * the ticket's id.
 */
export async function signUp(tx: Tx, vault: Vault, { gatheringId, answers, agreed, memberId, now }: Wish) {
  const member = await lockMember(tx, memberId)
  const gathering = await gatheringById(tx, gatheringId)
  const before = await tx.findOne(Tickets, { where: { gatheringId, memberId } })
  mustBe(judgeSignUp({ ...gathering, level: member.tierLevel, ticket: before?.state ?? null }, now))
  if (!agreed) throw new Refused('gathering_unagreed')
  const question = faultOfAnswers(gathering.questions, answers)
  if (question !== null) throw new Refused('gathering_answers', { facts: { question } })
  const ticketId = await writeTicket(tx, before, {
    ...{ gatheringId, memberId, state: 'held', walkIn: false, signedUpAt: now },
    answersSealed: sealAnswers(vault, answers),
  })
  await announce(tx, 'gathering.signedUp', { memberId, gatheringId, ticketId }, now)
  await takeSeat(tx, gatheringId)
  return ticketId
}

/** Gives a ticket back, with what was answered. Refuses what `judgeWithdraw` refuses. Answers its id. */
export async function withdraw(tx: Tx, { ticketId, memberId, now }: { ticketId: string; memberId: string; now: Date }) {
  await lockMember(tx, memberId)
  const ticket = found(await tx.findOne(Tickets, { where: { id: ticketId, memberId } }))
  const gathering = await gatheringById(tx, ticket.gatheringId)
  mustBe(judgeWithdraw({ ...gathering, ticket: ticket.state }, now))
  await tx.update(Tickets, { id: ticketId }, { state: 'withdrawn', withdrawnAt: now, answersSealed: null })
  await announce(tx, 'gathering.withdrawn', { memberId, gatheringId: gathering.id, ticketId }, now)
  await freeSeats(tx, gathering.id)
  return ticketId
}
