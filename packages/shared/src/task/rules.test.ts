import fc from 'fast-check'
import { isInFavour, taskFaults, type Around } from './definition-rules'
import {
  cardStateOf,
  claimUntilOf,
  covers,
  isNewcomerAt,
  judgeClaim,
  lessOf,
  periodKeyOf,
  progressOf,
  targetOf,
  worthOf,
  type Cause,
  type Standing,
  type Window,
} from './rules'
import { TASK_DEFAULTS, type Goal, type TaskBody } from './schema'
import { goalWords, whenWords } from './word-rules'

const at = (text: string) => new Date(text)
const ALWAYS = new Date(0)
const JOINED = at('2026-11-01T00:00:00.000Z')

const OPEN: Window = {
  ...{ publishedAt: at('2026-11-10T00:00:00.000Z'), endedAt: null, from: null, until: null, pauses: [] },
  ...{ weekdays: [], hours: null, newcomerDays: null },
}
/** A Wednesday, at ten by the shop's clock. */
const NOON = { at: at('2026-11-25T02:00:00.000Z'), day: 20261125, minutes: 600 }

describe('covers', () => {
  test.each<[string, Partial<Window>, boolean]>([
    ['a task that is on', {}, true],
    ['a draft', { publishedAt: null }, false],
    ['published the moment it happened', { publishedAt: NOON.at }, true],
    ['published after it', { publishedAt: at('2026-11-25T02:00:00.001Z') }, false],
    ['ended the moment it happened', { endedAt: NOON.at }, false],
    ['ended after it, and told later', { endedAt: at('2026-11-25T02:00:00.001Z') }, true],
    ['not begun', { from: at('2026-11-26T00:00:00.000Z') }, false],
    ['over', { until: NOON.at }, false],
    ['paused then', { pauses: [{ from: '2026-11-25T01:00:00.000Z', until: '2026-11-25T03:00:00.000Z' }] }, false],
    ['paused since', { pauses: [{ from: '2026-11-25T02:00:00.000Z', until: null }] }, false],
    ['paused before', { pauses: [{ from: '2026-11-25T01:00:00.000Z', until: '2026-11-25T02:00:00.000Z' }] }, true],
    ['on its weekday', { weekdays: [3] }, true],
    ['on another weekday', { weekdays: [1, 2, 4] }, false],
    ['in its hours', { hours: { from: 600, until: 660 } }, true],
    ['at their end', { hours: { from: 540, until: 600 } }, false],
    ['a newcomer', { newcomerDays: 25 }, true],
    ['no newcomer any more', { newcomerDays: 24 }, false],
  ])('%s', (_, change, expected) => {
    expect(covers({ ...OPEN, ...change }, NOON, JOINED)).toBe(expected)
  })

  test('a newcomer is one until so many days after joining, and not a millisecond longer', () => {
    const end = at('2026-11-08T00:00:00.000Z')
    expect(isNewcomerAt({ newcomerDays: 7 }, JOINED, new Date(end.getTime() - 1))).toBe(true)
    expect(isNewcomerAt({ newcomerDays: 7 }, JOINED, end)).toBe(false)
  })
})

const goal = (kind: Goal['kind'], count = 1, minFen: number | null = null): Goal => ({ kind, count, minFen })

test.each<[Goal, { times: number; fen: number }, number]>([
  [goal('checkin'), { times: 1, fen: 0 }, 1],
  [goal('purchase', 3), { times: 1, fen: 100 }, 1],
  [goal('purchase', 3, 2000), { times: 1, fen: 1999 }, 0],
  [goal('purchase', 3, 2000), { times: 1, fen: 2000 }, 1],
  [goal('purchase', 3, 2000), { times: 0, fen: 2000 }, 0],
  [goal('spend', 1, 20_000), { times: 1, fen: 4500 }, 4500],
  [goal('spend', 1, 20_000), { times: 0, fen: 4500 }, 0],
])('worthOf %j %j is %d', (of, happened, worth) => {
  expect(worthOf(of, happened)).toBe(worth)
})

test('periods, targets and how long a reward waits', () => {
  expect(periodKeyOf('daily', 20261125)).toBe(20261125)
  expect(periodKeyOf('growth', 20261125)).toBe(0)
  expect(targetOf(goal('spend', 1, 20_000))).toBe(20_000)
  expect(targetOf(goal('purchase', 3, 20_000))).toBe(3)
  const dayEndsAt = at('2026-11-25T16:00:00.000Z')
  const open = { until: null, endedAt: null }
  expect(claimUntilOf({ period: 'daily', ...open }, dayEndsAt)).toEqual(at('2026-12-02T16:00:00.000Z'))
  expect(claimUntilOf({ period: 'growth', ...open }, dayEndsAt)).toBeNull()
  const ends = { until: at('2026-12-31T16:00:00.000Z'), endedAt: at('2026-12-01T00:00:00.000Z') }
  expect(claimUntilOf({ period: 'once', ...ends }, dayEndsAt)).toEqual(at('2026-12-08T00:00:00.000Z'))
})

const cause = fc.record({
  cause: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  value: fc.integer({ min: 0, max: 500 }),
  at: fc.integer({ min: 1, max: 20 }).map((ms) => new Date(ms)),
})

/** What the room keeps: each cause once, and told again only ever less. */
function kept(told: readonly Cause[]): Cause[] {
  const rows = new Map<string, Cause>()
  for (const one of told) {
    const before = rows.get(one.cause)
    rows.set(one.cause, before ? { ...before, value: lessOf(before.value, one.value) } : one)
  }
  return [...rows.values()]
}

describe('progressOf', () => {
  test('however often and in whatever order it is told, it comes to the same', () => {
    const story = fc
      .uniqueArray(cause, { selector: (one) => one.cause })
      .chain((once) =>
        fc.tuple(
          fc.constant(once),
          fc.shuffledSubarray(Array.from({ length: 5 }, () => once).flat(), { minLength: 0 }),
        ),
      )
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 900 }), (both, target) => {
        const [once, again] = both
        const told = progressOf(kept(once), target, ALWAYS)
        expect(progressOf(kept([...again, ...once]), target, ALWAYS)).toEqual(told)
        expect(told.count).toBe(once.reduce((sum, one) => sum + one.value, 0))
        expect(told.doneAt === null).toBe(told.count < target)
      }),
    )
  })

  test('undone stays undone, also when the undoing is told first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([5, 5, 3, 0], { minLength: 4 }), (values) => {
        const told = values.map((value) => ({ cause: 'a', value, at: new Date(1) }))
        expect(progressOf(kept(told), 1, ALWAYS)).toEqual({ count: 0, doneAt: null })
      }),
    )
  })

  test('done is when the last that was needed happened; what came before the task opened does not count', () => {
    const causes = [3, 1, 2].map((ms) => ({ cause: String(ms), value: 1, at: new Date(ms) }))
    expect(progressOf(causes, 2, ALWAYS)).toEqual({ count: 3, doneAt: new Date(2) })
    expect(progressOf(causes, 2, new Date(1))).toEqual({ count: 2, doneAt: new Date(3) })
    expect(progressOf(causes, 2, null)).toEqual({ count: 0, doneAt: null })
  })
})

const NOW = at('2026-11-25T02:00:00.000Z')
const DONE: Standing = {
  ...{ state: 'on', claimed: false, doneAt: NOW, claimUntil: null, level: 1, minLevel: null, stockLeft: null },
}

test.each<[string, Partial<Standing>, string, string]>([
  ['done', {}, 'ok', 'claimable'],
  ['a draft', { state: 'draft' }, 'not_found', 'doing'],
  ['claimed', { claimed: true }, 'task_claimed', 'claimed'],
  ['not done', { doneAt: null }, 'task_not_done', 'doing'],
  ['not done, paused', { doneAt: null, state: 'paused' }, 'task_not_done', 'paused'],
  ['done, paused', { state: 'paused' }, 'ok', 'claimable'],
  ['done, ended', { state: 'ended' }, 'ok', 'claimable'],
  ['too late', { claimUntil: NOW }, 'task_claim_over', 'missed'],
  ['a lower tier, done', { minLevel: 2 }, 'task_tier', 'locked'],
  ['a lower tier, not done', { minLevel: 2, doneAt: null }, 'task_not_done', 'locked'],
  ['none left', { stockLeft: 0 }, 'task_sold_out', 'sold_out'],
  ['none left, not done', { stockLeft: 0, doneAt: null }, 'task_not_done', 'sold_out'],
])('judgeClaim and cardStateOf: %s', (_, change, refusal, state) => {
  const standing = { ...DONE, ...change }
  const decision = judgeClaim(standing, NOW)
  expect(decision.ok ? 'ok' : decision.reason).toBe(refusal)
  expect(cardStateOf(standing, true, NOW)).toBe(state)
})

test('a task whose turn has not come is locked', () => {
  expect(cardStateOf({ ...DONE, doneAt: null }, false, NOW)).toBe('locked')
})

const BODY: TaskBody = { ...TASK_DEFAULTS, name: '每日签到', period: 'daily', goal: goal('checkin'), points: 5 }
const ALONE: Around = { after: null, coupon: null }

test.each<[string, Partial<TaskBody>, Partial<Around>, string[]]>([
  ['fine', {}, {}, []],
  ['no reward', { points: 0 }, {}, ['no_reward']],
  ['no sum', { period: 'growth', goal: goal('spend') }, {}, ['no_min']],
  ['a profile each day', { goal: goal('profile', 2) }, {}, ['no_several', 'profile_daily']],
  ['a first purchase each day', { goal: goal('first_purchase') }, {}, ['first_daily']],
  ['two check-ins a day', { goal: goal('checkin', 2) }, {}, ['no_several']],
  ['over', { until: '2026-11-25T01:00:00.000Z' }, {}, ['over']],
  ['backwards', { from: '2027-02-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' }, {}, ['window']],
  ['hours backwards', { hours: { from: 600, until: 600 } }, {}, ['hours']],
  ['after a daily one', {}, { after: { period: 'daily', isOn: true, inCircle: false } }, ['after_daily']],
  ['after a draft', {}, { after: { period: 'once', isOn: false, inCircle: false } }, ['after_gone']],
  ['in a circle', {}, { after: { period: 'once', isOn: false, inCircle: true } }, ['after_circle']],
  ['by itself for a tier', { claim: 'automatic', minLevel: 2 }, {}, ['automatic_tier']],
  ['pays for sharing (R29)', { about: '转发给三位朋友' }, {}, ['unlawful']],
  ['pays for following (R37)', { name: '关注公众号' }, {}, ['unlawful']],
  ['a coupon that is over', {}, { coupon: { given: false, claimable: false } }, ['coupon_not_given']],
  ['a coupon for everybody', {}, { coupon: { given: true, claimable: true } }, ['coupon_claimable']],
])('taskFaults: %s', (_, change, around, faults) => {
  expect(taskFaults({ ...BODY, ...change }, { ...ALONE, ...around }, NOW)).toEqual(faults)
})

test.each<[string, Partial<TaskBody>, boolean]>([
  ['words', { about: '到店也可以' }, true],
  ['words that the law forbids', { about: '分享给朋友' }, false],
  ['more points', { points: 6 }, true],
  ['fewer points', { points: 4 }, false],
  ['a later end', { until: '2027-02-01T00:00:00.000Z' }, true],
  ['no end', { until: null }, true],
  ['an earlier end', { until: '2026-12-01T00:00:00.000Z' }, false],
  ['more rewards', { stockTotal: 11 }, true],
  ['fewer rewards', { stockTotal: 9 }, false],
  ['a lower tier', { minLevel: 1 }, true],
  ['a higher tier', { minLevel: 3 }, false],
  ['another goal', { goal: goal('visit') }, false],
  ['another name', { name: '天天签到' }, false],
])('isInFavour: %s', (_, change, expected) => {
  const before: TaskBody = { ...BODY, until: '2027-01-01T00:00:00.000Z', stockTotal: 10, minLevel: 2 }
  expect(isInFavour(before, { ...before, ...change })).toBe(expected)
})

test.each<[Goal, string]>([
  [goal('checkin', 7), '累计签到 7 天'],
  [goal('purchase', 3), '消费 3 次'],
  [goal('purchase', 3, 2000), '消费 3 次，每次满 ¥20'],
  [goal('purchase', 1, 2000), '消费一次，满 ¥20'],
  [goal('spend', 1, 20_000), '累计消费满 ¥200'],
  [goal('invite', 3), '邀请 3 位好友到店消费'],
])('goalWords %j', (of, words) => {
  expect(goalWords(of)).toBe(words)
})

test('whenWords', () => {
  expect(whenWords([], null)).toBeNull()
  expect(whenWords([0, 6], { from: 840, until: 1020 })).toBe('周六、周日 14:00–17:00才算')
})
