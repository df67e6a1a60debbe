import { In } from 'typeorm'
import { answeredWords } from '@huitou/shared/kit/asked-rules'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { openAnswers } from './answers'
import { Gatherings, Tickets, type TicketRow } from './entities'
import { freeSeats } from './seat'

const ROWS_MAX = 20_000

const ofMember = (read: Reader, memberId: string) =>
  read.find(Tickets, { where: { memberId }, order: { gatheringId: 'ASC' }, take: ROWS_MAX })

/** Who leaves comes no more, and what they answered is forgotten; that somebody came stays, under a number that leads to nobody. The caller holds their lock. */
export async function forgetTicketsOf(tx: Tx, memberId: string, now: Date) {
  const rows = await ofMember(tx, memberId)
  await tx.update(Tickets, { memberId }, { answersSealed: null, giftOwed: false })
  for (const { id, gatheringId } of rows.filter(({ state }) => state === 'held')) {
    await tx.update(Tickets, { id }, { state: 'withdrawn', withdrawnAt: now })
    await freeSeats(tx, gatheringId)
  }
}

const WEIGHT: Record<TicketRow['state'], number> = { used: 2, held: 1, withdrawn: 0 }
const takesSeat = ({ state }: TicketRow) => state !== 'withdrawn'

/** Of two tickets of one person the stronger stays; what the other gave was given. The caller holds both locks. */
async function keepOne(tx: Tx, from: TicketRow, into: TicketRow, toMemberId: string) {
  const [stays, goes] = WEIGHT[from.state] > WEIGHT[into.state] ? [from, into] : [into, from]
  await tx.delete(Tickets, { id: goes.id })
  if (stays === from) await tx.update(Tickets, { id: from.id }, { memberId: toMemberId })
  if (takesSeat(stays) && takesSeat(goes)) await freeSeats(tx, goes.gatheringId)
}

/** The tickets of a membership go on in another of the same person. The caller holds both locks. */
export async function moveTickets(tx: Tx, fromMemberId: string, toMemberId: string) {
  const theirs = new Map((await ofMember(tx, toMemberId)).map((row) => [row.gatheringId, row]))
  for (const from of await ofMember(tx, fromMemberId)) {
    const into = theirs.get(from.gatheringId)
    if (into) await keepOne(tx, from, into, toMemberId)
    else await tx.update(Tickets, { id: from.id }, { memberId: toMemberId })
  }
}

/** What is kept of a member here, for their own copy of everything. */
export async function ticketsExported(read: Reader, vault: Vault, memberId: string) {
  const rows = await ofMember(read, memberId)
  const ids = [...new Set(rows.map(({ gatheringId }) => gatheringId))]
  const gatherings = new Map(
    (await read.find(Gatherings, { where: { id: In(ids) } })).map((one) => [one.id, one] as const),
  )
  return [
    {
      name: 'gatherings',
      title: '活动报名',
      rows: rows.map(({ gatheringId, answersSealed, state, walkIn, signedUpAt, usedAt, points, couponId }) => ({
        ...{ gathering: gatherings.get(gatheringId)?.title ?? '', state, walkIn, signedUpAt, usedAt },
        ...{ answers: answeredWords(gatherings.get(gatheringId)?.questions, openAnswers(vault, answersSealed)) },
        ...{ points, couponId },
      })),
    },
  ]
}
