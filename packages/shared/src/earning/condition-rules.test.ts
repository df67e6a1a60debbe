import { conditionsOf, depthOf, isMeaningful, judgeCondition, judgeTree } from './condition-rules'
import { factValue, FACTS, factInfo } from './fact-rules'
import type { Condition, Facts, Node } from './rules'

const facts: Facts = {
  ...{ event: 'purchase', day: 20_261_125, weekday: 3, minuteOfDay: 840, amountFen: 5000, quantity: 3 },
  items: [
    { category: '面包', sku: 'A1', quantity: 2, paidFen: 2000 },
    { category: '饮品', quantity: 1, paidFen: 3000 },
    { category: '面包', sku: 'A1', quantity: 1, paidFen: 0 },
  ],
  ...{ storeId: '7', channel: 'store', tierLevel: 2, tags: ['老客', '妈妈'], isBirthday: false, orders: 4 },
}

const c = (fact: string, op: Condition['op'], value: Condition['value'], of?: Condition['of']): Condition => ({
  ...{ fact, op, value },
  ...(of ? { of } : {}),
})

test.each<[Condition, boolean]>([
  [c('amountFen', 'eq', 5000), true],
  [c('amountFen', 'eq', 5001), false],
  [c('amountFen', 'ne', 5001), true],
  [c('amountFen', 'ne', 5000), false],
  [c('amountFen', 'gte', 5000), true],
  [c('amountFen', 'gte', 5001), false],
  [c('amountFen', 'lte', 5000), true],
  [c('amountFen', 'lte', 4999), false],
  [c('amountFen', 'between', [5000, 6000]), true],
  [c('amountFen', 'between', [4000, 5000]), true],
  [c('amountFen', 'between', [5001, 6000]), false],
  [c('amountFen', 'between', [1, 4999]), false],
  [c('storeId', 'in', ['7', '8']), true],
  [c('storeId', 'in', ['8']), false],
  [c('storeId', 'notIn', ['8']), true],
  [c('storeId', 'notIn', ['7']), false],
  [c('tags', 'has', '老客'), true],
  [c('tags', 'has', '新客'), false],
  [c('tags', 'hasAny', ['新客', '妈妈']), true],
  [c('tags', 'hasAny', ['新客']), false],
  [c('isBirthday', 'eq', false), true],
  [c('isBirthday', 'eq', true), false],
  [c('itemsAmountFen', 'gte', 2000, { categories: ['面包'] }), true],
  [c('itemsAmountFen', 'gte', 2001, { categories: ['面包'] }), false],
  [c('itemsAmountFen', 'eq', 3000, { categories: ['面包'], except: true }), true],
  [c('itemsQuantity', 'eq', 3, { skus: ['A1'] }), true],
  [c('categories', 'has', '饮品'), true],
  [c('skus', 'hasAny', ['A1']), true],
  [c('skus', 'has', ''), false],
  [c('tierLevel', 'gte', 2), true],
])('%j: %s', (condition, held) => {
  expect(judgeCondition(condition, facts).held).toBe(held)
})

test('what is not known never holds, whatever is asked', () => {
  const bare: Facts = { event: 'birthday', day: 20_261_125, weekday: 3, minuteOfDay: 0 }
  for (const one of [
    c('amountFen', 'ne', 1),
    c('storeId', 'notIn', ['1']),
    c('itemsAmountFen', 'lte', 9),
    c('skus', 'has', 'x'),
  ])
    expect(judgeCondition(one, bare)).toMatchObject({ actual: null, held: false })
  for (const id of ['itemsAmountFen', 'itemsQuantity', 'categories', 'skus', 'unheard'])
    expect(factValue(bare, id)).toBeNull()
  expect(factValue({ ...bare, event: 'birthday' }, 'event')).toBeNull()
})

test('lists of the basket are told once', () => {
  expect([factValue(facts, 'categories'), factValue(facts, 'skus')]).toEqual([['面包', '饮品'], ['A1']])
})

const yes = c('orders', 'eq', 4)
const no = c('orders', 'eq', 5)

test.each<[Node | undefined, boolean]>([
  [undefined, true],
  [yes, true],
  [no, false],
  [{ match: 'all', nodes: [yes, yes] }, true],
  [{ match: 'all', nodes: [yes, no] }, false],
  [{ match: 'any', nodes: [no, yes] }, true],
  [{ match: 'any', nodes: [no, no] }, false],
  [{ match: 'none', nodes: [no, no] }, true],
  [{ match: 'none', nodes: [no, yes] }, false],
  [
    {
      match: 'all',
      nodes: [
        { match: 'none', nodes: [no] },
        { match: 'any', nodes: [no, { match: 'all', nodes: [yes] }] },
      ],
    },
    true,
  ],
])('tree %#', (node, held) => {
  const judged = judgeTree(node, facts)
  expect(judged.held).toBe(held)
  expect(judged.trace).toHaveLength(conditionsOf(node).length)
})

test('depth and conditions of a tree', () => {
  expect([depthOf(yes), depthOf({ match: 'all', nodes: [yes, { match: 'any', nodes: [no] }] })]).toEqual([1, 3])
  expect(depthOf({ match: 'all', nodes: [] })).toBe(1)
  expect(conditionsOf({ match: 'all', nodes: [yes, { match: 'any', nodes: [no] }] })).toEqual([yes, no])
  expect(conditionsOf(undefined)).toEqual([])
})

test.each<[Condition, boolean]>([
  [c('amountFen', 'gte', 1), true],
  [c('unheard', 'gte', 1), false],
  [c('amountFen', 'has', 1), false],
  [c('amountFen', 'gte', -1), false],
  [c('amountFen', 'gte', 1.5), false],
  [c('amountFen', 'gte', '1'), false],
  [c('amountFen', 'gte', [1]), false],
  [c('amountFen', 'between', [1, 2]), true],
  [c('amountFen', 'between', [2, 2]), true],
  [c('amountFen', 'between', [2, 1]), false],
  [c('amountFen', 'between', [1]), false],
  [c('amountFen', 'between', [1, 2, 3]), false],
  [c('amountFen', 'gte', 1, { categories: ['x'] }), false],
  [c('itemsAmountFen', 'gte', 1, { categories: ['x'] }), true],
  [c('storeId', 'in', []), false],
  [c('storeId', 'in', ['1']), true],
  [c('storeId', 'in', '1'), false],
  [c('storeId', 'eq', ''), false],
  [c('storeId', 'eq', 1), false],
  [c('tierLevel', 'eq', 3), true],
  [c('tierLevel', 'eq', '3'), false],
  [c('weekday', 'in', [0, 6]), true],
  [c('weekday', 'in', [7]), false],
  [c('channel', 'eq', 'store'), true],
  [c('channel', 'eq', 'moon'), false],
  [c('isBirthday', 'eq', true), true],
  [c('isBirthday', 'eq', 1), false],
  [c('tags', 'hasAny', ['a']), true],
  [c('tags', 'hasAny', 'a'), false],
  [c('tags', 'has', 'a'), true],
  [c('day', 'gte', 20_261_111), true],
  [c('day', 'gte', 'x'), false],
])('meaningful %j: %s', (condition, expected) => {
  expect(isMeaningful(condition)).toBe(expected)
})

test('the catalogue draws a form: each fact has its words, its operators, and values of its own', () => {
  expect(new Set(FACTS.map((one) => one.id)).size).toBe(FACTS.length)
  for (const one of FACTS) {
    expect(one.zh).toMatch(/\p{Script=Han}/u)
    expect(one.en).toMatch(/[a-z]/)
    expect([one.ops.length, one.events.length].every((length) => length > 0)).toBe(true)
  }
  expect(FACTS.map(({ id, type, unit, scoped, ops }) => [id, type, unit, scoped, ops.length])).toMatchInlineSnapshot(`
[
  [
    "amountFen",
    "amount",
    "fen",
    false,
    5,
  ],
  [
    "itemsAmountFen",
    "amount",
    "fen",
    true,
    5,
  ],
  [
    "itemsQuantity",
    "count",
    "pieces",
    true,
    5,
  ],
  [
    "quantity",
    "count",
    "pieces",
    false,
    5,
  ],
  [
    "categories",
    "list",
    null,
    false,
    2,
  ],
  [
    "skus",
    "list",
    null,
    false,
    2,
  ],
  [
    "storeId",
    "choice",
    null,
    false,
    4,
  ],
  [
    "channel",
    "choice",
    null,
    false,
    4,
  ],
  [
    "tierLevel",
    "choice",
    null,
    false,
    6,
  ],
  [
    "tags",
    "list",
    null,
    false,
    2,
  ],
  [
    "isBirthday",
    "flag",
    null,
    false,
    1,
  ],
  [
    "isBirthdayMonth",
    "flag",
    null,
    false,
    1,
  ],
  [
    "isMemberDay",
    "flag",
    null,
    false,
    1,
  ],
  [
    "isFirstPurchase",
    "flag",
    null,
    false,
    1,
  ],
  [
    "weekday",
    "choice",
    null,
    false,
    4,
  ],
  [
    "minuteOfDay",
    "count",
    "minutes",
    false,
    5,
  ],
  [
    "day",
    "date",
    null,
    false,
    4,
  ],
  [
    "daysSinceJoined",
    "count",
    "days",
    false,
    5,
  ],
  [
    "orders",
    "count",
    "times",
    false,
    5,
  ],
  [
    "spentFen",
    "amount",
    "fen",
    false,
    5,
  ],
  [
    "daysSinceLastOrder",
    "count",
    "days",
    false,
    5,
  ],
  [
    "streakDays",
    "count",
    "days",
    false,
    5,
  ],
  [
    "reviewStars",
    "count",
    "stars",
    false,
    5,
  ],
  [
    "reviewLength",
    "count",
    "characters",
    false,
    5,
  ],
  [
    "hasPicture",
    "flag",
    null,
    false,
    1,
  ],
  [
    "task",
    "choice",
    null,
    false,
    4,
  ],
  [
    "referrals",
    "count",
    "times",
    false,
    5,
  ],
]
`)
  expect(factInfo('weekday')?.values).toHaveLength(7)
})
