import { faultOfAnswers } from '../kit/asked-rules'
import { mayBecome, surveyFaults } from './plan-rules'
import { averagePermille, cardStateOf, emptyTally, judgeAnswer, tagsFor, tallied, type Asking } from './rules'
import { SURVEY_DEFAULTS, type SurveyBody, type SurveyQuestion } from './schema'
import { thanksWords } from './word-rules'

const NOW = new Date('2026-12-01T02:00:00.000Z')
const FROM = '2026-11-30T00:00:00.000Z'
const UNTIL = '2026-12-10T00:00:00.000Z'

const OPEN: Asking = {
  ...{ state: 'on', opensAt: new Date(FROM), closesAt: new Date(UNTIL), minLevel: null, tags: [] },
  ...{ level: 1, memberTags: [], answered: false },
}

test.each<[string, Partial<Asking>, string, string]>([
  ['open', {}, 'ok', 'open'],
  ['a draft', { state: 'draft' }, 'not_found', 'over'],
  ['answered, also when it is over', { answered: true, state: 'ended' }, 'survey_answered', 'done'],
  ['ended', { state: 'ended' }, 'survey_over', 'over'],
  ['at its end', { closesAt: NOW }, 'survey_over', 'over'],
  ['at its start', { opensAt: NOW }, 'ok', 'open'],
  ['before its start', { opensAt: new Date(NOW.getTime() + 1) }, 'survey_early', 'early'],
  ['of a higher tier', { minLevel: 2 }, 'survey_tier', 'locked'],
  ['of the tier', { minLevel: 1 }, 'ok', 'open'],
  ['without the tag', { tags: ['熟客'], memberTags: ['新客'] }, 'survey_not_asked', 'locked'],
  ['with one of the tags', { tags: ['熟客', '新客'], memberTags: ['新客'] }, 'ok', 'open'],
])('judgeAnswer: %s', (_, change, expected, state) => {
  const decision = judgeAnswer({ ...OPEN, ...change }, NOW)
  expect([decision.ok ? 'ok' : decision.reason, cardStateOf({ ...OPEN, ...change }, NOW)]).toEqual([expected, state])
})

const asked = (kind: SurveyQuestion['kind'], label = kind as string): SurveyQuestion => ({
  ...{ label, kind, required: true },
  options: kind === 'one' || kind === 'several' ? ['甲', '乙'] : [],
  ends: kind === 'score' ? { low: '差', high: '好' } : null,
})
const ALL = [asked('one'), asked('several'), asked('score'), asked('text')]

test.each<[string, string[][], number | null]>([
  ['all', [['甲'], ['甲', '乙'], ['5'], ['好']], null],
  ['a score that is none', [['甲'], ['甲'], ['0'], ['好']], 2],
  ['two scores', [['甲'], ['甲'], ['1', '2'], ['好']], 2],
])('faultOfAnswers: %s', (_, answers, expected) => {
  expect(faultOfAnswers(ALL, answers)).toBe(expected)
})

test('answers are counted sort by sort, and averaged', () => {
  const first = tallied(ALL, emptyTally(ALL), [['甲'], ['甲', '乙'], ['5'], ['好']])
  const both = tallied(ALL, first, [['乙'], [], ['2']])
  expect(both).toEqual([
    { answered: 2, counts: [1, 1] },
    { answered: 1, counts: [1, 1] },
    { answered: 2, counts: [0, 1, 0, 0, 1] },
    { answered: 1, counts: [] },
  ])
  expect(averagePermille(both[2]?.counts ?? [])).toBe(3500)
  expect(averagePermille([0, 0, 0, 0, 0])).toBeNull()
})

test('who chose an option is called what its rules say, each word once', () => {
  const rules = [
    { question: 0, option: '甲', tag: '爱甲' },
    { question: 1, option: '甲', tag: '爱甲' },
    { question: 1, option: '乙', tag: '爱乙' },
  ]
  expect(tagsFor(rules, [['甲'], ['甲']])).toEqual(['爱甲'])
  expect(tagsFor(rules, [])).toEqual([])
})

const BODY: SurveyBody = { ...SURVEY_DEFAULTS, title: '口味', questions: ALL, opensAt: FROM, closesAt: UNTIL }

test.each<[string, Partial<SurveyBody>, { given: boolean; claimable: boolean } | null, string[]]>([
  ['fine', {}, null, []],
  ['backwards and over', { closesAt: '2026-11-01T00:00:00.000Z' }, null, ['times', 'over']],
  ['for a year', { closesAt: '2027-11-01T00:00:00.000Z' }, null, ['long']],
  ['nothing asked', { questions: [] }, null, ['no_questions']],
  ['one option', { questions: [{ ...asked('one'), options: ['甲'] }] }, null, ['no_options']],
  ['a score without ends', { questions: [{ ...asked('score'), ends: null }] }, null, ['ends']],
  ['ends of words', { questions: [{ ...asked('text'), ends: { low: '差', high: '好' } }] }, null, ['ends']],
  ['pays for sharing (R29)', { points: 5, about: '转发有礼' }, null, ['unlawful']],
  ['speaks of it and pays nothing', { about: '分享你的口味' }, null, []],
  ['a rule for no option', { tagRules: [{ question: 0, option: '丙', tag: '丙' }] }, null, ['no_such_option']],
  ['a rule for words', { tagRules: [{ question: 3, option: '好', tag: '好' }] }, null, ['no_such_option']],
  ['no thanks that could run out', { thanksTotal: 5 }, null, ['nothing_to_run_out']],
  ['a coupon that is over', { templateId: '9' }, { given: false, claimable: false }, ['coupon_not_given']],
  ['a coupon for everybody', { templateId: '9' }, { given: true, claimable: true }, ['coupon_claimable']],
])('surveyFaults: %s', (_, change, coupon, faults) => {
  expect(surveyFaults({ ...BODY, ...change }, coupon, NOW)).toEqual(faults)
})

test.each<[string, Partial<SurveyBody>, boolean]>([
  ['a later end', { closesAt: '2026-12-11T00:00:00.000Z' }, true],
  ['an earlier end', { closesAt: '2026-12-09T00:00:00.000Z' }, false],
  ['more points', { points: 6 }, true],
  ['fewer points', { points: 4 }, false],
  ['more thanks', { thanksTotal: 6 }, true],
  ['thanks for all', { thanksTotal: null }, true],
  ['fewer thanks', { thanksTotal: 4 }, false],
  ['a lower tier', { minLevel: 2 }, true],
  ['a higher tier', { minLevel: 4 }, false],
  ['one more tag', { tags: ['熟客', '新客'] }, true],
  ['everybody', { tags: [] }, true],
  ['another tag', { tags: ['新客'] }, false],
  ['a coupon besides', { templateId: '9' }, true],
  ['other questions', { questions: [asked('text')] }, false],
  ['other rules for tags', { tagRules: [{ question: 0, option: '甲', tag: '爱甲' }] }, false],
  ['another title', { title: '别的' }, false],
])('mayBecome: %s', (_, change, may) => {
  const before: SurveyBody = { ...BODY, points: 5, thanksTotal: 5, minLevel: 3, tags: ['熟客'] }
  expect(mayBecome(before, { ...before, ...change })).toBe(may)
})

test('thanksWords', () => {
  expect([thanksWords(0, null), thanksWords(10, null), thanksWords(10, '咖啡券')]).toEqual([
    null,
    '答完送 10 积分',
    '答完送 10 积分、咖啡券',
  ])
})
