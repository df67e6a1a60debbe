import { Between, In } from 'typeorm'
import { valueOf, watchedUntil } from '@huitou/shared/attribution/rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { membershipsTaken, survivorOf } from '#server/domains/member/member-of'
import { Purchases } from '#server/domains/purchase/entities'
import { brandOf } from '#server/domains/store/queries'
import { businessDay } from '#server/platform/business-day'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { DayFigures, Joined, NO_CODE, type DayRow, type JoinedRow } from './entities'

type Figures = Omit<DayRow, 'day' | 'codeId'>
const NOTHING: Figures = { scans: 0, consents: 0, joins: 0, buyers: 0, spentFen: 0 }

/** Adds to the figures of a code’s day; two workers at once both count. */
async function add(tx: Tx, where: Pick<DayRow, 'day' | 'codeId'>, more: Partial<Figures>) {
  const { scans, consents, joins, buyers, spentFen } = { ...NOTHING, ...more }
  await tx
    .createQueryBuilder()
    .insert()
    .into(DayFigures)
    .values({ ...where, ...NOTHING })
    .orIgnore()
    .execute()
  await tx
    .createQueryBuilder()
    .update(DayFigures)
    .set({
      scans: () => `scans + ${scans}`,
      consents: () => `consents + ${consents}`,
      joins: () => `joins + ${joins}`,
      buyers: () => `buyers + ${buyers}`,
      spentFen: () => `spent_fen + ${spentFen}`,
    })
    .where(where)
    .execute()
}

const dayAt = async (read: Reader, at: Date) => businessDay(at, await brandOf(read)).day

export const countScan = async (tx: Tx, codeId: string, at: Date) =>
  add(tx, { day: await dayAt(tx, at), codeId }, { scans: 1 })

/**
 * Whoever counts a member holds their row, as whoever sells to them does: what is bought while they are counted is seen by one of the two
 * handlers, never by neither.
 */
const lockMembership = async (tx: Tx, id: string): Promise<MemberRow> =>
  found(await tx.findOne(Members, { where: { id }, ...forUpdate(tx) }))

/** What the member was worth so far, read anew from what they bought: late, twice or out of order, it comes to the same. */
async function recount(tx: Tx, row: JoinedRow) {
  if (!row.isNew) return
  const memberId = In(await membershipsTaken(tx, row.memberId))
  const at = Between(row.joinedAt, watchedUntil(row.joinedAt))
  const purchases = await tx.find(Purchases, { where: { memberId, at } })
  const { bought, spentFen } = valueOf(row.joinedAt, purchases)
  if (bought === row.bought && spentFen === row.spentFen) return
  await tx.update(Joined, { memberId: row.memberId }, { bought, spentFen })
  const more = { buyers: Number(bought) - Number(row.bought), spentFen: spentFen - row.spentFen }
  await add(tx, { day: row.day, codeId: row.codeId }, more)
}

/** Counts somebody who joined, once, and what they have bought by then. */
export async function countJoin(tx: Tx, memberId: string, returning: boolean) {
  const { sourceCodeId, joinedAt } = await lockMembership(tx, memberId)
  if (await tx.existsBy(Joined, { memberId })) return
  const where = { day: await dayAt(tx, joinedAt), codeId: sourceCodeId ?? NO_CODE }
  const row: JoinedRow = { memberId, ...where, joinedAt, isNew: !returning, bought: false, spentFen: 0 }
  await tx.insert(Joined, row)
  await add(tx, where, { consents: 1, joins: returning ? 0 : 1 })
  await recount(tx, row)
}

/** Something was bought, given back or taken over. Who is not counted yet will be, with it. */
export async function countValue(tx: Tx, memberId: string) {
  const survivor = await survivorOf(tx, memberId)
  await lockMembership(tx, survivor)
  const row = await tx.findOne(Joined, { where: { memberId: survivor } })
  if (row) await recount(tx, row)
}
