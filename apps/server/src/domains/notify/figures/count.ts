import { In } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { HELD_BY, type HeldBy } from '@huitou/shared/notify/prefer-rules'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { today } from '#server/domains/store/queries'
import { inTransaction, skipLocked, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Messages } from '../entities'
import { Days, type DayRow } from './entities'

const A_RUN = 500
/** Messages are dropped after half a year: figures of a day that has lost some are left as they are. */
const COUNTED_DAYS = 150

/** A message kept in the app by a wish or a cap; who allows nothing was held back by nobody. */
const HELD: readonly HeldBy[] = HELD_BY.filter((reason) => reason !== 'no_credit')

const one = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`

type Sums = { topic: Topic } & { [Name in Exclude<keyof DayRow, 'day' | 'topic'>]: string | number }

/** The figures of a day, anew: counted over its rows, so that counting twice changes nothing. */
async function countDay(tx: Tx, day: Day) {
  const sums = await tx
    .createQueryBuilder(Messages, 'm')
    .select('m.topic', 'topic')
    .addSelect('COUNT(*)', 'told')
    .addSelect(one("m.state = 'sent'"), 'sent')
    .addSelect(one("m.state = 'sent' AND m.via = 'dialogue'"), 'sentByDialogue')
    .addSelect(one('m.deliveredAt IS NOT NULL'), 'delivered')
    .addSelect(one("m.state = 'refused'"), 'refused')
    .addSelect(one("m.state = 'failed'"), 'failed')
    .addSelect(one("m.state = 'unsure'"), 'unsure')
    .addSelect(one('m.heldBy IN (:...held)'), 'held')
    .addSelect(one('m.readAt IS NOT NULL'), 'seen')
    .addSelect(one('m.openedAt IS NOT NULL'), 'opened')
    .where('m.day = :day AND m.isTest = 0', { day, held: HELD })
    .groupBy('m.topic')
    .getRawMany<Sums>()
  await tx.delete(Days, { day })
  const rows = sums.map(({ topic, ...counts }) => {
    const numbers = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)]))
    return { day, topic, ...numbers } as DayRow
  })
  if (rows.length > 0) await tx.insert(Days, rows)
}

async function countSome(tx: Tx, now: Date): Promise<boolean> {
  const changed = await tx.find(Messages, {
    ...{ select: { id: true, day: true }, where: { toCount: 1 as const }, order: { id: 'ASC' as const }, take: A_RUN },
    ...skipLocked(tx),
  })
  if (changed.length === 0) return false
  await tx.update(Messages, { id: In(changed.map(({ id }) => id)) }, { toCount: null })
  const first = addDays((await today(tx, now)).day, -COUNTED_DAYS)
  const days = [...new Set(changed.map(({ day }) => day))].filter((day) => day >= first).sort((a, b) => a - b)
  for (const day of days) await countDay(tx, day)
  return changed.length === A_RUN
}

/** Brings the figures up to what has changed. True when more waits. */
export const countChanged = ({ db }: Pick<Platform, 'db'>, now: Date) => inTransaction(db, (tx) => countSome(tx, now))
