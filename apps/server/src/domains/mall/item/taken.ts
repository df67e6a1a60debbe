import { In } from 'typeorm'
import type { Day } from '@huitou/shared/kit/day'
import { NOTHING_TAKEN, type Taken } from '@huitou/shared/mall/rules'
import { membershipsOf } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { ItemDays, Orders } from '../entities'

type Sum = { itemId: string | number; ever: string | number; today: string | number | null }

/** What this person took of each item, and everybody of those with a daily quota. Orders that came to nothing do not count. */
export async function takenOf(read: Reader, memberId: string, itemIds: readonly string[], day: Day) {
  if (itemIds.length === 0) return () => NOTHING_TAKEN
  const sums = await read
    .createQueryBuilder(Orders, 'taken')
    .select('taken.itemId', 'itemId')
    .addSelect('SUM(taken.quantity)', 'ever')
    .addSelect('SUM(CASE WHEN taken.day = :day THEN taken.quantity ELSE 0 END)', 'today')
    .where('taken.memberId IN (:...memberIds) AND taken.itemId IN (:...itemIds)')
    .andWhere("taken.state NOT IN ('cancelled', 'expired') AND taken.groupOrderId IS NULL")
    .groupBy('taken.itemId')
    .setParameters({ memberIds: await membershipsOf(read, memberId), itemIds, day })
    .getRawMany<Sum>()
  const days = await read.find(ItemDays, { where: { itemId: In([...itemIds]), day } })
  return (itemId: string): Taken => {
    const sum = sums.find((one) => String(one.itemId) === itemId)
    return {
      ever: Number(sum?.ever ?? 0),
      today: Number(sum?.today ?? 0),
      everybodyToday: days.find((one) => one.itemId === itemId)?.taken ?? 0,
    }
  }
}
