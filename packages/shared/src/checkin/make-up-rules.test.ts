import fc from 'fast-check'
import { addDays, daysBetween, type Day } from '../kit/day'
import { judgeMakeUp, makeUpReward, mend, mendedStreak, type DayRow } from './make-up-rules'
import { NO_PLAN, cycleSpan, ladderPosition, rewardOf, type Bonus, type Cycle, type Plan } from './plan-rules'
import { nextStreak, type Streak } from './rules'

const step = (points: number) => ({ points, growth: 0, templateId: null })
const plan: Plan = {
  ...NO_PLAN,
  base: { points: 1, growth: 0 },
  ladder: [
    { streakDays: 3, ...step(10) },
    { streakDays: 5, ...step(100) },
  ],
  cumulative: [{ count: 4, ...step(1000) }],
  makeUp: { limit: 3, prices: [0, 20], daysBack: 10, pays: 'base' },
}

describe('judgeMakeUp', () => {
  const asked = { plan, day: 20261120, today: 20261122, joined: 20261101, done: false, used: 0 }
  test.each([
    ['free at first', {}, { ok: true, price: 0 }],
    ['then at its price', { used: 2 }, { ok: true, price: 20 }],
    ['today', { day: 20261122 }, { ok: false, reason: 'make_up_day' }],
    ['tomorrow', { day: 20261123 }, { ok: false, reason: 'make_up_day' }],
    ['the last day that counts', { day: 20261112 }, { ok: true, price: 0 }],
    ['the day before it', { day: 20261111 }, { ok: false, reason: 'make_up_day' }],
    ['before joining', { joined: 20261121 }, { ok: false, reason: 'make_up_day' }],
    ['a day that is done', { done: true }, { ok: false, reason: 'already_done' }],
    ['one too many', { used: 3 }, { ok: false, reason: 'make_up_limit' }],
    ['a plan without', { plan: { ...plan, makeUp: null } }, { ok: false, reason: 'make_up_closed' }],
    [
      'last week’s Sunday',
      { plan: { ...plan, cycle: { kind: 'week' as const } }, day: 20261115 },
      { ok: false, reason: 'make_up_day' },
    ],
  ])('%s', (_, more, expected) => {
    expect(judgeMakeUp({ ...asked, ...more })).toEqual(expected)
  })
})

/** The same once more without any cleverness: everything counted from the set of days, each time. */
const naive = {
  length(days: ReadonlySet<Day>, day: Day) {
    let length = 0
    while (days.has(addDays(day, -length))) length += 1
    return length
  },
  bonuses(days: ReadonlySet<Day>, planOn: (day: Day) => Plan, day: Day): Bonus[] {
    const { cycle, ladder, cumulative } = planOn(day)
    const position = ladderPosition(cycle, day, naive.length(days, day))
    const { from } = cycleSpan(cycle, day)
    const count = [...days].filter((one) => one <= day && one >= (from ?? 0)).length
    return [
      ...ladder
        .filter((one) => one.streakDays === position)
        .map((one) => ({ kind: 'ladder' as const, at: one.streakDays })),
      ...cumulative.filter((one) => one.count === count).map((one) => ({ kind: 'cumulative' as const, at: one.count })),
    ]
  },
}

const bonusName = ({ kind, at }: Bonus) => `${kind}:${at}`

class Book {
  rows: DayRow[] = []
  streak: Streak | null = null
  constructor(readonly planOn: (day: Day) => Plan) {}

  get days() {
    return new Set(this.rows.map((row) => row.day))
  }

  checkIn(day: Day): number | null {
    const next = nextStreak(this.streak, day)
    if (!next) return null
    const from = cycleSpan(this.planOn(day).cycle, day).from ?? 0
    const count = this.rows.filter((row) => row.day >= from).length + 1
    const facts = { day, length: next.length, count, first: false, birthday: null, tier: null }
    const { points, bonuses } = rewardOf(this.planOn(day), facts)
    this.rows.push({ day, length: next.length, bonuses })
    this.streak = next
    return points
  }

  makeUp(day: Day, today: Day, used: number): number | null {
    const current = this.planOn(today)
    const asked = { plan: current, day, today, joined: 20_261_001, done: this.days.has(day), used }
    if (!judgeMakeUp(asked).ok) return null
    // What the server loads: the rows from the beginning of a cycle, and how many there are before.
    const from = addDays(day, -60)
    const rows = this.rows.filter((row) => row.day >= from)
    const mended = mend({ rows, before: this.rows.length - rows.length, planOn: this.planOn }, day)
    const who = { birthday: null, tier: null }
    const reward = makeUpReward({ plan: current, planOn: this.planOn, day, mended, who })
    this.rows = [...this.rows, { day, length: 0, bonuses: reward.bonuses }]
      .map((row) => ({ ...row, length: mended.lengths.find((one) => one.day === row.day)?.length ?? row.length }))
      .sort((a, b) => a.day - b.day)
    this.streak = mendedStreak(this.streak, mended)
    return reward.points
  }
}

describe('making up', () => {
  const fill = (days: Day[], planOn: (day: Day) => Plan = () => plan) => {
    const book = new Book(planOn)
    for (const day of days) book.checkIn(day)
    return book
  }

  test.each<[string, Day[], Day[], number[], number]>([
    ['a gap: the steps of the whole run', [20261118, 20261119, 20261121, 20261122], [20261120], [1 + 10 + 100 + 0], 5],
    ['yesterday, before today', [20261119, 20261120], [20261121], [1 + 10], 3],
    ['two gaps, in either order', [20261118, 20261120, 20261122], [20261121, 20261119], [1 + 10 + 1000, 1 + 100], 5],
    [
      'what the broken runs were paid is not paid again',
      [20261116, 20261117, 20261118, 20261120, 20261121, 20261122],
      [20261119],
      [1 + 100],
      7,
    ],
    ['with nothing before or after', [20261122], [20261120], [1], 1],
  ])('%s', (_, done, madeUp, points, length) => {
    const book = fill(done)
    expect(madeUp.map((day) => book.makeUp(day, 20261122, 0))).toEqual(points)
    expect(book.streak?.length).toBe(length)
  })

  test('a step that came with a later plan is not paid for days before it', () => {
    const later: Plan = { ...plan, ladder: [{ streakDays: 2, ...step(7) }, ...plan.ladder] }
    const planOn = (day: Day) => (day >= 20261122 ? later : plan)
    const book = fill([20261119], planOn)
    expect(book.makeUp(20261120, 20261122, 0)).toBe(1)
  })
})

const timesIn = (names: readonly string[], name: string) => names.filter((one) => one === name).length

/** The days that a day put among others can touch: steps of the ladder in its own run, counted ones in all that follow. */
const spanOf = (kind: Bonus['kind'], days: ReadonlySet<Day>, target: Day) => (row: DayRow) => {
  if (row.day < target || kind !== 'ladder') return row.day >= target
  return Array.from({ length: daysBetween(target, row.day) }, (_, index) => addDays(target, index)).every((day) =>
    days.has(day),
  )
}

test('any order of check-ins, make-ups, plan changes, clock moves and zone changes equals a naive replay', () => {
  const cycles: Cycle[] = [
    { kind: 'none' },
    { kind: 'week' },
    { kind: 'month' },
    { kind: 'days', days: 9, anchor: 20261103 },
    { kind: 'run', days: 6 },
    { kind: 'campaign', from: 20261101, until: 20261215 },
  ]
  const anyPlan = fc
    .record({
      cycle: fc.constantFrom(...cycles),
      steps: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
      counts: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
      pays: fc.constantFrom('nothing' as const, 'base' as const, 'full' as const),
    })
    .map(({ cycle, steps, counts, pays }): Plan => ({
      ...plan,
      cycle,
      ladder: steps.sort((a, b) => a - b).map((streakDays) => ({ streakDays, ...step(10) })),
      cumulative: counts.sort((a, b) => a - b).map((count) => ({ count, ...step(100) })),
      makeUp: { limit: 99, prices: [], daysBack: 12, pays },
    }))
  // Time goes forward a day or more, stands still, or goes back: a clock that was wrong, a brand that moved to another zone.
  const act = fc.record({
    forward: fc.constantFrom(0, 1, 1, 1, 1, 2, 4, -1, -3),
    back: fc.integer({ min: -2, max: 14 }),
    tap: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(anyPlan, { minLength: 1, maxLength: 3 }), fc.array(act, { maxLength: 45 }), (plans, acts) => {
      const planOn = (day: Day) =>
        plans[Math.min(plans.length - 1, Math.max(0, Math.floor(daysBetween(20261101, day) / 11)))] ?? plan
      const book = new Book(planOn)
      let today = 20_261_105
      for (const { forward, back, tap } of acts) {
        today = addDays(today, forward)
        const before = book.days
        const rowsBefore = book.rows.map((row) => ({ ...row }))
        const target = tap ? today : addDays(today, -back)
        const gained = tap ? book.checkIn(today) : book.makeUp(target, today, 0)
        expect(book.days.size).toBe(before.size + (gained === null ? 0 : 1))
        if (gained === null) continue
        expect(tap || target < today).toBe(true)
        // Every length is what counting from the beginning finds.
        for (const row of book.rows) expect([row.day, row.length]).toEqual([row.day, naive.length(book.days, row.day)])
        const last = Math.max(...book.days)
        expect(book.streak).toEqual({ lastDay: last, length: naive.length(book.days, last) })
        // Paid is what these days reach, or what they had been paid before where that was more: nothing twice, nothing forgotten.
        for (const kind of ['ladder', 'cumulative'] as const) {
          const inSpan = spanOf(kind, book.days, target)
          const names = (bonuses: readonly Bonus[]) => bonuses.filter((one) => one.kind === kind).map(bonusName)
          const paid = names(book.rows.filter(inSpan).flatMap((row) => row.bonuses))
          const paidBefore = names(rowsBefore.filter(inSpan).flatMap((row) => row.bonuses))
          const reached = names(book.rows.filter(inSpan).flatMap((row) => naive.bonuses(book.days, planOn, row.day)))
          for (const name of new Set([...paid, ...reached]))
            expect([name, timesIn(paid, name)]).toEqual([
              name,
              Math.max(timesIn(paidBefore, name), timesIn(reached, name)),
            ])
        }
      }
    }),
    { numRuns: 400 },
  )
})
