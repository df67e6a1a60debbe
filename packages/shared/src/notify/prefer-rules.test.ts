import fc from 'fast-check'
import { endOfQuiet, isQuiet, judgeSending, mayFallBack, USUAL_POLICY, type Sending } from './prefer-rules'

const HOUR = 60
const DAY = 24 * HOUR
const MINUTE_MS = 60_000
const minutes = fc.integer({ min: 0, max: 47 }).map((half) => half * 30)

describe('isQuiet', () => {
  test.each([
    [22 * HOUR, true],
    [23 * HOUR, true],
    [0, true],
    [8 * HOUR - 1, true],
    [8 * HOUR, false],
    [22 * HOUR - 1, false],
  ])('over midnight, at minute %i: %s', (at, expected) => {
    expect(isQuiet(at, USUAL_POLICY.quiet)).toBe(expected)
  })

  test('within a day; never when it ends as it begins', () => {
    expect([719, 720, 839, 840].map((at) => isQuiet(at, { from: 720, until: 840 }))).toEqual([false, true, true, false])
    fc.assert(fc.property(minutes, minutes, (at, from) => !isQuiet(at, { from, until: from })))
  })
})

describe('endOfQuiet', () => {
  /** Clocks that jump by an hour, or half of one, at some moment. */
  const clocks = fc.record({ jumpMs: fc.integer({ min: 0, max: 96 }), by: fc.constantFrom(-60, -30, 0, 30, 60) })

  test('is the first quarter of an hour that is not quiet, whatever clocks do meanwhile', () => {
    const at = fc.integer({ min: 0, max: 3 * DAY }).map((minute) => minute * MINUTE_MS)
    fc.assert(
      fc.property(at, minutes, minutes, clocks, (nowMs, from, until, { jumpMs, by }) => {
        const jump = jumpMs * 15 * MINUTE_MS
        const minutesAt = (ms: number) => {
          const shown = Math.floor(ms / MINUTE_MS) + (ms >= jump ? by : 0)
          return ((shown % DAY) + DAY) % DAY
        }
        const quiet = { from, until }
        const holds = (ms: number) => isQuiet(minutesAt(ms), quiet)
        const end = endOfQuiet(nowMs, quiet, minutesAt)
        const lasts = end === null ? 0 : (end - nowMs) / MINUTE_MS
        const between = Array.from({ length: lasts }, (_, minute) => nowMs + minute * MINUTE_MS)
        expect(end !== null).toBe(holds(nowMs))
        expect(between.every(holds)).toBe(true)
        expect(holds(end ?? nowMs)).toBe(false)
      }),
    )
  })
})

describe('judgeSending', () => {
  const due: Sending = {
    ...{ topic: 'tier.warned', isTest: false, appOnly: [], nowMs: 1000, untilMs: null, quietUntilMs: null },
    ...{ sentToday: 0, sentThisWeek: 0 },
  }

  test.each<[string, Partial<Sending>, ReturnType<typeof judgeSending>]>([
    ['goes', {}, { go: true }],
    ['not what the member wants in the app only', { appOnly: ['tier.warned'] }, { go: false, heldBy: 'preference' }],
    ['waits for the end of quiet hours', { quietUntilMs: 5000 }, { go: false, waitUntilMs: 5000 }],
    ['not when its sense is over', { untilMs: 1000 }, { go: false, heldBy: 'too_late' }],
    ['nor when it is over by then', { untilMs: 4000, quietUntilMs: 5000 }, { go: false, heldBy: 'too_late' }],
    ['the day is full', { sentToday: 3, sentThisWeek: 3 }, { go: false, heldBy: 'day_cap' }],
    ['the week is full', { sentToday: 1, sentThisWeek: 8 }, { go: false, heldBy: 'week_cap' }],
    ['money is told all the same', { topic: 'groupbuy.failed', sentToday: 9, sentThisWeek: 9 }, { go: true }],
    ['but not in the night', { topic: 'groupbuy.failed', quietUntilMs: 5000 }, { go: false, waitUntilMs: 5000 }],
    ['at the hour that they named', { topic: 'checkin.reminder', quietUntilMs: 5000 }, { go: true }],
    ['a test goes', { isTest: true, appOnly: ['tier.warned'], quietUntilMs: 5000, sentToday: 9 }, { go: true }],
  ])('%s', (_, change, expected) => {
    expect(judgeSending({ ...due, ...change }, USUAL_POLICY)).toEqual(expected)
  })
})

test('a window is there to answer: what the shop makes up by itself never goes there, and nothing where it is off', () => {
  expect(mayFallBack('tier.warned', USUAL_POLICY)).toBe(true)
  expect(mayFallBack('tier.warned', { fallBack: false })).toBe(false)
  for (const topic of ['journey.message', 'purchase.first'] as const)
    expect(mayFallBack(topic, USUAL_POLICY)).toBe(false)
})
