import fc from 'fast-check'
import { addDays, type Day } from '../kit/day'
import { NEUTRAL, bestOf } from './benefit-rules'
import { judgeBuyCard, stockAfter } from './card-rules'
import { NO_PACK, checkProgramme, reachedLevel, type Programme, type TierDef } from './programme-rules'
import { applyMoment, recheckNow, riseNow, setByHand } from './moment-rules'
import {
  MOMENTS,
  effectiveLevel,
  firstStanding,
  isDue,
  nextDueDay,
  qualifiedLevel,
  spanFor,
  type Around,
  type Change,
  type Standing,
} from './standing-rules'
import { currentSpan, isNewCycle, monthsAfter, nextReview, reviewedSpan, type GrowthWindow } from './window-rules'

const rolling: GrowthWindow = { kind: 'rolling', months: 12 }
const calendar: GrowthWindow = { kind: 'calendar' }
const anniversary: GrowthWindow = { kind: 'anniversary' }
const lifetime: GrowthWindow = { kind: 'lifetime' }
const JOINED = 20_240_229

describe('windows', () => {
  test.each<[string, Day, number, Day]>([
    ['a month', 20260131, 1, 20260228],
    ['to a leap day', 20240229, 48, 20280229],
    ['from a leap day', 20240229, 12, 20250228],
    ['back over New Year', 20260115, -1, 20251215],
    ['back to a short month', 20260331, -1, 20260228],
  ])('monthsAfter: %s', (_, day, count, after) => {
    expect(monthsAfter(day, count)).toBe(after)
  })

  test.each<[string, GrowthWindow, Day, Day | null]>([
    ['rolling: the first of the next month', rolling, 20261231, 20270101],
    ['rolling, from a first', rolling, 20270101, 20270201],
    ['calendar: New Year', calendar, 20260101, 20270101],
    ['calendar, on the last day', calendar, 20261231, 20270101],
    ['anniversary of a leap day: the last of February', anniversary, 20260301, 20270228],
    ['anniversary, the day before', anniversary, 20270227, 20270228],
    ['anniversary, on it', anniversary, 20270228, 20280229],
    ['anniversary, on the day of joining', anniversary, JOINED, 20250228],
    ['lifetime: never', lifetime, 20260101, null],
  ])('nextReview %s', (_, window, after, review) => {
    expect(nextReview(window, after, JOINED)).toBe(review)
  })

  test.each<[string, GrowthWindow, Day, Day | null]>([
    ['rolling', rolling, 20270101, 20260101],
    ['rolling over a leap day', rolling, 20280301, 20270301],
    ['calendar: the year that ended', calendar, 20270101, 20260101],
    ['anniversary: the year that ended', anniversary, 20270228, 20260228],
    ['anniversary: the first year', anniversary, 20250228, JOINED],
    ['lifetime', lifetime, 20270101, null],
  ])('reviewedSpan %s', (_, window, day, from) => {
    expect(reviewedSpan(window, day, JOINED)).toEqual({ from, until: day })
  })

  test('today counts, and New Year begins at nothing', () => {
    expect(currentSpan(calendar, 20270101, JOINED)).toEqual({ from: 20270101, until: 20270102 })
    expect(currentSpan(anniversary, 20270228, JOINED)).toEqual({ from: 20270228, until: 20270301 })
    expect(currentSpan(rolling, 20261231, JOINED)).toEqual({ from: 20260101, until: 20270101 })
  })

  test('each day before a review lies in the window that it looks at', () => {
    const windows = fc.constantFrom(rolling, calendar, anniversary)
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 3000 }), (window, offset) => {
        const day = addDays(JOINED, offset)
        const review = nextReview(window, day, JOINED) ?? 0
        const { from, until } = reviewedSpan(window, review, JOINED)
        expect(review).toBeGreaterThan(day)
        expect((from ?? 0) <= day && day < until).toBe(true)
      }),
    )
  })

  test.each<[string, GrowthWindow, Day, Day, boolean]>([
    ['the same year', calendar, 20260105, 20261231, false],
    ['the next year', calendar, 20261231, 20270101, true],
    ['eleven months', rolling, 20260105, 20261231, false],
    ['twelve months', rolling, 20260105, 20270105, true],
    ['a lifetime', lifetime, 20260105, 20360105, false],
  ])('isNewCycle: %s', (_, window, given, day, fresh) => {
    expect(isNewCycle(window, given, day, JOINED)).toBe(fresh)
  })
})

const tier = (level: number, growthFrom: number, keepGrowth: number | null = null): TierDef => ({
  level,
  name: `第${level}级`,
  style: 'basic',
  growthFrom,
  keepGrowth,
  benefits: NEUTRAL,
  pack: NO_PACK,
})

const programme = (more: Partial<Programme> = {}): Programme => ({
  unitName: '成长值',
  window: rolling,
  downgrade: 'one_step',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'recheck',
  tiers: [tier(1, 0), tier(2, 100), tier(3, 300, 200), tier(4, 1000)],
  ...more,
})

const around = (more: Partial<Programme> = {}): Around => ({
  versions: [{ id: '1', activeOn: 20_000_101, body: programme(more) }],
  joined: 20_260_105,
})

const at = (natural: number, settledDay: Day): Standing => ({ ...firstStanding(1, settledDay), natural })

/** Lets time pass until `until`; growth is the same whenever somebody asks. */
function pass(standing: Standing, where: Around, until: Day, growth: (day: Day) => number) {
  const changes: Change[] = []
  let now = standing
  for (let day = nextDueDay(now, where); day !== null && day <= until; day = nextDueDay(now, where)) {
    for (const moment of MOMENTS) {
      if (!isDue(moment, now, where, day)) continue
      const span = spanFor(moment, now, where, day) ?? { from: day, until: day }
      const applied = applyMoment(moment, now, where, day, { span, growth: growth(day) })
      now = applied.standing
      if (applied.change) changes.push(applied.change)
    }
    now = { ...now, settledDay: day }
  }
  return { standing: now, changes: changes.map(({ kind, day, from, to }) => [kind, day, from, to]) }
}

describe('time', () => {
  test.each<[string, Partial<Programme>, unknown[]]>([
    [
      'one step a month',
      {},
      [
        ['lowered', 20260401, 4, 3],
        ['lowered', 20260501, 3, 2],
        ['lowered', 20260601, 2, 1],
      ],
    ],
    ['full', { downgrade: 'full' }, [['lowered', 20260401, 4, 1]]],
    ['none', { downgrade: 'none' }, []],
    ['lifetime', { window: lifetime }, []],
    ['once a year', { window: calendar, downgrade: 'full' }, [['lowered', 20270101, 4, 1]]],
    ['on the day of joining', { window: anniversary, downgrade: 'full' }, [['lowered', 20270105, 4, 1]]],
    [
      'grace',
      { downgrade: 'full', graceDays: 40 },
      [
        ['grace', 20260401, 4, 4],
        ['lowered', 20260511, 4, 1],
      ],
    ],
    [
      'a warning first',
      { downgrade: 'full', warnDays: 10 },
      [
        ['warned', 20260322, 4, 4],
        ['lowered', 20260401, 4, 1],
      ],
    ],
  ])('without growth: %s', (_, more, expected) => {
    expect(pass(at(4, 20260310), around(more), 20_270_601, () => 0).changes).toEqual(expected)
  })

  test('what keeps a tier may be less than what reaches it, and who has it hears nothing', () => {
    const warned = around({ warnDays: 10 })
    expect(pass(at(3, 20260310), warned, 20261231, () => 200).changes).toEqual([])
    expect(pass(at(3, 20260310), warned, 20260401, () => 199).changes).toEqual([
      ['warned', 20260322, 3, 3],
      ['lowered', 20260401, 3, 2],
    ])
  })

  test('growth in the grace keeps the tier', () => {
    const growth = (day: Day) => (day < 20260420 ? 0 : 1000)
    expect(pass(at(4, 20260310), around({ graceDays: 20 }), 20260430, growth).changes).toEqual([
      ['grace', 20260401, 4, 4],
      ['kept', 20260421, 4, 4],
    ])
  })

  test('new rules raise at once, lower nobody before a review, and judge the review of their own first day by the old ones', () => {
    const versions = [
      { id: '1', activeOn: 20_000_101, body: programme() },
      {
        id: '2',
        activeOn: 20_260_401,
        body: programme({ tiers: [tier(1, 0), tier(2, 50), tier(3, 500), tier(4, 2000)] }),
      },
    ]
    const where = { versions, joined: 20_260_105 }
    expect(pass(at(1, 20260310), where, 20260601, () => 60).changes).toEqual([['raised', 20260401, 1, 2]])
    expect(pass(at(3, 20260310), where, 20260601, () => 300).changes).toEqual([['lowered', 20260501, 3, 2]])
  })

  test('looking late, in any number of steps, finds what looking each day found', () => {
    const programmes = fc.record({
      window: fc.constantFrom(rolling, calendar, anniversary, lifetime),
      downgrade: fc.constantFrom('none' as const, 'one_step' as const, 'full' as const),
      graceDays: fc.constantFrom(0, 7, 45),
      warnDays: fc.constantFrom(0, 5, 20),
    })
    const looks = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 12 })
    fc.assert(
      fc.property(programmes, looks, fc.integer({ min: 1, max: 4 }), fc.nat(1500), (more, steps, level, seed) => {
        const where = around(more)
        const growth = (day: Day) => (day * 7919 + seed) % 1500
        const end = addDays(20260310, 800)
        let gradually = { standing: at(level, 20260310), changes: [] as unknown[] }
        let day = 20_260_310
        for (const step of [...steps, 1000]) {
          day = Math.min(end, addDays(day, step))
          const next = pass(gradually.standing, where, day, growth)
          gradually = { standing: next.standing, changes: [...gradually.changes, ...next.changes] }
        }
        expect(gradually).toEqual(pass(at(level, 20260310), where, end, growth))
      }),
    )
  })
})

describe('now', () => {
  const where = around()

  test('growth rises at once, never lowers, and ends a grace', () => {
    const standing = { ...at(2, 20260310), grace: { reviewDay: 20260301, endsOn: 20260401, from: null } }
    const { standing: risen, change } = riseNow(standing, where, 20260315, 1200)
    expect([risen.natural, risen.grace, risen.settledDay, change?.kind]).toEqual([4, null, 20260315, 'raised'])
    expect(riseNow(risen, where, 20260316, 0).standing).toBe(risen)
    expect(nextDueDay(risen, where)).toBe(20260401)
  })

  test('a refund takes back what no growth carries any more, and not what a review left for another reason', () => {
    const risen = riseNow(firstStanding(1, 20260310), where, 20260315, 1200).standing
    expect(recheckNow(risen, where, 20260401, { growth: 350, net: [350] }).standing.natural).toBe(3)
    expect(recheckNow(risen, where, 20260401, { growth: 0, net: [0] }).change).toMatchObject({
      kind: 'refunded',
      from: 4,
      to: 1,
    })
    // The growth aged out of the window by itself: what carried the rise is still there.
    expect(recheckNow(risen, where, 20260401, { growth: 0, net: [1000] }).change).toBeNull()
    expect(recheckNow({ ...risen, floor: 3 }, where, 20260401, { growth: 0, net: [0] }).standing.natural).toBe(3)
    expect(recheckNow(risen, around({ onRefund: 'keep' }), 20260401, { growth: 0, net: [0] }).change).toBeNull()
  })

  test('a review that growth carried is looked at again when that growth is taken back', () => {
    const kept = pass(at(4, 20260310), where, 20260401, () => 1000).standing
    expect(kept).toMatchObject({ floor: 1, supports: [{ from: 20250401, until: 20260401, review: true }] })
    expect(recheckNow(kept, where, 20260410, { growth: 250, net: [250] }).standing.natural).toBe(3)
  })

  test('a level by hand lifts or holds down until its day is over; growth goes on underneath', () => {
    const base = firstStanding(2, 20260310)
    const set = (level: number) =>
      setByHand(base, { level, lastDay: 20260320, reason: '补偿' }, { day: 20260310, growth: 0 })
    const lifted = set(4).standing
    const held = set(1).standing
    expect([effectiveLevel(lifted), qualifiedLevel(lifted), effectiveLevel(held)]).toEqual([4, 2, 1])
    const grown = riseNow(held, where, 20260315, 1200)
    expect([effectiveLevel(grown.standing), grown.standing.natural, grown.change?.to]).toEqual([1, 4, 1])
    expect(pass(grown.standing, where, 20260331, () => 1200).changes).toEqual([['hand_ended', 20260321, 1, 4]])
    expect(pass(lifted, where, 20260331, () => 100).changes).toEqual([['hand_ended', 20260321, 4, 2]])
  })
})

test('checkProgramme finds what must not be published, and says what its owner should know', () => {
  const errors = (more: Partial<Programme>, before: Programme | null = null) =>
    checkProgramme(programme(more), before).filter((finding) => finding.severity === 'error').length
  expect(errors({})).toBe(0)
  expect(errors({ tiers: [tier(1, 10), tier(2, 100)] })).toBe(1)
  expect(errors({ tiers: [tier(1, 0), tier(2, 100), tier(3, 100)] })).toBe(1)
  expect(errors({ tiers: [tier(1, 0), tier(3, 100)] })).toBe(1)
  expect(errors({ tiers: [tier(1, 0), { ...tier(2, 100), name: '第1级' }] })).toBe(1)
  expect(errors({ tiers: [tier(1, 0), tier(2, 100, 101)] })).toBe(1)
  expect(errors({ tiers: [tier(1, 0)] }, programme())).toBe(3)
  expect(errors({ warnDays: 28 })).toBe(1)
  expect(errors({ warnDays: 28, window: calendar })).toBe(0)
  const promised = { ...tier(2, 100), benefits: { ...NEUTRAL, discountPermille: 900, freeShipping: true } }
  expect(checkProgramme(programme({ tiers: [tier(1, 0), promised] }), null)).toHaveLength(2)
  expect(checkProgramme(programme(), programme({ downgrade: 'none' }))).toHaveLength(1)
})

test('reachedLevel takes the highest, and bestOf adds nothing up', () => {
  expect([0, 99, 100, 299, 300, 5000].map((growth) => reachedLevel(programme(), growth))).toEqual([1, 1, 2, 2, 3, 4])
  expect(
    bestOf([
      { ...NEUTRAL, pointsPermille: 1500, discountPermille: 950, exclusiveTemplateIds: ['1'], texts: ['甲'] },
      { ...NEUTRAL, pointsPermille: 1200, discountPermille: 900, exclusiveTemplateIds: ['1', '2'], freeShipping: true },
    ]),
  ).toEqual({
    ...NEUTRAL,
    pointsPermille: 1500,
    discountPermille: 900,
    exclusiveTemplateIds: ['1', '2'],
    freeShipping: true,
    texts: ['甲'],
  })
})

test('cards: the price seen, the limit, the stock; and a stock that goes below what went is none', () => {
  const card = { points: 100, stockLeft: 1, perMemberLimit: 2, ended: false }
  expect(judgeBuyCard(card, 1, 100)).toEqual({ ok: true, points: 100 })
  expect(judgeBuyCard(card, 2, 100)).toEqual({ ok: false, reason: 'item_limit' })
  expect(judgeBuyCard(card, 0, 99)).toEqual({ ok: false, reason: 'quote_changed' })
  expect(judgeBuyCard({ ...card, stockLeft: 0 }, 0, 100)).toEqual({ ok: false, reason: 'item_sold_out' })
  expect(judgeBuyCard({ ...card, points: null }, 0, 100)).toEqual({ ok: false, reason: 'not_found' })
  expect(stockAfter({ stockTotal: 10, stockLeft: 4 }, 20)).toEqual({ ok: true, stockLeft: 14 })
  expect(stockAfter({ stockTotal: 10, stockLeft: 4 }, 5)).toEqual({ ok: false, reason: 'input_invalid' })
  expect(stockAfter(null, null)).toEqual({ ok: true, stockLeft: null })
})
