import { In } from 'typeorm'
import { membershipsOf } from '#server/domains/member/member-of'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Summaries, type SummaryRow } from './entities'

const nothing = (memberId: string): SummaryRow => ({
  ...{ memberId, orders: 0, touched: 0, undone: 0, spentFen: 0, firstAt: null, lastAt: null },
})

export const summaryOf = async (read: Reader, memberId: string): Promise<SummaryRow> =>
  (await read.findOne(Summaries, { where: { memberId } })) ?? nothing(memberId)

/** What the person behind a member has bought, in former memberships too: a first purchase comes once. */
export async function historyOfPerson(read: Reader, memberId: string) {
  const rows = await read.find(Summaries, { where: { memberId: In(await membershipsOf(read, memberId)) } })
  const last = rows.reduce<Date | null>((max, { lastAt }) => (lastAt && (!max || lastAt > max) ? lastAt : max), null)
  return {
    orders: rows.reduce((sum, row) => sum + row.orders - row.undone, 0),
    spentFen: rows.reduce((sum, row) => sum + row.spentFen, 0),
    lastAt: last,
  }
}

const earlier = (a: Date | null, b: Date) => (a && a < b ? a : b)
const later = (a: Date | null, b: Date) => (a && a > b ? a : b)

type Change = { orders?: number; touched?: number; undone?: number; spentFen: number; at?: Date }

/** Counts in the transaction in which it happens; the caller holds the member's lock. */
export async function countPurchase(tx: Tx, memberId: string, change: Change) {
  const before = await tx.findOne(Summaries, { where: { memberId } })
  const from = before ?? nothing(memberId)
  const after: SummaryRow = {
    memberId,
    orders: from.orders + (change.orders ?? 0),
    touched: from.touched + (change.touched ?? 0),
    undone: from.undone + (change.undone ?? 0),
    spentFen: from.spentFen + change.spentFen,
    firstAt: change.at ? earlier(from.firstAt, change.at) : from.firstAt,
    lastAt: change.at ? later(from.lastAt, change.at) : from.lastAt,
  }
  if (before) await tx.update(Summaries, { memberId }, after)
  else await tx.insert(Summaries, after)
}
