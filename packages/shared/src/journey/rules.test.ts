import fc from 'fast-check'
import { PRESETS } from './presets'
import {
  judgeCondition,
  journeyFaults,
  journeyFaultWords,
  mayEnter,
  purchaseFits,
  waitEndsAt,
  type Facts,
} from './rules'
import { journeyBody, type JourneyBody, type Test, type Trigger } from './schema'

const facts: Facts = {
  level: 2,
  purchases: 3,
  daysSincePurchase: 10,
  hasPhone: true,
  sourceKind: 'counter',
  tags: ['老客'],
}
const nobody: Facts = { level: 1, purchases: 0, daysSincePurchase: null, hasPhone: false, sourceKind: null, tags: [] }
const yes: Test = { fact: 'level', is: 'atLeast', value: 2 }
const not: Test = { fact: 'purchases', is: 'atMost', value: 2 }

describe('judgeCondition', () => {
  test.each([
    [{ of: 'all', tests: [] }, true],
    [{ of: 'any', tests: [] }, true],
    [{ of: 'all', tests: [yes, not] }, false],
    [{ of: 'any', tests: [yes, not] }, true],
    [{ of: 'all', tests: [{ fact: 'hasPhone', value: true }] }, true],
    [{ of: 'all', tests: [{ fact: 'tagged', tag: '老客', value: true }] }, true],
    [{ of: 'all', tests: [{ fact: 'tagged', tag: '新客', value: false }] }, true],
    [{ of: 'all', tests: [{ fact: 'tagged', tag: '老客', value: false }] }, false],
    [{ of: 'all', tests: [{ fact: 'daysSincePurchase', is: 'atMost', value: 10 }] }, true],
  ] as const)('%j: %s', (condition, ok) =>
    expect(judgeCondition({ ...condition, tests: [...condition.tests] }, facts).ok).toBe(ok),
  )

  test('who has bought nothing has no days since then, many or few', () => {
    const both = (['atLeast', 'atMost'] as const).map((is): Test => ({ fact: 'daysSincePurchase', is, value: 0 }))
    expect(judgeCondition({ of: 'any', tests: both }, nobody)).toMatchObject({
      ok: false,
      trace: [{ had: 'null' }, {}],
    })
  })

  test('all is any turned round, and every test is told', () => {
    const one = fc.record({
      fact: fc.constantFrom('level' as const, 'purchases' as const),
      is: fc.constantFrom('atLeast' as const, 'atMost' as const),
      value: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (tests) => {
        const [all, any] = [judgeCondition({ of: 'all', tests }, facts), judgeCondition({ of: 'any', tests }, facts)]
        expect(all.trace).toEqual(any.trace)
        expect([all.ok, any.ok]).toEqual([all.trace.every(({ ok }) => ok), any.trace.some(({ ok }) => ok)])
      }),
    )
  })
})

test('once for ever, or again so many days after the last time', () => {
  const [then, now] = [new Date('2026-11-01T10:00:00.000Z'), new Date('2026-11-08T10:00:00.000Z')]
  expect([
    ...[mayEnter(null, { againDays: null }, now), mayEnter(then, { againDays: null }, now)],
    ...[mayEnter(then, { againDays: 7 }, now), mayEnter(then, { againDays: 8 }, now)],
    ...[mayEnter(now, { againDays: 7 }, then), mayEnter(now, { againDays: 8 }, then)],
  ]).toEqual([true, false, true, false, true, false])
})

test('a wait counts from when it was due', () => {
  const from = new Date('2026-11-01T10:00:00.000Z')
  const nextHour = () => new Date('2026-11-02T02:00:00.000Z')
  expect(waitEndsAt({ kind: 'wait', minutes: 90 }, from, nextHour).toISOString()).toBe('2026-11-01T11:30:00.000Z')
  expect(waitEndsAt({ kind: 'until', hour: 10 }, from, nextHour)).toEqual(nextHour())
  expect(waitEndsAt({ kind: 'points', points: 1 }, from, nextHour)).toBe(from)
})

describe('purchaseFits', () => {
  const bought = { fen: 3000, storeId: '5' }
  test.each([
    [{ kind: 'purchase' }, true],
    [{ kind: 'purchase', minFen: 3000 }, true],
    [{ kind: 'purchase', minFen: 3001 }, false],
    [{ kind: 'first_purchase', storeIds: [] }, true],
    [{ kind: 'first_purchase', storeIds: ['4', '5'] }, true],
    [{ kind: 'first_purchase', storeIds: ['4'] }, false],
    [{ kind: 'purchase', minFen: 3000, storeIds: ['4'] }, false],
    [{ kind: 'joined' }, true],
  ] as [Trigger, boolean][])('%j: %s', (trigger, fits) => expect(purchaseFits(trigger, bought)).toBe(fits))

  test('who did not come by a purchase is not asked for one', () =>
    expect(purchaseFits({ kind: 'purchase', minFen: 1 }, null)).toBe(true))
})

describe('journeyFaults', () => {
  const base: JourneyBody = {
    ...{ name: '测试', trigger: { kind: 'joined' }, condition: { of: 'all', tests: [] }, againDays: null },
    ...{ dayCap: null, pointsBudget: null, couponsBudget: null },
    steps: [{ kind: 'message', title: '你好', words: '来坐坐', page: null }],
  }
  test.each([
    [{}, []],
    [{ steps: [] }, ['no_steps']],
    [{ steps: [...base.steps, { kind: 'wait', minutes: 5 }] }, ['ends_waiting']],
    [{ steps: [{ kind: 'points', points: 5 }] }, ['no_points_budget']],
    [{ steps: [{ kind: 'coupon', templateId: null }], couponsBudget: 5 }, ['no_coupon']],
    [{ steps: [{ kind: 'coupon', templateId: '2' }] }, ['coupon_not_given', 'no_coupons_budget']],
    [{ steps: [{ kind: 'coupon', templateId: '1' }], couponsBudget: 5 }, []],
    [{ trigger: { kind: 'purchase' } }, ['purchase_once']],
    [{ trigger: { kind: 'first_purchase', storeIds: ['4'] } }, ['no_open_store']],
    [{ trigger: { kind: 'first_purchase', storeIds: ['4', '5'] } }, []],
    [{ trigger: { kind: 'first_purchase', storeIds: [] } }, []],
    [{ steps: [{ kind: 'message', title: '你好', words: '转发给朋友', page: null }] }, ['unlawful']],
  ] as [Partial<JourneyBody>, string[]][])('%j', (change, faults) => {
    const found = journeyFaults({ ...base, ...change }, { given: new Set(['1']), open: new Set(['5']) })
    expect(found).toEqual(faults)
    expect(found.every((one) => journeyFaultWords(one).length > 5)).toBe(true)
  })
})

test('presets fit the contract and lack nothing but their coupon', () => {
  for (const { body } of PRESETS) {
    expect(journeyBody.parse(body)).toEqual(body)
    expect(journeyFaults(body, { given: new Set(), open: new Set() }).filter((fault) => fault !== 'no_coupon')).toEqual(
      [],
    )
  }
})
