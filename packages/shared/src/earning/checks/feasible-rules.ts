import { factInfo } from '../fact-rules'
import { canonical } from '../canonical-rules'
import { isGroup, type Condition, type Node, type RuleBody, type Value } from '../rules'

const listOf = (value: Value): (string | number | boolean)[] =>
  Array.isArray(value) ? [...(value as (string | number)[])] : [value]

const isIn = <T>(list: readonly T[], one: T) => list.indexOf(one) >= 0

type Room = {
  min: number
  max: number
  only: (string | number | boolean)[] | null
  never: (string | number | boolean)[]
}

/** What is left for one fact once a condition on it must hold. */
function narrow(room: Room, { op, value }: Condition): Room {
  const list = listOf(value)
  const [first, second] = list
  switch (op) {
    case 'eq':
    case 'in':
      return { ...room, only: room.only ? room.only.filter((one) => isIn(list, one)) : list }
    case 'ne':
    case 'notIn':
      return { ...room, never: [...room.never, ...list] }
    case 'gte':
      return { ...room, min: Math.max(room.min, Number(first)) }
    case 'lte':
      return { ...room, max: Math.min(room.max, Number(first)) }
    case 'between':
      return { ...room, min: Math.max(room.min, Number(first)), max: Math.min(room.max, Number(second)) }
    case 'has':
    case 'hasAny':
      return room
  }
}

const fits = (one: string | number | boolean, { min, max, never }: Room) =>
  !isIn(never, one) && (typeof one !== 'number' || (one >= min && one <= max))

const isRoom = (room: Room) =>
  room.only ? room.only.some((one) => fits(one, room)) : room.min < room.max || fits(room.min, room)

/** Conditions on the same thing. A list may have several entries, so what is asked of it never excludes anything. */
const subjectOf = ({ fact, of }: Condition) => canonical({ fact, of })

function together(conditions: readonly Condition[]): boolean {
  const rooms = new Map<string, Room>()
  for (const condition of conditions) {
    if (factInfo(condition.fact)?.type === 'list') continue
    const subject = subjectOf(condition)
    const room = rooms.get(subject) ?? {
      min: Number.MIN_SAFE_INTEGER,
      max: Number.MAX_SAFE_INTEGER,
      only: null,
      never: [],
    }
    rooms.set(subject, narrow(room, condition))
  }
  return [...rooms.values()].every(isRoom)
}

/**
 * The ways in which a tree can hold, each as the conditions that it needs; what must not hold is left out, so that "possible" is never
 * wrong about what is. At most so many ways are followed.
 */
const WAYS_MAX = 64

function waysOf(node: Node | undefined): Condition[][] {
  if (!node) return [[]]
  if (!isGroup(node)) return [[node]]
  if (node.match === 'none') return [[]]
  const inner = node.nodes.map(waysOf)
  if (node.match === 'any') return inner.reduce((all, ways) => [...all, ...ways], []).slice(0, WAYS_MAX)
  return inner.reduce<Condition[][]>(
    (all, ways) =>
      all
        .reduce<Condition[][]>((both, way) => [...both, ...ways.map((one) => [...way, ...one])], [])
        .slice(0, WAYS_MAX),
    [[]],
  )
}

function fromWindow({ when }: RuleBody): Condition[] {
  return when?.weekdays ? [{ fact: 'weekday', op: 'in', value: when.weekdays }] : []
}

/** Whether some facts exist for which all these rules hold at once, as far as their conditions say. */
export function canHoldTogether(rules: readonly RuleBody[]): boolean {
  const ways = rules.reduce<Condition[][]>(
    (all, rule) =>
      all
        .reduce<Condition[][]>(
          (both, way) => [...both, ...waysOf(rule.if).map((one) => [...way, ...one, ...fromWindow(rule)])],
          [],
        )
        .slice(0, WAYS_MAX * WAYS_MAX),
    [[]],
  )
  return ways.some(together)
}
