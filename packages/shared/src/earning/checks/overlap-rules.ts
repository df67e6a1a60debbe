import { groupOf, inOrder, spanOfCampaign, type Effect, type RuleBody, type RuleSet, type When } from '../rules'
import { overlapOf } from '../window-rules'
import { canHoldTogether } from './feasible-rules'

/** How two rules that hold at once go together. */
export type Together = 'add' | 'best' | 'first' | 'chain'

export type Overlap = { rules: [string, string]; window: When; together: Together }

const OVERLAPS_MAX = 100

const isFactor = (effect: Effect) => effect.kind === 'multiply' || effect.kind === 'multiplyBy'
const isBase = (effect: Effect) => effect.kind === 'perAmount' || effect.kind === 'perItem'

/** Both raise points, or both are a base of points: what an operator wants to know about. */
const sameKind = (a: RuleBody, b: RuleBody) =>
  [isFactor, isBase].some((is) =>
    [a, b].every((rule) => rule.effects.some((one) => is(one) && 'unit' in one && one.unit === 'points')),
  )

/** When a rule holds, by its own window and its campaign's. */
export const windowOf = (set: RuleSet, rule: RuleBody): When | null => overlapOf(rule.when, spanOfCampaign(set, rule))

function overlapBetween(set: RuleSet, a: RuleBody, b: RuleBody): Overlap | null {
  if (a.on !== b.on || !sameKind(a, b) || !canHoldTogether([a, b])) return null
  const [mine, theirs] = [windowOf(set, a), windowOf(set, b)]
  const window = mine && theirs ? overlapOf(mine, theirs) : null
  if (!window) return null
  const mode = a.group !== undefined && a.group === b.group ? groupOf(set, a)?.mode : undefined
  return { rules: [a.key, b.key], window, together: mode === undefined || mode === 'all' ? 'add' : mode }
}

/** Rules of one kind that can hold at the same moment for the same purchase, pair by pair. */
export function overlapsOf(set: RuleSet): Overlap[] {
  const rules = inOrder(set.rules)
  const found: Overlap[] = []
  rules.forEach((a, at) => {
    for (const b of rules.slice(at + 1)) {
      const overlap = overlapBetween(set, a, b)
      if (overlap && found.length < OVERLAPS_MAX) found.push(overlap)
    }
  })
  return found
}
