import { businessDay } from '#server/platform/business-day'
import { brandOf } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { checkInMany } from './check-in'

type Arrival = { actor: { memberId: string }; now: Date }

/**
 * Checks in those who arrived together, each on the day of their own moment: somebody a millisecond before midnight and somebody after it
 * may share a commit, and never a day. Answers the row's id or the refusal of each, in their order.
 */
export async function checkInTogether(tx: Tx, arrivals: readonly Arrival[]): Promise<(string | Refused)[]> {
  const brand = await brandOf(tx)
  const days = new Map<number, number[]>()
  for (const [index, { now }] of arrivals.entries()) {
    const { day } = businessDay(now, brand)
    days.set(day, [...(days.get(day) ?? []), index])
  }
  const answers: (string | Refused)[] = []
  for (const [, indexes] of [...days].sort(([a], [b]) => a - b)) {
    const group = indexes.flatMap((index) => arrivals[index] ?? [])
    const now = new Date(Math.max(...group.map((one) => one.now.getTime())))
    const outcomes = await checkInMany(
      tx,
      group.map((one) => one.actor.memberId),
      now,
    )
    for (const [at, outcome] of outcomes.entries())
      answers[indexes[at] ?? -1] = outcome.ok ? outcome.id : new Refused(outcome.reason)
  }
  return answers
}
