import fc from 'fast-check'
import { ACCEPTS_A_DAY, isBelieved, judgeHanded, judgeWritten, type Handed, type Written } from './rules'
import { MOMENTS, TOPIC_FACTS, TOPICS, unknownFacts } from './topic-rules'
import { fitsKind, fitted, isField, valuesFor } from './value-rules'

const no = (errcode: number | null, more: Partial<Handed & { ok: false }> = {}): Handed => ({
  ...{ ok: false, errcode, asked: true, retryAfterMs: null },
  ...more,
})

describe('judgeHanded', () => {
  test.each<[string, Handed, ReturnType<typeof judgeHanded>]>([
    ['sent', { ok: true, msgId: '1' }, { state: 'sent', credit: 'spent', waitMs: null }],
    ['43101: not allowed, whatever was counted', no(43101), { state: 'refused', credit: 'none', waitMs: null }],
    ['43107 is final', no(43107), { state: 'failed', credit: 'back', waitMs: null }],
    ['45168 is final', no(45168), { state: 'failed', credit: 'back', waitMs: null }],
    ['47003 is final', no(47003), { state: 'failed', credit: 'back', waitMs: null }],
    ['43108 comes back later', no(43108), { state: 'waiting', credit: 'back', waitMs: 30_000 }],
    ['no answer may hide a sent message', no(null), { state: 'unsure', credit: 'spent', waitMs: null }],
    ['what never left comes back', no(null, { asked: false }), { state: 'waiting', credit: 'back', waitMs: 30_000 }],
    ['a quota has its own time', no(45009, { retryAfterMs: 9e6 }), { state: 'waiting', credit: 'back', waitMs: 9e6 }],
  ])('%s', (_, handed, verdict) => {
    expect(judgeHanded(handed, 1)).toEqual(verdict)
  })

  test('waits grow, and end', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => judgeHanded(no(43108), attempts).waitMs ?? 0)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(judgeHanded(no(43108), 6)).toEqual({ state: 'failed', credit: 'back', waitMs: null })
  })

  test('a credit that is spent or gone is never tried again', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: -1, max: 70_000 })), fc.boolean(), fc.nat(9), (errcode, asked, tries) => {
        const { state, credit, waitMs } = judgeHanded(no(errcode, { asked }), tries + 1)
        expect([state === 'waiting', state !== 'waiting' || credit === 'back']).toEqual([waitMs !== null, true])
      }),
    )
  })
})

const failed = (why: 'window_closed' | 'window_full' | 'refused', errcode: number | null): Written => ({
  ...{ state: 'failed', why, errcode },
})

test.each<[string, Written, ReturnType<typeof judgeWritten>]>([
  ['sent', { state: 'sent' }, { state: 'sent', waitMs: null }],
  ['lost', { state: 'unsure' }, { state: 'unsure', waitMs: null }],
  ['45015: over after all', failed('window_closed', 45015), { state: 'none', waitMs: null }],
  ['45047: used up after all', failed('window_full', 45047), { state: 'none', waitMs: null }],
  ['refused for itself', failed('refused', 70_000), { state: 'failed', waitMs: null }],
  ['busy', { state: 'later', errcode: -1, retryAfterMs: null }, { state: 'waiting', waitMs: 30_000 }],
  [
    'a quota has its own time',
    { state: 'later', errcode: 45009, retryAfterMs: 9e6 },
    { state: 'waiting', waitMs: 9e6 },
  ],
])('judgeWritten: %s', (_, written, verdict) => {
  expect(judgeWritten(written, 1)).toEqual(verdict)
})

test('judgeWritten: waits end', () => {
  expect(judgeWritten({ state: 'later', errcode: -1, retryAfterMs: null }, 6).state).toBe('failed')
})

test('so many accepts a day are believed', () => {
  expect([0, ACCEPTS_A_DAY - 1, ACCEPTS_A_DAY].map(isBelieved)).toEqual([true, true, false])
})

test('every topic has facts, every moment asks for one to three topics', () => {
  expect(TOPICS.filter((topic) => Object.keys(TOPIC_FACTS[topic]).length === 0)).toEqual(['purchase.first'])
  expect(Object.values(MOMENTS).filter(({ length }) => length < 1 || length > 3)).toEqual([])
  expect(unknownFacts('mall.back', { thing1: 'name', thing2: 'weather' })).toEqual(['weather'])
})

const KINDS = ['thing', 'number', 'letter', 'symbol', 'character_string', 'time', 'date', 'amount', 'phone_number']
const ALL_KINDS = [...KINDS, 'car_number', 'name', 'phrase']

describe('values', () => {
  test.each([
    ['thing', '回字纹马克杯（冬季限定，附一只木勺和说明书）', '回字纹马克杯（冬季限定，附一只木勺和说…'],
    ['thing', ' 换一杯 ', '换一杯'],
    ['thing', '', null],
    ['thing', '两行\n字', null],
    ['time', '2026年11月30日 08:05', '2026年11月30日 08:05'],
    ['time', '25:00', null],
    ['date', '2026年11月30日', '2026年11月30日'],
    ['amount', '¥12.50', '¥12.50'],
    ['number', '12个', null],
    ['phrase', '待取货', '待取货'],
    ['phrase', '已经可以取货', null],
    ['name', '林**', null],
    ['character_string', 'SF1234567890', 'SF1234567890'],
    ['character_string', '顺丰1', null],
    ['toString', 'x', null],
  ])('%s of %j', (kind, value, shown) => {
    expect(fitted(kind, value)).toBe(shown)
  })

  test('what is made to fit fits, and what fits is left alone', () => {
    const holds = fc.check(
      fc.property(fc.constantFrom(...ALL_KINDS), fc.string({ unit: 'binary', maxLength: 60 }), (kind, value) => {
        const shown = fitted(kind, value)
        const isLeftAlone = !fitsKind(kind, value.trim()) || shown === value.trim()
        return isLeftAlone && (shown === null || fitsKind(kind, shown))
      }),
    )
    expect(holds.failed).toBe(false)
  })

  test('a thing is never longer than twenty characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (value) => {
        expect(Array.from(fitted('thing', value) ?? '').length).toBeLessThanOrEqual(20)
      }),
    )
  })

  test('fields by mapping; one that cannot be shown stops the message', () => {
    const facts = { name: '杯子', points: '1,200', note: '点开看看' }
    expect(valuesFor({ thing1: 'name', thing3: 'note' }, facts)).toEqual({ thing1: '杯子', thing3: '点开看看' })
    expect(valuesFor({ number1: 'points' }, facts)).toBeNull()
    expect(valuesFor({ thing1: 'weather' }, facts)).toBeNull()
  })

  test('names of fields', () => {
    expect(['thing1', 'character_string12', 'thing', 'Thing1', 'toString1', 'thing1x'].map(isField)).toEqual([
      ...[true, true],
      ...[false, false, false, false],
    ])
  })
})
