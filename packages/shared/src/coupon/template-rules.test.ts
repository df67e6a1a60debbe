import { findingsOf, inFavour } from './template-rules'
import type { TemplateBody } from './template-schema'

const now = new Date('2026-11-22T04:00:00.000Z')
const LATER = '2026-12-22T04:00:00.000Z'
const BODY: TemplateBody = {
  name: '满减券',
  kind: 'cash_off',
  thresholdFen: 2000,
  offFen: 500,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  itemSku: null,
  usesTotal: 1,
  storeIds: ['1', '2'],
  categories: ['面包'],
  skus: [],
  goodsName: null,
  tierMin: 2,
  stackGroup: null,
  validDays: 14,
  validFromDays: 1,
  validFrom: null,
  validUntil: null,
  weekdays: [1, 2],
  hours: [{ from: 600, until: 720 }],
  blackoutDays: [20270101],
  stockTotal: 100,
  perMemberLimit: 1,
  perMemberDayLimit: 1,
  dayQuota: 10,
  channel: 'code',
  claimFrom: '2026-12-01T00:00:00.000Z',
  claimUntil: LATER,
  drop: { times: ['10:00'], weekdays: [1], quotaPerDrop: 5, perMemberPerDrop: 1, lastsMinutes: 30 },
  notes: [],
}
const PERCENT: Partial<TemplateBody> = { kind: 'percent_off', offFen: null, payPermille: 850, offMaxFen: 600 }

test('what is complete has no findings', () => {
  expect(findingsOf(BODY, now)).toEqual([])
})

test.each<[string, Partial<TemplateBody>]>([
  ['offFen', { offFen: null }],
  ['offFen', { offFen: 0 }],
  ['payPermille', { kind: 'percent_off' }],
  ['itemName', { kind: 'exchange' }],
  ['usesTotal', { kind: 'times', itemName: '拿铁' }],
  ['usesTotal', { usesTotal: 3 }],
  ['goodsName', { skus: ['B01'] }],
  ['validDays', { validDays: null }],
  ['validUntil', { validFrom: LATER, validUntil: LATER }],
  ['claimUntil', { claimFrom: LATER, claimUntil: LATER }],
  ['claimUntil', { claimFrom: null, claimUntil: '2026-11-22T04:00:00.000Z' }],
  ['hours', { hours: [{ from: 700, until: 600 }] }],
  ['channel', { channel: 'internal' }],
  ['stockTotal', { stockTotal: 4 }],
])('finds what is wrong with %s', (field, change) => {
  expect(findingsOf({ ...BODY, ...change }, now).map((one) => one.field)).toEqual([field])
})

test.each([
  [['10:00', '10:20'], 1],
  [['10:00', '10:30'], 0],
  [['00:10', '23:50'], 1],
])('drops at %j of half an hour must not run into each other', (times, found) => {
  const drop = { times, weekdays: [], quotaPerDrop: 5, perMemberPerDrop: 1, lastsMinutes: 30 }
  expect(findingsOf({ ...BODY, drop }, now)).toHaveLength(found)
})

const drop = (change: object) => ({ drop: BODY.drop && { ...BODY.drop, ...change } })

test.each<[string, Partial<TemplateBody>, Partial<TemplateBody>]>([
  ['the threshold', { thresholdFen: 1999 }, { thresholdFen: 2001 }],
  ['what it takes off', { offFen: 501 }, { offFen: 499 }],
  ['the stores', { storeIds: ['1', '2', '3'] }, { storeIds: ['1'] }],
  ['all stores', { storeIds: [] }, { storeIds: ['3'] }],
  ['the categories', { categories: ['面包', '咖啡'] }, { categories: ['咖啡'] }],
  ['the goods besides', { skus: ['B01'], goodsName: '海盐卷等' }, { categories: [], skus: ['B01'] }],
  ['everything', { categories: [] }, { categories: ['蛋糕'] }],
  ['the tier', { tierMin: 1 }, { tierMin: 3 }],
  ['no tier', { tierMin: null }, { tierMin: 9 }],
  ['stacking', { stackGroup: 2 }, { name: '别的' }],
  ['the days', { validDays: 15 }, { validDays: 13 }],
  ['the start', { validFromDays: 0 }, { validFromDays: 2 }],
  ['the weekdays', { weekdays: [1, 2, 3] }, { weekdays: [1] }],
  ['the hours', { hours: [{ from: 600, until: 721 }] }, { hours: [{ from: 601, until: 720 }] }],
  ['the blackout days', { blackoutDays: [] }, { blackoutDays: [20270101, 20270102] }],
  ['the stock', { stockTotal: 101 }, { stockTotal: 99 }],
  ['the limits', { perMemberLimit: 2, perMemberDayLimit: null }, { perMemberDayLimit: null, dayQuota: 9 }],
  ['the channel', { channel: 'centre' }, { channel: 'internal' }],
  ['the window', { claimFrom: null, claimUntil: null }, { claimUntil: '2026-12-21T04:00:00.000Z' }],
  ['the opening', { claimFrom: '2026-11-30T00:00:00.000Z' }, { claimFrom: '2026-12-02T00:00:00.000Z' }],
  ['the drop', drop({ quotaPerDrop: 6, times: ['10:00', '15:00'] }), drop({ quotaPerDrop: 4 })],
  ['the drop’s weekdays', drop({ weekdays: [] }), drop({ weekdays: [2] })],
  ['no drops', { drop: null }, drop({ lastsMinutes: 29 })],
])('inFavour: %s', (_, better, worse) => {
  expect(inFavour(BODY, { ...BODY, ...better })).toEqual({ ok: true })
  expect(inFavour(BODY, { ...BODY, ...worse })).toMatchObject({ ok: false, reason: 'template_not_in_favour' })
})

test('inFavour: a share of the price, its cap, and a fixed end', () => {
  const percent = { ...BODY, ...PERCENT, validUntil: LATER }
  const changed = (change: Partial<TemplateBody>) => inFavour(percent, { ...percent, ...change }).ok
  expect([changed({ payPermille: 800 }), changed({ payPermille: 900 })]).toEqual([true, false])
  expect([changed({ offMaxFen: null }), changed({ offMaxFen: 500 })]).toEqual([true, false])
  expect([changed({ validUntil: null }), changed({ validUntil: '2026-12-21T04:00:00.000Z' })]).toEqual([true, false])
})

test.each([
  [true, undefined, true],
  [false, true, true],
  [false, undefined, true],
  [true, false, false],
])('giving to a friend: %s, then %s', (before, after, ok) => {
  const changed = after === undefined ? BODY : { ...BODY, giftable: after }
  expect(inFavour({ ...BODY, giftable: before }, changed).ok).toBe(ok)
})

test('a limit that there was not cannot come', () => {
  const free = { ...BODY, stockTotal: null, tierMin: null, perMemberLimit: null, hours: [], drop: null }
  for (const [field, value] of Object.entries({ stockTotal: 9, tierMin: 1, perMemberLimit: 9, hours: BODY.hours }))
    expect(inFavour(free, { ...free, [field]: value })).toMatchObject({ field })
  expect(inFavour(free, { ...free, drop: BODY.drop })).toMatchObject({ field: 'drop' })
})
