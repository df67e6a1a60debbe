import { MoreThanOrEqual } from 'typeorm'
import { walkInDayHolds } from '@huitou/shared/channel/rules'
import { addDays, daysBetween } from '@huitou/shared/kit/day'
import { staffNames } from '#server/domains/staff/queries'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { WalkInEntries, WalkIns, type WalkInRow } from './entities'

const DAYS_SHOWN = 14

type Entry = { storeId: string; day: number; people: number; staffId: string }

/** Enters a day’s walk-ins, or corrects them. Answers the row’s id. */
export async function enterWalkIns(tx: Tx, { storeId, day, people, staffId }: Entry, now: Date): Promise<string> {
  if (!walkInDayHolds(daysBetween(day, (await today(tx, now)).day))) throw invalid('day', 'within the last 31 days')
  const stand = { people, enteredBy: staffId, enteredAt: now }
  await tx
    .createQueryBuilder()
    .insert()
    .into(WalkIns)
    .values({ storeId, day, ...stand })
    .orIgnore()
    .execute()
  const { id } = found(await tx.findOne(WalkIns, { where: { storeId, day } }))
  await tx.update(WalkIns, { id }, stand)
  await tx.insert(WalkInEntries, { walkinId: id, ...stand })
  return id
}

async function present(read: Reader, rows: readonly WalkInRow[]) {
  const names = await staffNames(
    read,
    rows.map((row) => row.enteredBy),
  )
  return rows.map(({ day, people, enteredBy, enteredAt }) => ({
    ...{ day, people, enteredBy: names.get(enteredBy) ?? '' },
    enteredAt: enteredAt.toISOString(),
  }))
}

export async function walkInsById(read: Reader, id: string) {
  return found((await present(read, [found(await read.findOne(WalkIns, { where: { id } }))]))[0])
}

export async function walkInsOf(read: Reader, storeId: string, now: Date) {
  const { day } = await today(read, now)
  const since = MoreThanOrEqual(addDays(day, 1 - DAYS_SHOWN))
  const rows = await read.find(WalkIns, { where: { storeId, day: since }, order: { day: 'DESC' } })
  return { today: day, rows: await present(read, rows) }
}
