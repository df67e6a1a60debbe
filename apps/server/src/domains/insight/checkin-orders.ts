import type { Month } from '@huitou/shared/kit/day'
import type { Output } from '@huitou/shared/api'
import { CHECKIN_BANDS } from '@huitou/shared/insight/contract'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { CheckInOrders, type CheckInBand } from './entities'

/** Each member's month by its index, then the groups: one pass over the members, in a job and never in a request. */
const COUNT = `
  SELECT band, COUNT(*) AS members, SUM(CASE WHEN orders > 0 THEN 1 ELSE 0 END) AS buyers, SUM(orders) AS orders, SUM(spent) AS spent
  FROM (
    SELECT CASE WHEN c.days IS NULL THEN 'none' WHEN c.days < 4 THEN 'few' WHEN c.days < 10 THEN 'some' ELSE 'many' END AS band,
           COALESCE(p.orders, 0) AS orders, COALESCE(p.spent, 0) AS spent
    FROM member m
    LEFT JOIN (SELECT member_id, COUNT(*) AS days FROM checkin WHERE day BETWEEN ? AND ? GROUP BY member_id) c
      ON c.member_id = m.id
    LEFT JOIN (SELECT member_id, COUNT(*) AS orders, SUM(paid_fen - refunded_fen) AS spent
               FROM purchase WHERE day BETWEEN ? AND ? GROUP BY member_id) p ON p.member_id = m.id
    WHERE m.left_at IS NULL OR c.days IS NOT NULL OR p.orders IS NOT NULL) each_member
  GROUP BY band`

type Counted = { band: CheckInBand; members: string; buyers: string; orders: string; spent: string }

/** Counts one month anew. Twice gives the same. */
export async function countMonth({ db }: Pick<Platform, 'db'>, month: Month, now: Date) {
  const span = [month * 100, month * 100 + 99]
  const counted = await db.manager.query<Counted[]>(COUNT, [...span, ...span])
  const rows = CHECKIN_BANDS.map((band) => {
    const row = counted.find((one) => one.band === band)
    return {
      month,
      band,
      members: Number(row?.members ?? 0),
      buyers: Number(row?.buyers ?? 0),
      orders: Number(row?.orders ?? 0),
      spentFen: Number(row?.spent ?? 0),
      countedAt: now,
    }
  })
  await inTransaction(db, (tx) => tx.upsert(CheckInOrders, rows, ['month', 'band']))
}

export async function checkInOrders(read: Reader, month: Month): Promise<Output<'insight.checkinOrders'>> {
  const rows = await read.find(CheckInOrders, { where: { month } })
  return {
    month,
    asOf: rows[0]?.countedAt.toISOString() ?? null,
    bands: CHECKIN_BANDS.flatMap((band) =>
      rows
        .filter((row) => row.band === band)
        .map(({ members, buyers, orders, spentFen }) => ({ band, members, buyers, orders, spentFen })),
    ),
  }
}
