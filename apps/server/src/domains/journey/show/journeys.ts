import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { Journey } from '@huitou/shared/journey/contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { faultsOf } from '../definition/lifecycle'
import { Journeys, JourneyVersions, Runs, type JourneyRow } from '../entities'

const left = (budget: number | null, given: number) => (budget === null ? null : budget - given)

async function present(read: Reader, row: JourneyRow, now: Date): Promise<Journey> {
  const { id, state, version, draft } = row
  const live = version === 0 ? null : await read.findOne(JourneyVersions, { where: { journeyId: id, version } })
  const isOver = state === 'stopping' || state === 'ended'
  return {
    ...{ id, state, version, body: draft },
    pointsLeft: left(row.pointsBudget, row.pointsGiven),
    couponsLeft: left(row.couponsBudget, row.couponsGiven),
    changed: live !== null && JSON.stringify(live.body) !== JSON.stringify(draft),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    faults: isOver ? [] : await faultsOf(read, draft, now),
    open: await read.countBy(Runs, { journeyId: id, state: 'open' }),
  }
}

export const oneJourney = async (read: Reader, id: string, now: Date) => ({
  journey: await present(read, found(await read.findOne(Journeys, { where: { id } })), now),
})

export async function journeyPage(
  read: Reader,
  { before }: Input<'journey.list'>,
  now: Date,
): Promise<Output<'journey.list'>> {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Journeys, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: Journey[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null }
}
