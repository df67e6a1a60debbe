import { In } from 'typeorm'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Journeys, Outcomes, Runs } from './entities'

const ROWS_MAX = 20_000

/** Who leaves is on no way any more. What was given stays, under a number that leads to nobody. The caller holds the member's lock. */
export const endRunsOf = (tx: Tx, memberId: string, now: Date) =>
  tx.update(Runs, { memberId, state: 'open' }, { state: 'left', dueAt: null, endedAt: now })

/**
 * What a membership is on and was on counts for the one that goes on, so that nothing lets them in twice; where both were let in for one
 * cause, they go on by one, and not where the other is done. The caller holds both locks.
 */
export async function moveRuns(tx: Tx, fromMemberId: string, toMemberId: string, now: Date) {
  const over = { state: 'left', dueAt: null, endedAt: now } as const
  for (const { id, journeyId, cause, state } of await tx.find(Runs, { where: { memberId: fromMemberId } })) {
    const same = { journeyId, cause, memberId: toMemberId }
    if (!(await tx.existsBy(Runs, same))) await tx.update(Runs, { id }, { memberId: toMemberId })
    else if (state === 'open') await tx.update(Runs, { id }, over)
    else if (state === 'done') await tx.update(Runs, { ...same, state: 'open' }, over)
  }
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
