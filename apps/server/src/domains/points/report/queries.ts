import { Between, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { daysBetween, isDay } from '@huitou/shared/kit/day'
import { ENDS_AFTER_INACTIVITY, netOf, NEVER_ENDS, seriesOf } from '@huitou/shared/points/report-rules'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { Txns } from '../entities'
import { Daily, Liability, type LiabilityRow } from './entities'

/** Up to when the figures know everything. */
async function freshAt(read: Reader, now: Date): Promise<string> {
  const oldest = await read.findOne(Txns, { where: { toRoll: 1 }, order: { id: 'ASC' } })
  return (oldest?.recordedAt ?? now).toISOString()
}

const MILLI = 1000
const fenOf = (costMilliFen: number) => Math.round(costMilliFen / MILLI)

const endsOf = (month: number) =>
  month === NEVER_ENDS ? 'never' : month === ENDS_AFTER_INACTIVITY ? 'inactivity' : 'month'

const present = ({ month, source, points, costMilliFen }: LiabilityRow): Output<'points.liability'>['rows'][number] => {
  const ends = endsOf(month)
  return { ends, month: ends === 'month' ? month : null, source, points, costFen: fenOf(costMilliFen) }
}

/** Months times sources: some hundred rows, however many members there are. */
export async function liability(
  read: Reader,
  { unit = 'points' }: Input<'points.liability'>,
  now: Date,
): Promise<Output<'points.liability'>> {
  const rows = (await read.find(Liability, { where: { unit }, order: { month: 'ASC', source: 'ASC' } })).filter(
    (row) => row.points !== 0,
  )
  return {
    freshAt: await freshAt(read, now),
    points: rows.reduce((sum, row) => sum + row.points, 0),
    costFen: fenOf(rows.reduce((sum, row) => sum + row.costMilliFen, 0)),
    rows: rows.map(present),
  }
}

const DAYS_MAX = 400

export async function series(
  read: Reader,
  { unit = 'points', from, to, by }: Input<'points.series'>,
  now: Date,
): Promise<Output<'points.series'>> {
  if (!isDay(from) || !isDay(to) || from > to || daysBetween(from, to) >= DAYS_MAX)
    throw invalid('from, to', 'two days in order, not too far apart')
  // One row a day since the shop opened.
  const earlier = await read.find(Daily, { where: { unit, day: LessThan(from) } })
  const days = await read.find(Daily, { where: { unit, day: Between(from, to) } })
  const before = earlier.reduce((sum, row) => sum + netOf(row), 0)
  const flows = days.map(({ day, issued, burned, expired, clawed, adjusted, opening }) => ({
    ...{ day, issued, burned, expired, clawed, adjusted, opening },
  }))
  return { freshAt: await freshAt(read, now), rows: seriesOf(flows, before, by) }
}
