import type { CouponCard, CouponOffer } from '@huitou/shared/coupon/contract'
import { couponLines, endTag, offerLines, offerNote, offersFor, offerTag, usedText } from './words'

const TODAY = 20261122
const FACE = {
  name: '满 20 减 5 券',
  kind: 'cash_off' as const,
  thresholdFen: 2000,
  offFen: 500,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  scope: '全部门店',
  goods: null,
  hours: null,
  stacking: '每次消费用一张，不与其他券同用',
  usesTotal: 1,
}
const COUPON: CouponCard = {
  id: '1',
  face: FACE,
  state: 'unused',
  notNow: null,
  why: null,
  usesLeft: 1,
  validFrom: '2026-11-20T16:00:00.000Z',
  expiresAt: '2026-11-29T16:00:00.000Z',
  usedAt: null,
  usedStore: null,
  source: '连签 7 天奖励',
}

test.each([
  ['2026-11-22T16:00:00.000Z', '今晚到期', 'danger'],
  ['2026-11-22T06:00:00.000Z', '今天到期', 'danger'],
  ['2026-11-23T16:00:00.000Z', '还剩 1 天', 'warn'],
  ['2026-11-29T16:00:00.000Z', '还剩 7 天', 'warn'],
])('a coupon that ends %s is tagged %s', (expiresAt, text, tone) =>
  expect(endTag({ expiresAt }, TODAY)).toEqual({ text, tone }),
)

test('a coupon that ends in more than a week has no tag', () =>
  expect(endTag({ expiresAt: '2026-11-30T16:00:00.000Z' }, TODAY)).toBeNull())

test('lines by state', () => {
  expect(couponLines(COUPON, TODAY)).toEqual(['全部门店 · 11月29日 止'])
  expect(couponLines({ ...COUPON, notNow: '11月23日起可用' }, TODAY)[1]).toBe('11月23日起可用')
  expect(
    couponLines({ ...COUPON, state: 'used', usedAt: '2026-11-22T01:52:18.000Z', usedStore: '梧桐路店' }, TODAY),
  ).toEqual(['今天 09:52 · 梧桐路店', '连签 7 天奖励'])
  expect(couponLines({ ...COUPON, state: 'expired', expiresAt: '2026-11-10T16:00:00.000Z' }, TODAY)[0]).toBe(
    '11月10日 过期',
  )
})

test('a times card says how often it can still be used', () => {
  const card = { ...COUPON, face: { ...FACE, kind: 'times' as const, usesTotal: 10 }, usesLeft: 3 }
  expect(couponLines(card, TODAY)).toEqual(['全部门店 · 11月29日 止', '还剩 3 次，共 10 次'])
})

test('when a coupon was used', () => expect(usedText('2026-11-22T01:52:18.000Z')).toBe('11月22日 09:52'))

const OFFER: CouponOffer = {
  templateId: '1',
  face: FACE,
  validity: '领取后 14 天内有效',
  claimEndsAt: null,
  left: null,
  claimable: 1,
  state: 'open',
  why: null,
  opensAt: null,
  forWhom: null,
  drop: null,
  terms: [],
}

test.each([
  [OFFER, '领取后 14 天内有效'],
  [{ ...OFFER, left: 12 }, '领取后 14 天内有效 · 剩 12 张'],
  [{ ...OFFER, left: 900 }, '领取后 14 天内有效'],
  [{ ...OFFER, claimEndsAt: '2026-11-22T14:00:00.000Z' }, '领取后 14 天内有效 · 今晚 22:00 前领'],
  [{ ...OFFER, left: 900, face: { ...FACE, scope: '滨江店' } }, '限滨江店 · 领取后 14 天内有效'],
])('an offer says what must be known before taking it', (offer, note) => expect(offerNote(offer, TODAY)).toBe(note))

test('an offer that cannot be taken says why', () => {
  const later = { ...OFFER, state: 'not_started' as const, why: '11月23日 10:00 开始', left: 3 }
  expect(offerNote(later, TODAY)).toBe('领取后 14 天内有效 · 11月23日 10:00 开始')
  expect(offerTag(later)).toEqual({ text: '11月23日 10:00 开始', tone: 'info' })
  expect(offerTag({ ...OFFER, state: 'tier_only', why: '银卡及以上会员可领' })?.text).toBe('银卡及以上会员可领')
  expect(offerTag({ ...OFFER, state: 'sold_out', why: '来晚一步，已经领完了' })?.tone).toBe('plain')
  expect(offerTag({ ...OFFER, forWhom: '金卡及以上会员可领' })?.tone).toBe('brand')
  expect(offerTag(OFFER)).toBeNull()
})

test('an offer with a line to itself says where, on what, when and how long', () => {
  const face = { ...FACE, scope: '滨江店', goods: '面包', hours: '周一至周五 14:00–17:00' }
  expect(offerLines({ ...OFFER, face, left: 9 }, TODAY)).toEqual([
    '限滨江店 · 限面包 · 周一至周五 14:00–17:00',
    '领取后 14 天内有效 · 剩 9 张',
  ])
})

test('the centre filters by what can be done', () => {
  const drop = { running: false, opensAt: '', endsAt: '', quota: 1, left: 1, words: '' }
  const offers = [OFFER, { ...OFFER, state: 'taken' as const }, { ...OFFER, state: 'not_started' as const, drop }]
  expect((['all', 'open', 'drop', 'taken'] as const).map((filter) => offersFor(offers, filter).length)).toEqual([
    3, 1, 1, 1,
  ])
})
