import fc from 'fast-check'
import { faultOfAnswers } from '../kit/asked-rules'
import { gatheringFaults, isMoved, mayBecome } from './plan-rules'
import {
  cardStateOf,
  judgeAdmit,
  judgeSignUp,
  judgeWithdraw,
  signUpEndsAt,
  type Admitting,
  type Wanting,
} from './rules'
import { GATHERING_DEFAULTS, TICKET_STATES, type GatheringBody, type Question } from './schema'
import { giftWords } from './word-rules'

const at = (text: string) => new Date(text)
const NOW = at('2026-12-01T02:00:00.000Z')
const START = at('2026-12-01T06:00:00.000Z')
const END = at('2026-12-01T08:00:00.000Z')

const OPEN: Wanting = {
  ...{ state: 'on', startsAt: START, endsAt: END, signUpUntil: null, seats: 10, taken: 3 },
  ...{ minLevel: null, level: 1, ticket: null },
}

describe('judgeSignUp and cardStateOf', () => {
  test.each<[string, Partial<Wanting>, Date, string, string]>([
    ['open', {}, NOW, 'ok', 'open'],
    ['a draft', { state: 'draft' }, NOW, 'not_found', 'over'],
    ['called off', { state: 'cancelled' }, NOW, 'gathering_cancelled', 'cancelled'],
    ['called off, with a ticket', { state: 'cancelled', ticket: 'held' }, NOW, 'gathering_cancelled', 'cancelled'],
    ['signed up', { ticket: 'held' }, NOW, 'gathering_signed_up', 'signed_up'],
    ['given back', { ticket: 'withdrawn' }, NOW, 'ok', 'open'],
    ['came', { ticket: 'used' }, NOW, 'gathering_signed_up', 'came'],
    ['came, called off since', { state: 'cancelled', ticket: 'used' }, NOW, 'gathering_cancelled', 'came'],
    ['a moment before it begins', {}, new Date(START.getTime() - 1), 'ok', 'open'],
    ['begun', {}, START, 'gathering_closed', 'closed'],
    ['closed before', { signUpUntil: NOW }, NOW, 'gathering_closed', 'closed'],
    ['over', {}, END, 'gathering_over', 'over'],
    ['over, and stayed away', { ticket: 'held' }, at('2026-12-01T09:00:00.000Z'), 'gathering_signed_up', 'missed'],
    ['full', { taken: 10 }, NOW, 'gathering_full', 'full'],
    ['no end of seats', { seats: null, taken: 5000 }, NOW, 'ok', 'open'],
    ['a lower tier', { minLevel: 2 }, NOW, 'gathering_tier', 'locked'],
    ['the tier', { minLevel: 2, level: 2 }, NOW, 'ok', 'open'],
  ])('%s', (_, change, now, refusal, state) => {
    const wanting = { ...OPEN, ...change }
    const decision = judgeSignUp(wanting, now)
    expect([decision.ok ? 'ok' : decision.reason, cardStateOf(wanting, now)]).toEqual([refusal, state])
  })

  test('sign-up ends when it begins, however late it was written', () => {
    expect(signUpEndsAt({ startsAt: START, signUpUntil: END })).toBe(START)
    expect(signUpEndsAt({ startsAt: START, signUpUntil: NOW })).toBe(NOW)
  })
})

test.each([
  ['held', 'on', NOW, 'ok'],
  ['held', 'on', START, 'gathering_begun'],
  ['held', 'cancelled', NOW, 'gathering_cancelled'],
  ['withdrawn', 'on', NOW, 'ticket_withdrawn'],
  ['used', 'on', NOW, 'ticket_used'],
] as const)('judgeWithdraw: %s, %s', (ticket, state, now, expected) => {
  const decision = judgeWithdraw({ state, startsAt: START, ticket }, now)
  expect(decision.ok ? 'ok' : decision.reason).toBe(expected)
})

const DOOR: Admitting = {
  ...{ state: 'on', startsAt: START, endsAt: END, storeId: '7', hereId: '7', walkIns: true },
  ...{ seats: 10, taken: 3, minLevel: null, level: 1, ticket: 'held' },
}

describe('judgeAdmit', () => {
  test.each<[string, Partial<Admitting>, Date, string]>([
    ['at its beginning', {}, START, 'ok'],
    ['two hours before', {}, at('2026-12-01T04:00:00.000Z'), 'ok'],
    ['a moment earlier', {}, at('2026-12-01T03:59:59.999Z'), 'gathering_early'],
    ['a moment before an hour after', {}, at('2026-12-01T08:59:59.999Z'), 'ok'],
    ['an hour after', {}, at('2026-12-01T09:00:00.000Z'), 'gathering_over'],
    ['used', { ticket: 'used' }, START, 'ticket_used'],
    ['called off', { state: 'cancelled' }, START, 'gathering_cancelled'],
    ['a draft', { state: 'draft' }, START, 'not_found'],
    ['in another store', { hereId: '8' }, START, 'gathering_elsewhere'],
    ['in no store', { storeId: null, hereId: '8' }, START, 'ok'],
    ['a ticket, although full and of a higher tier since', { taken: 10, minLevel: 5 }, START, 'ok'],
    ['none, with a seat', { ticket: null }, START, 'ok'],
    ['given back, with a seat', { ticket: 'withdrawn' }, START, 'ok'],
    ['none, full', { ticket: null, taken: 10 }, START, 'gathering_full'],
    ['none, a lower tier', { ticket: null, minLevel: 2 }, START, 'gathering_tier'],
    ['none where one is needed', { ticket: null, walkIns: false }, START, 'gathering_not_signed_up'],
  ])('%s', (_, change, now, expected) => {
    const decision = judgeAdmit({ ...DOOR, ...change }, now)
    expect(decision.ok ? 'ok' : decision.reason).toBe(expected)
  })

  test('nobody without a ticket takes a seat that is not there, and nobody comes in twice', () => {
    const facts = fc.record({
      taken: fc.nat(12),
      ticket: fc.constantFrom(null, ...TICKET_STATES),
      walkIns: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, ({ taken, ticket, walkIns }) => {
        const isFree = ticket !== 'used' && (ticket === 'held' || (walkIns && taken < 10))
        expect(judgeAdmit({ ...DOOR, taken, ticket, walkIns }, START).ok).toBe(isFree)
      }),
    )
  })
})

const asked = (kind: Question['kind'], required: boolean): Question => ({
  ...{ label: `${kind}?`, kind, options: kind === 'text' ? [] : ['甲', '乙'], required },
})

test.each<[string, Question[], string[][], number | null]>([
  ['nothing asked', [], [], null],
  ['left out where it may be', [asked('text', false)], [], null],
  ['left out where it may not', [asked('one', true)], [], 0],
  ['written', [asked('text', true)], [['随便']], null],
  ['written twice', [asked('text', true)], [['一', '二']], 0],
  ['chosen', [asked('one', true)], [['乙']], null],
  ['two of one', [asked('one', true)], [['甲', '乙']], 0],
  ['both of several', [asked('several', true)], [['乙', '甲']], null],
  ['the same twice', [asked('several', true)], [['甲', '甲']], 0],
  ['none of the options', [asked('text', false), asked('several', false)], [[], ['丙']], 1],
  ['one answer too many', [asked('text', false)], [[], ['多']], 1],
])('faultOfAnswers: %s', (_, questions, answers, expected) => {
  expect(faultOfAnswers(questions, answers)).toBe(expected)
})

const BODY: GatheringBody = {
  ...GATHERING_DEFAULTS,
  ...{ kind: 'tasting', title: '品鉴会', storeId: '7', startsAt: START.toISOString(), endsAt: END.toISOString() },
}

test.each<[string, Partial<GatheringBody>, { given: boolean; claimable: boolean } | null, string[]]>([
  ['fine', {}, null, []],
  ['backwards', { endsAt: START.toISOString() }, null, ['times']],
  ['over', { startsAt: '2026-11-01T00:00:00.000Z', endsAt: NOW.toISOString() }, null, ['over']],
  ['for two months', { endsAt: '2027-02-01T00:00:00.000Z' }, null, ['long']],
  ['sign-up after it began', { signUpUntil: END.toISOString() }, null, ['sign_up_late']],
  ['nowhere', { storeId: null }, null, ['no_place']],
  ['elsewhere', { storeId: null, place: '草坪' }, null, []],
  ['nothing to choose from', { questions: [{ ...asked('one', true), options: ['甲'] }] }, null, ['no_options']],
  ['the same option twice', { questions: [{ ...asked('one', true), options: ['甲', '甲'] }] }, null, ['same_options']],
  ['the same question twice', { questions: [asked('text', true), asked('text', false)] }, null, ['same_questions']],
  ['pays for sharing (R29)', { points: 5, about: '分享给朋友' }, null, ['unlawful']],
  ['speaks of sharing and pays nothing', { about: '分享你的故事' }, null, []],
  ['pays for joining a group (R37)', { templateId: '9', title: '进群领券' }, null, ['unlawful']],
  [
    'asks who comes to follow',
    { points: 5, questions: [{ ...asked('text', true), label: '关注了吗' }] },
    null,
    ['unlawful'],
  ],
  ['a talk, which is called so', { points: 5, title: '手冲分享会' }, null, []],
  ['a coupon that is over', {}, { given: false, claimable: false }, ['coupon_not_given']],
  ['a coupon for everybody', {}, { given: true, claimable: true }, ['coupon_claimable']],
])('gatheringFaults: %s', (_, change, coupon, faults) => {
  expect(gatheringFaults({ ...BODY, ...change }, coupon, NOW)).toEqual(faults)
})

test.each<[string, Partial<GatheringBody>, boolean, boolean]>([
  ['another day', { startsAt: '2026-12-02T06:00:00.000Z', endsAt: '2026-12-02T08:00:00.000Z' }, true, true],
  ['another place', { place: '三楼' }, true, true],
  ['words', { about: '带上杯子' }, true, false],
  ['more seats', { seats: 11 }, true, false],
  ['as many as come', { seats: null }, true, false],
  ['fewer seats', { seats: 9 }, false, false],
  ['a lower tier', { minLevel: 2 }, true, false],
  ['a higher tier', { minLevel: 4 }, false, false],
  ['a bigger gift', { points: 6 }, true, false],
  ['a smaller gift', { points: 4 }, false, false],
  ['a coupon besides', { templateId: '9' }, true, false],
  ['another title', { title: '改名' }, false, false],
  ['other questions', { questions: [asked('text', true)] }, false, false],
  ['another tag', { tag: '来过' }, false, false],
])('mayBecome and isMoved: %s', (_, change, may, moved) => {
  const before: GatheringBody = { ...BODY, seats: 10, minLevel: 3, points: 5 }
  const after = { ...before, ...change }
  expect([mayBecome(before, after), isMoved(before, after)]).toEqual([may, moved])
})

test('a coupon that was promised stays the one', () => {
  expect(mayBecome({ ...BODY, templateId: '8' }, { ...BODY, templateId: '9' })).toBe(false)
})

test.each([
  [0, null, null],
  [30, null, '到场送 30 积分'],
  [0, '咖啡券', '到场送 咖啡券'],
  [30, '咖啡券', '到场送 30 积分、咖啡券'],
] as const)('giftWords %d %s', (points, coupon, words) => {
  expect(giftWords(points, coupon)).toBe(words)
})
