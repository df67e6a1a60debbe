import { Between } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { daysBetween } from '@huitou/shared/kit/day'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Days } from './entities'

const DAYS_MAX = 92

/** What became of the messages of some days, along (day, topic). Refuses figures_span. */
export async function figuresOf(read: Reader, asked: Input<'notify.figures'>): Promise<Output<'notify.figures'>> {
  const { from, until, topic } = asked
  const span = daysBetween(from, until)
  if (span < 0 || span >= DAYS_MAX) throw new Refused('figures_span')
  const rows = await read.find(Days, {
    where: { day: Between(from, until), ...(topic === undefined ? {} : { topic }) },
    order: { day: 'ASC', topic: 'ASC' },
  })
  return { rows: rows.map(({ seen, ...row }) => ({ ...row, read: seen })) }
}
