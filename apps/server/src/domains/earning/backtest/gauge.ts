import type { Used } from '@huitou/shared/earning/effects/cap-rules'
import type { Gauge } from './entities'

const SIDES = ['before', 'after'] as const
export type SideName = (typeof SIDES)[number]

/** Limits of all members together: budgets of rules and campaigns. */
export const isShared = (key: string) => key.startsWith('budget:') || key.startsWith('campaign:')

export const emptyGauge = (): Gauge => ({ real: {}, gap: { before: {}, after: {} } })

/** How much of a limit is used from where a side stands; `seen` is what was really used when it was decided, where that was looked at. */
export const usedBy = ({ real, gap }: Gauge, side: SideName, key: string, seen: Used): number =>
  Math.max(0, (seen[key] ?? real[key] ?? 0) + (gap[side][key] ?? 0))

export type Moves = { before: Used; after: Used; real: Used }

const keysOf = (moves: Moves) => [
  ...new Set([...Object.keys(moves.before), ...Object.keys(moves.after), ...Object.keys(moves.real)]),
]

/** Takes down what one decision, or one refund, used of its limits on each side and really. */
export function record(gaugeFor: (key: string) => Gauge, seen: Used, moves: Moves) {
  for (const key of keysOf(moves)) {
    const { real, gap } = gaugeFor(key)
    const really = moves.real[key] ?? 0
    real[key] = (seen[key] ?? real[key] ?? 0) + really
    for (const side of SIDES) {
      const change = (gap[side][key] ?? 0) + (moves[side][key] ?? 0) - really
      if (change === 0) delete gap[side][key]
      else gap[side][key] = change
    }
  }
}

const dayIn = (key: string) => Number(/(?:^|:)d?(\d{8})(?::|$)/.exec(key)?.[1] ?? 0)

/** Limits of days that are over are of no more use. */
export function forgetDaysBefore({ real, gap }: Gauge, day: number) {
  for (const used of [real, gap.before, gap.after])
    for (const key of Object.keys(used)) if (dayIn(key) > 0 && dayIn(key) < day) delete used[key]
}
