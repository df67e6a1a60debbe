import { Between } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { daysBetween } from '@huitou/shared/kit/day'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { Days } from '../entities'
import { STREAK_SPANS } from './roll-up'

const DAYS_MAX = 92

/** One row a day, as the job counted them. */
export async function reportOf(read: Reader, { from, to }: Input<'checkin.report'>): Promise<Output<'checkin.report'>> {
  if (to < from || daysBetween(from, to) >= DAYS_MAX) throw invalid('to', 'not before `from`, 92 days at most')
  const rows = await read.find(Days, { where: { day: Between(from, to) }, order: { day: 'ASC' } })
  const newest = rows[rows.length - 1]
  return {
    asOf: newest?.countedAt.toISOString() ?? null,
    days: rows.map(({ day, checkIns, makeUps, visits, points, members }) => ({
      day,
      checkIns,
      makeUps,
      visits,
      points,
      members,
      ratePermille: members === 0 ? 0 : Math.floor((checkIns * 1000) / members),
    })),
    streaks: STREAK_SPANS.map(([first, last]) => ({
      from: first,
      to: last,
      members: newest?.streaks[String(first)] ?? 0,
    })),
  }
}
