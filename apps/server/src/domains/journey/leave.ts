import { In } from 'typeorm'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Journeys, Outcomes, Runs } from './entities'

const ROWS_MAX = 20_000

/** Who leaves is on no way any more. What was given stays, under a number that leads to nobody. The caller holds the member's lock. */
export const endRunsOf = (tx: Tx, memberId: string, now: Date) =>
  tx.update(Runs, { memberId, state: 'open' }, { state: 'left', dueAt: null, endedAt: now })

/** What a membership was on goes on as the one that goes on; where both were let in for one cause, once. The caller holds both locks. */
export async function moveRuns(tx: Tx, fromMemberId: string, toMemberId: string, now: Date) {
  for (const { id, journeyId, cause } of await tx.find(Runs, { where: { memberId: fromMemberId, state: 'open' } }))
    if (await tx.existsBy(Runs, { journeyId, cause, memberId: toMemberId }))
      await tx.update(Runs, { id }, { state: 'left', dueAt: null, endedAt: now })
    else await tx.update(Runs, { id }, { memberId: toMemberId })
}

/** What is kept of a member here, for their own copy of everything. */
export async function journeysExported(read: Reader, memberId: string) {
  const runs = await read.find(Runs, { where: { memberId }, order: { id: 'ASC' }, take: ROWS_MAX })
  if (runs.length === 0) return []
  const journeys = await read.find(Journeys, { where: { id: In([...new Set(runs.map((run) => run.journeyId))]) } })
  const came = await read.find(Outcomes, { where: { runId: In(runs.map(({ id }) => id)) }, take: ROWS_MAX })
  const names = new Map(journeys.map(({ id, draft }) => [id, draft.name]))
  return [
    {
      name: 'journeys',
      title: '店里的关怀计划',
      rows: runs.map(({ id, journeyId, enteredAt, endedAt, state }) => {
        const own = came.filter(({ runId }) => runId === id)
        return {
          ...{ journey: names.get(journeyId) ?? '', enteredAt, endedAt, state },
          points: own.reduce((sum, { points }) => sum + points, 0),
          coupons: own.filter(({ couponId }) => couponId !== null).length,
        }
      }),
    },
  ]
}
