import fc from 'fast-check'
import * as z from 'zod/mini'
import { areAsked, isLow, judgeChange, judgeReply, judgeWrite, permilleOf, pointsFor, type Reviewable } from './rules'
import { DEFAULT_REVIEWING, reviewPolicy, type Scores } from './schema'
import { lowReason } from './word-rules'

const at = (text: string) => new Date(text)
const BOUGHT = at('2026-11-01T04:00:00.000Z')
const FINE: Reviewable = {
  ...{ policy: { enabled: true, windowDays: 14 }, boughtAt: BOUGHT, isBack: false, written: false },
}

describe('judgeWrite', () => {
  test.each<[string, Partial<Reviewable>, string, string]>([
    ['right after', {}, '2026-11-01T04:00:00.000Z', 'ok'],
    ['a moment before the window ends', {}, '2026-11-15T03:59:59.999Z', 'ok'],
    ['as it ends', {}, '2026-11-15T04:00:00.000Z', 'review_late'],
    [
      'the shop asks for none',
      { policy: { enabled: false, windowDays: 14 } },
      '2026-11-02T00:00:00.000Z',
      'review_off',
    ],
    ['given back', { isBack: true }, '2026-11-02T00:00:00.000Z', 'review_refunded'],
    ['written before, whatever else', { written: true, isBack: true }, '2027-01-01T00:00:00.000Z', 'review_written'],
  ])('%s', (_, change, now, expected) => {
    const decision = judgeWrite({ ...FINE, ...change }, at(now))
    expect(decision.ok ? 'ok' : decision.reason).toBe(expected)
  })
})

describe('judgeChange', () => {
  const before = { writtenAt: BOUGHT, repliedAt: null, isBack: false }
  test.each<[string, Partial<Parameters<typeof judgeChange>[0]>, string, string]>([
    ['within a day', {}, '2026-11-02T03:59:59.999Z', 'ok'],
    ['a day later', {}, '2026-11-02T04:00:00.000Z', 'review_settled'],
    ['answered', { repliedAt: BOUGHT }, '2026-11-01T05:00:00.000Z', 'review_answered'],
    ['given back', { isBack: true }, '2026-11-01T05:00:00.000Z', 'review_refunded'],
  ])('%s', (_, change, now, expected) => {
    const decision = judgeChange({ ...before, ...change }, at(now))
    expect(decision.ok ? 'ok' : decision.reason).toBe(expected)
  })
})

describe('judgeReply', () => {
  const first = { repliedAt: null, repliedBy: null, by: 'staff:1', left: false }
  const own = { repliedAt: BOUGHT, repliedBy: 'staff:1' }
  test.each<[string, Partial<Parameters<typeof judgeReply>[0]>, string, string]>([
    ['the first', {}, '2027-01-01T00:00:00.000Z', 'ok'],
    ['one’s own, within a day', own, '2026-11-02T03:59:59.999Z', 'again'],
    ['one’s own, a day later', own, '2026-11-02T04:00:00.000Z', 'review_reply_settled'],
    ['a colleague’s', { ...own, by: 'staff:2' }, '2026-11-01T05:00:00.000Z', 'review_replied'],
    ['to who has left', { left: true }, '2026-11-01T05:00:00.000Z', 'review_author_left'],
  ])('%s', (_, change, now, expected) => {
    const decision = judgeReply({ ...first, ...change }, at(now))
    expect(decision.ok ? (decision.again ? 'again' : 'ok') : decision.reason).toBe(expected)
  })
})

const said = (...numbers: number[]): Scores => numbers.map((score, index) => ({ aspect: `项${index + 1}`, score }))

test('what a review gives is the same for all, up to so many a day, and never more', () => {
  const policy = fc.record({ points: fc.nat(1000), rewardedPerDay: fc.integer({ min: 1, max: 10 }) })
  fc.assert(
    fc.property(policy, fc.nat(20), (one, rewarded) => {
      expect(pointsFor(one, rewarded)).toBe(rewarded < one.rewardedPerDay ? one.points : 0)
    }),
  )
})

test.each<[string, string[], Scores, boolean]>([
  ['as asked', ['项1', '项2'], said(5, 1), true],
  ['one left out', ['项1', '项2'], said(5), false],
  ['one too many', ['项1'], said(5, 4), false],
  ['in another order', ['项2', '项1'], said(5, 4), false],
  ['the same twice', ['项1', '项2'], [...said(5), ...said(4)], false],
])('areAsked: %s', (_, aspects, scores, expected) => {
  expect(areAsked(aspects, scores)).toBe(expected)
})

test.each([
  [said(5, 5), 2, false],
  [said(5, 2), 2, true],
  [said(5, 3), 2, false],
  [said(3), 3, true],
])('isLow %j at %d', (scores, lowScore, expected) => {
  expect(isLow(scores, lowScore)).toBe(expected)
})

test('the reason for the list of work fits, whatever things and receipts are called', () => {
  const scores = Array.from({ length: 4 }, () => ({ aspect: '六个字的名字', score: 1 }))
  expect(lowReason('9'.repeat(40), scores).length).toBeLessThanOrEqual(60)
})

test('permilleOf nothing is nothing', () => {
  expect([permilleOf(0, 0), permilleOf(1, 3), permilleOf(13, 3)]).toEqual([0, 333, 4333])
})

test.each<[string, object, boolean]>([
  ['as it is at first', {}, true],
  ['two of one name', { aspects: ['味道', '味道'] }, false],
  ['nothing asked about', { aspects: [] }, false],
  ['five things', { aspects: ['一', '二', '三', '四', '五'] }, false],
  ['a long name', { aspects: ['七个字的长名字'] }, false],
  ['no window', { windowDays: 0 }, false],
  ['four stars are low', { lowScore: 4 }, false],
  ['too many points', { points: 1001 }, false],
  ['half a point', { points: 0.5 }, false],
  ['none rewarded', { rewardedPerDay: 0 }, false],
])('reviewPolicy: %s', (_, change, holds) => {
  expect(z.safeParse(reviewPolicy, { ...DEFAULT_REVIEWING, ...change }).success).toBe(holds)
})
