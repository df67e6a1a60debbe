import * as z from 'zod/mini'
import { ruleBody } from './body/contract'
import { findingsOf } from './checks/check-rules'
import { defaultsOf, TEMPLATES } from './template-rules'

const known = { stores: ['1'], tiers: [1], templates: [] }
const cost = { points: 0, fen: 0, coupons: 0 }

test.each(TEMPLATES)('$id makes a rule that fits the contract and has no fault', ({ id, zh, en, make, params }) => {
  const rule = make(defaultsOf(params))
  expect(z.safeParse(ruleBody, rule)).toMatchObject({ success: true, data: rule })
  expect(rule.key).toBe(id)
  expect(make({})).toEqual(rule)
  expect([zh, en].every((name) => name.length > 0)).toBe(true)
  const findings = findingsOf({ rules: [rule] }, { known, activeFrom: new Date(0), cost, worse: [] })
  expect(findings.filter((one) => one.level === 'error')).toEqual([])
})

test('parameters go where they belong', () => {
  const made = (id: string, params: Parameters<(typeof TEMPLATES)[number]['make']>[0]) =>
    TEMPLATES.find((one) => one.id === id)?.make(params)
  expect(made('per-amount', { everyFen: 200, points: 3, growth: 4 })?.effects).toEqual([
    { kind: 'perAmount', unit: 'points', everyFen: 200, give: 3 },
    { kind: 'perAmount', unit: 'growth', everyFen: 200, give: 4 },
  ])
  expect(made('per-order', { points: 7, timesPerDay: 2 })).toMatchObject({
    effects: [{ give: 7 }],
    limits: { timesPerDay: 2 },
  })
  expect(made('double-day', { weekdays: [5], permille: 3000 })).toMatchObject({
    when: { weekdays: [5] },
    effects: [{ permille: 3000 }],
  })
  expect(made('double-day', { weekdays: 5 })?.when).toEqual({ weekdays: [] })
  expect(made('time-slot', { from: 60, until: 120 })?.when).toEqual({
    weekdays: [1, 2, 3, 4, 5],
    minutes: [{ from: 60, until: 120 }],
  })
  expect(made('store', { storeId: '9' })?.if).toEqual({ fact: 'storeId', op: 'eq', value: '9' })
  expect(made('category', { category: '面包' })?.effects).toEqual([
    { kind: 'multiply', unit: 'points', permille: 2000, of: { categories: ['面包'] } },
  ])
  expect(made('task', { task: 'x', points: 3 })).toMatchObject({
    if: { value: 'x' },
    effects: [{ give: 3 }],
    limits: { timesEver: 1 },
  })
  expect(made('review', { length: 30 })?.if).toEqual({ fact: 'reviewLength', op: 'gte', value: 30 })
  expect(made('referral', { timesPerMonth: 4 })?.limits).toEqual({ timesPerMonth: 4 })
})

test('a rule is bounded: what is too deep, too long or out of range does not fit', () => {
  const rule = { key: 'r', title: 'R', on: 'purchase', effects: [{ kind: 'fixed', unit: 'points', give: 1 }] }
  const fits = (more: object) => z.safeParse(ruleBody, { ...rule, ...more }).success
  const leaf = { fact: 'orders', op: 'eq', value: 1 }
  const group = (nodes: object[]) => ({ match: 'all', nodes })
  expect(fits({})).toBe(true)
  expect(fits({ if: group([group([group([leaf])])]) })).toBe(true)
  expect(fits({ if: group([group([group([group([leaf])])])]) })).toBe(false)
  expect(fits({ if: group(Array.from({ length: 40 }, () => leaf)) })).toBe(true)
  expect(
    fits({ if: group([group(Array.from({ length: 21 }, () => leaf)), group(Array.from({ length: 20 }, () => leaf))]) }),
  ).toBe(false)
  expect(fits({ if: group([]) })).toBe(false)
  expect(fits({ effects: [] })).toBe(false)
  expect(fits({ effects: Array.from({ length: 11 }, () => rule.effects[0]) })).toBe(false)
  expect(fits({ effects: [{ kind: 'fixed', unit: 'points', give: 0 }] })).toBe(false)
  expect(fits({ effects: [{ kind: 'multiply', unit: 'points', permille: 1000 }] })).toBe(false)
  expect(fits({ effects: [{ kind: 'run', code: 'x' }] })).toBe(false)
  expect(fits({ key: 'Not A Key' })).toBe(false)
  expect(fits({ when: { minutes: [{ from: 0, until: 1441 }] } })).toBe(false)
})
