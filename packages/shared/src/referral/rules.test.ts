import fc from 'fast-check'
import {
  attribute,
  cutBy,
  deadlineOf,
  firstAction,
  judgeBinding,
  nextMilestone,
  nextState,
  reached,
  type Action,
  type Binding,
  type Touch,
  type TouchTerms,
} from './rules'
import { PROGRAMME_DEFAULTS, REFERRAL_STATES } from './schema'

const DAY_MS = 86_400_000
const dayAt = (days: number) => new Date(Date.UTC(2026, 10, 1) + days * DAY_MS)
const touch = (inviterId: string, days: number): Touch => ({ inviterId, at: dayAt(days) })
const FIRST: TouchTerms = { windowDays: 30, override: 'first_touch', protectedDays: 7 }
const PROTECTED: TouchTerms = { ...FIRST, override: 'protected_days' }

describe('attribute', () => {
  test.each<[string, Touch[], number, TouchTerms, string | null]>([
    ['nobody', [], 1, FIRST, null],
    ['the first of two', [touch('1', 0), touch('2', 1)], 2, FIRST, '1'],
    ['nobody once the window is over', [touch('1', 0)], 30, FIRST, null],
    ['the first up to the last moment', [touch('1', 0)], 29.999, FIRST, '1'],
    ['who comes after the window', [touch('1', 0), touch('2', 31)], 32, FIRST, '2'],
    ['nobody who comes after the joining', [touch('1', 3)], 2, FIRST, null],
    ['the first while protected', [touch('1', 0), touch('2', 6)], 8, PROTECTED, '1'],
    ['a later one after the protection', [touch('1', 0), touch('2', 7)], 8, PROTECTED, '2'],
    ['the first, whose second touch begins nothing anew', [touch('1', 0), touch('1', 20)], 31, FIRST, null],
  ])('%s', (_, touches, joined, terms, expected) => {
    expect(attribute(touches, dayAt(joined), terms)).toBe(expected)
  })

  const touches = fc.array(
    fc.record({ inviterId: fc.constantFrom('1', '2', '3', '4'), at: fc.integer({ min: 0, max: 80 }).map(dayAt) }),
    { maxLength: 8 },
  )
  const terms = fc.record({
    windowDays: fc.integer({ min: 1, max: 90 }),
    override: fc.constantFrom('first_touch' as const, 'protected_days' as const),
    protectedDays: fc.integer({ min: 1, max: 30 }),
  })

  test('one source at most, of those who touched in time, whatever the order and however often each is told', () => {
    fc.assert(
      fc.property(
        touches,
        terms,
        fc.integer({ min: 0, max: 90 }),
        fc.infiniteStream(fc.nat()),
        (all, by, days, dice) => {
          const joinedAt = dayAt(days)
          const found = attribute(all, joinedAt, by)
          const shuffled = [...all, ...all]
            .map((one) => ({ one, roll: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.roll - b.roll)
            .map(({ one }) => one)
          expect(attribute(shuffled, joinedAt, by)).toBe(found)
          const inTime = all.filter(
            ({ at }) => at <= joinedAt && joinedAt.getTime() < at.getTime() + by.windowDays * DAY_MS,
          )
          const nobody = inTime.length === all.length && all.length > 0 ? [] : [null]
          expect([...nobody, ...inTime.map(({ inviterId }) => inviterId)]).toContain(found)
        },
      ),
    )
  })

  test('under first touch a later one changes nothing while the first holds', () => {
    fc.assert(
      fc.property(touches, fc.integer({ min: 0, max: 29 }), (all, days) => {
        const first = touch('9', 0)
        const later = all.map((one) => ({ ...one, at: new Date(one.at.getTime() + 1) }))
        expect(attribute([...later, first], dayAt(days), FIRST)).toBe('9')
      }),
    )
  })
})

describe('judgeBinding', () => {
  const fine: Binding = {
    ...{ open: true, touch: touch('1', 0), joinedAt: dayAt(1), terms: FIRST, returning: false, knownBefore: false },
    ...{ invitee: 'friend', inviter: 'inviter', inviterInvitedBy: null },
  }
  test.each<[string, Partial<Binding>]>([
    ['off', { open: false }],
    ['untouched', { touch: null }],
    ['untouched', { touch: touch('1', 2) }],
    ['returning', { returning: true }],
    ['known_before', { knownBefore: true }],
    ['window_over', { joinedAt: dayAt(31) }],
    ['inviter_left', { inviter: null }],
    ['self', { inviter: 'friend' }],
    ['loop', { inviterInvitedBy: 'friend' }],
  ])('%s', (reason, change) => {
    expect(judgeBinding({ ...fine, ...change })).toEqual({ ok: false, reason })
  })
  test('else binds', () => expect(judgeBinding(fine)).toEqual({ ok: true }))
})

describe('firstAction', () => {
  const joinedAt = dayAt(0)
  const terms = {
    qualifier: 'either' as const,
    minimumFen: 1000,
    joinedAt,
    deadline: deadlineOf(joinedAt, { withinDays: 30 }),
  }
  const bought = (id: string, days: number, leftFen: number): Action => ({
    kind: 'purchase',
    id,
    at: dayAt(days),
    leftFen,
  })
  const used = (id: string, days: number): Action => ({ kind: 'coupon', id, at: dayAt(days), leftFen: 0 })

  test.each<[string, Action[], Partial<typeof terms>, string | null]>([
    ['too little', [bought('1', 1, 999)], {}, null],
    ['just enough', [bought('1', 1, 1000)], {}, '1'],
    ['the earliest by when it happened', [bought('2', 3, 2000), bought('1', 2, 2000)], {}, '1'],
    ['before joining', [bought('1', -1, 5000)], {}, null],
    ['at the end', [bought('1', 30, 5000)], {}, null],
    ['a coupon', [used('7', 1)], {}, '7'],
    ['a coupon where only buying counts', [used('7', 1)], { qualifier: 'purchase' as never }, null],
    ['a purchase where only coupons count', [bought('1', 1, 5000)], { qualifier: 'coupon' as never }, null],
    ['nothing that cost nothing', [bought('1', 1, 0)], { minimumFen: 0 }, null],
  ])('%s', (_, actions, change, expected) => {
    expect(firstAction(actions, { ...terms, ...change })?.id ?? null).toBe(expected)
  })

  test('is the same however the actions are told', () => {
    const action = fc.record({
      kind: fc.constantFrom('purchase' as const, 'coupon' as const),
      id: fc.integer({ min: 1, max: 50 }).map(String),
      at: fc.integer({ min: -5, max: 40 }).map(dayAt),
      leftFen: fc.integer({ min: 0, max: 3000 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(action, { selector: ({ kind, id }) => kind + id, maxLength: 12 }), (actions) => {
        expect(firstAction(actions.toReversed(), terms)).toEqual(firstAction(actions, terms))
      }),
    )
  })
})

describe('nextState', () => {
  const CLEAR = { outcome: 'pass', reasons: [] } as const
  const calm = { decision: null, appealed: false, doubted: false }
  const stand = { ...calm, acted: true, knownBefore: false, verdict: { ...CLEAR, reasons: [] } }
  test('what stands is kept, what falls is taken back, a doubt waits for a person', () => {
    expect(REFERRAL_STATES.map((state) => nextState({ ...stand, state }))).toEqual([
      ...['qualified', 'held', 'qualified', 'blocked', 'qualified'],
    ])
    expect(REFERRAL_STATES.map((state) => nextState({ ...stand, state, acted: false }))).toEqual([
      ...['joined', 'held', 'reversed', 'blocked', 'reversed'],
    ])
    expect(REFERRAL_STATES.map((state) => nextState({ ...stand, state, acted: false, decision: 'pass' }))).toEqual([
      ...['joined', 'joined', 'reversed', 'joined', 'reversed'],
    ])
    expect(REFERRAL_STATES.map((state) => nextState({ ...stand, state, decision: 'pass' }))).toEqual(
      REFERRAL_STATES.map(() => 'qualified'),
    )
    expect(REFERRAL_STATES.map((state) => nextState({ ...stand, state, decision: 'block' }))).toEqual(
      REFERRAL_STATES.map(() => 'blocked'),
    )
  })
  test('once doubted it waits for a person, whatever the evidence is now', () => {
    const doubted = { ...stand, doubted: true }
    expect(REFERRAL_STATES.map((state) => nextState({ ...doubted, state }))).toEqual([
      ...['held', 'held', 'qualified', 'blocked', 'held'],
    ])
    const worse = { ...doubted, verdict: { outcome: 'block' as const, reasons: [] } }
    expect(nextState({ ...worse, state: 'joined' })).toBe('blocked')
  })
  test('an appeal waits for its answer, whatever happens meanwhile', () => {
    for (const acted of [true, false])
      for (const knownBefore of [true, false])
        for (const decision of ['block', null] as const)
          expect(nextState({ ...stand, state: 'held', appealed: true, decision, acted, knownBefore })).toBe('held')
  })
  test('who was a customer before is no new one, unless a person of the shop says so', () => {
    expect(nextState({ ...stand, state: 'qualified', knownBefore: true })).toBe('blocked')
    expect(nextState({ ...stand, state: 'held', knownBefore: true, decision: 'pass' })).toBe('qualified')
  })
})

test('caps: the day first, then the month', () => {
  const caps = { dayCap: 2, monthCap: 5 }
  expect(cutBy({ day: 1, month: 4 }, caps)).toBeNull()
  expect(cutBy({ day: 2, month: 4 }, caps)).toBe('day_cap')
  expect(cutBy({ day: 0, month: 5 }, caps)).toBe('month_cap')
})

test('milestones: those that are reached, and the next', () => {
  const { milestones } = PROGRAMME_DEFAULTS
  expect(reached(milestones, 5).map(({ friends }) => friends)).toEqual([3, 5])
  expect(nextMilestone(milestones, 5)).toMatchObject({ friends: 10, missing: 5 })
  expect(nextMilestone(milestones, 10)).toBeNull()
})
