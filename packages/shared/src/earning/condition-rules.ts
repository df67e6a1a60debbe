import { factInfo, factValue, type FactInfo } from './fact-rules'
import { isGroup, type Condition, type Facts, type Node, type Value } from './rules'

/** One condition as it was judged. */
export type Judged = Condition & { actual: Value | null; held: boolean }

const listOf = (value: Value): readonly (string | number | boolean)[] => (Array.isArray(value) ? value : [value])
const isIn = (list: readonly unknown[], one: unknown) => list.indexOf(one) >= 0

function holds({ op, value }: Condition, actual: Value): boolean {
  const wanted = listOf(value)
  const [first, second] = wanted
  switch (op) {
    case 'eq':
      return actual === value
    case 'ne':
      return actual !== value
    case 'in':
      return isIn(wanted, actual)
    case 'notIn':
      return !isIn(wanted, actual)
    case 'gte':
      return Number(actual) >= Number(value)
    case 'lte':
      return Number(actual) <= Number(value)
    case 'between':
      return Number(actual) >= Number(first) && Number(actual) <= Number(second)
    case 'has':
      return isIn(listOf(actual), value)
    case 'hasAny':
      return wanted.some((one) => isIn(listOf(actual), one))
  }
}

/** Judges one condition. What is not known never holds, whatever is asked about it. */
export function judgeCondition(condition: Condition, facts: Facts): Judged {
  const actual = factValue(facts, condition.fact, condition.of)
  return { ...condition, actual, held: actual !== null && holds(condition, actual) }
}

/** Judges a tree as a whole: every condition is looked at, so that the trace tells all of them. */
export function judgeTree(node: Node | undefined, facts: Facts): { held: boolean; trace: Judged[] } {
  if (!node) return { held: true, trace: [] }
  if (!isGroup(node)) {
    const judged = judgeCondition(node, facts)
    return { held: judged.held, trace: [judged] }
  }
  const inner = node.nodes.map((one) => judgeTree(one, facts))
  const trace = inner.reduce<Judged[]>((all, one) => [...all, ...one.trace], [])
  if (node.match === 'all') return { held: inner.every((one) => one.held), trace }
  const some = inner.some((one) => one.held)
  return { held: node.match === 'any' ? some : !some, trace }
}

export const depthOf = (node: Node): number => (isGroup(node) ? 1 + Math.max(0, ...node.nodes.map(depthOf)) : 1)

/** Every condition of a tree, from left to right. */
export const conditionsOf = (node: Node | undefined): Condition[] =>
  !node ? [] : isGroup(node) ? node.nodes.reduce<Condition[]>((all, one) => [...all, ...conditionsOf(one)], []) : [node]

const isWhole = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value)

/** Whether one value can stand for such a fact. */
function fits(info: FactInfo, value: unknown): boolean {
  if (info.type === 'flag') return typeof value === 'boolean'
  if (info.type === 'amount' || info.type === 'count') return isWhole(value) && Number(value) >= 0
  if (info.type === 'date') return isWhole(value)
  if (Array.isArray(info.values)) return info.values.some((choice) => choice.value === value)
  return info.values === 'tiers' ? isWhole(value) : typeof value === 'string' && value !== ''
}

/** Whether a condition asks something that can be asked: a known fact, an operator that it takes, values of its kind. */
export function isMeaningful({ fact, op, value, of }: Condition): boolean {
  const info = factInfo(fact)
  if (!info || !isIn(info.ops, op) || (of && !info.scoped)) return false
  const values = listOf(value)
  if (!values.every((one) => fits(info, one))) return false
  if (op === 'between') return values.length === 2 && Number(values[0]) <= Number(values[1])
  const several = op === 'in' || op === 'notIn' || op === 'hasAny'
  return several ? Array.isArray(value) && values.length > 0 : !Array.isArray(value)
}
