import {
  BOUNDS,
  groupOf,
  inScope,
  type Effect,
  type EarnUnit,
  type Facts,
  type RuleBody,
  type RuleSet,
  type Scope,
} from '../rules'
import { divide, perStep, spread } from '../sum-rules'

/** What the caller brings that is no fact of the event: the tier's factor and the member day's, in permille. */
export type Benefit = { pointsPermille: number; memberDayPermille?: number | undefined }

/** How a part came about, for its explanation. */
export type How =
  | { by: 'amount'; ofFen: number; everyFen: number; give: number }
  | { by: 'items'; quantity: number; give: number }
  | { by: 'fixed'; give: number }
  | { by: 'factor'; of: number; permille: number; from: 'rule' | 'tier' | 'memberDay' }

/** What one effect gives before limits, and how much of it belongs to each line of the basket. */
export type Part = { rule: string; title: string; unit: EarnUnit; amount: number; how: How; lines: number[] }

type Factor = Extract<Effect, { kind: 'multiply' | 'multiplyBy' }>
type Base = Extract<Effect, { kind: 'perAmount' | 'perItem' }>

export type Giving = { set: RuleSet; facts: Facts; benefit: Benefit; worstCase?: true | undefined }

const linesIn = ({ facts, worstCase }: Giving, scopes: (Scope | undefined)[], of: 'paidFen' | 'quantity') =>
  (facts.items ?? []).map((item) => (worstCase || scopes.every((scope) => inScope(scope, item)) ? item[of] : 0))

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** Without a scope the amount itself counts, so that a sale without lines earns too. */
function paidIn(giving: Giving, scopes: (Scope | undefined)[]) {
  const isWhole = giving.worstCase || scopes.every((scope) => scope === undefined)
  return isWhole ? (giving.facts.amountFen ?? 0) : sum(linesIn(giving, scopes, 'paidFen'))
}

const piecesIn = (giving: Giving, scopes: (Scope | undefined)[]) =>
  giving.facts.items ? sum(linesIn(giving, scopes, 'quantity')) : (giving.facts.quantity ?? 0)

function baseOf(giving: Giving, rule: RuleBody, effect: Base, within?: Scope): Part {
  const scopes = [effect.of, within]
  const { key, title } = rule
  if (effect.kind === 'perItem') {
    const quantity = piecesIn(giving, scopes)
    const amount = Math.min(quantity * effect.give, BOUNDS.pointsMax)
    const how: How = { by: 'items', quantity, give: effect.give }
    return {
      rule: key,
      title,
      unit: effect.unit,
      amount,
      how,
      lines: spread(amount, linesIn(giving, scopes, 'quantity')),
    }
  }
  const { everyFen, give } = effect
  const ofFen = paidIn(giving, scopes)
  const amount = Math.min(perStep(ofFen, everyFen, give, rule.round ?? 'drop'), BOUNDS.pointsMax)
  const lines = spread(amount, linesIn(giving, scopes, 'paidFen'))
  return { rule: key, title, unit: effect.unit, amount, how: { by: 'amount', ofFen, everyFen, give }, lines }
}

type Owned<One> = { rule: RuleBody; effect: One }

const isBase = (effect: Effect): effect is Base => effect.kind === 'perAmount' || effect.kind === 'perItem'
const isFactor = (effect: Effect): effect is Factor => effect.kind === 'multiply' || effect.kind === 'multiplyBy'

function owned<One extends Effect>(
  rules: readonly RuleBody[],
  unit: EarnUnit,
  is: (effect: Effect) => effect is One,
): Owned<One>[] {
  const all: Owned<One>[] = []
  for (const rule of rules)
    for (const effect of rule.effects)
      if (is(effect) && (effect as { unit?: EarnUnit }).unit === unit) all.push({ rule, effect })
  return all
}

const isFixed = (effect: Effect): effect is Extract<Effect, { kind: 'fixed' }> => effect.kind === 'fixed'

function fixedParts(giving: Giving, rules: readonly RuleBody[], unit: EarnUnit): Part[] {
  return owned(rules, unit, isFixed).map(({ rule, effect: { give } }) => ({
    rule: rule.key,
    title: rule.title,
    unit,
    amount: give,
    how: { by: 'fixed', give },
    lines: spread(give, linesIn(giving, [], 'paidFen')),
  }))
}

function permilleOf(effect: Factor, { benefit }: Giving) {
  if (effect.kind === 'multiply') return effect.permille
  return effect.by === 'tier' ? benefit.pointsPermille : (benefit.memberDayPermille ?? 1000)
}

/**
 * What the factors add. Bonuses are summed over the base (two doubles give three times, not four), rounded as a running sum so that
 * their parts add up to the rounded whole. Those of a `chain` group come last and multiply what is there.
 */
function factorParts(giving: Giving, rules: readonly RuleBody[], unit: EarnUnit, bases: Owned<Base>[]): Part[] {
  const baseIn = (of: Scope | undefined) => bases.map((one) => baseOf(giving, one.rule, one.effect, of))
  const whole = sum(baseIn(undefined).map((part) => part.amount))
  const parts: Part[] = []
  let exact = 0
  let given = 0
  const add = ({ rule, effect }: Owned<Factor>, of: number, amount: number, permille: number) => {
    const weights = baseIn(effect.of).reduce<number[]>(
      (all, part) => part.lines.map((one, at) => one + (all[at] ?? 0)),
      [],
    )
    const from = effect.kind === 'multiply' ? 'rule' : effect.by
    const how: How = { by: 'factor', of, permille, from }
    parts.push({ rule: rule.key, title: rule.title, unit, amount, how, lines: spread(amount, weights) })
  }
  const factors = owned(rules, unit, isFactor)
  const isChained = (one: Owned<Factor>) => groupOf(giving.set, one.rule)?.mode === 'chain'
  for (const one of factors.filter((factor) => !isChained(factor))) {
    const permille = permilleOf(one.effect, giving)
    const of = sum(baseIn(one.effect.of).map((part) => part.amount))
    exact += of * Math.max(0, permille - 1000)
    const amount = Math.max(0, divide(exact, 1000, one.rule.round ?? 'floor') - given)
    given += amount
    add(one, of, amount, permille)
  }
  for (const one of factors.filter(isChained)) {
    const permille = permilleOf(one.effect, giving)
    const of = one.effect.of ? sum(baseIn(one.effect.of).map((part) => part.amount)) : whole + given
    const amount = divide(of * Math.max(0, permille - 1000), 1000, one.rule.round ?? 'floor')
    given += amount
    add(one, of, amount, permille)
  }
  return parts
}

/** All that these rules give of one unit, before limits: the base, what the factors add to it, and what is added as it is. */
export function partsOf(giving: Giving, rules: readonly RuleBody[], unit: EarnUnit): Part[] {
  const bases = owned(rules, unit, isBase)
  return [
    ...bases.map((one) => baseOf(giving, one.rule, one.effect)),
    ...factorParts(giving, rules, unit, bases),
    ...fixedParts(giving, rules, unit),
  ]
}

export const amountOf = (parts: readonly Part[]) => Math.min(sum(parts.map((part) => part.amount)), BOUNDS.pointsMax)
