import type { MemberCard } from '@huitou/shared/member/contract'
import type { Fixtures } from '../host/responder'

const TODAY = 20_261_122
const DAY_ENDS_AT = '2026-11-22T16:00:00.000Z'

const member: MemberCard = {
  id: '1001',
  nickname: '林小满',
  phoneMasked: '138******52',
  birthday: null,
  joinedAt: '2026-05-04T03:00:00.000Z',
}

export const tokens = (name: string) => ({
  accessToken: `access-${name}`,
  accessEndsAt: '2026-11-22T10:00:00.000Z',
  refreshToken: `refresh-${name}`,
  refreshEndsAt: '2026-12-22T10:00:00.000Z',
})

const gives = {
  pointsPermille: 1200,
  discountPermille: 1000,
  birthdayPoints: 0,
  memberDayPermille: 1000,
  exclusiveTemplateIds: [],
  earlyAccessHours: 0,
  freeShipping: false,
  texts: [],
}

const goldTier = {
  level: 3,
  name: '金卡会员',
  style: 'gold' as const,
  growthFrom: 1200,
  keepGrowth: 1000,
  benefits: ['消费得 1.2 倍积分'],
  gives,
}

/** A gold member on an ordinary morning, for tests that are about something else. */
export const quietMorning = {
  'session.login': () => tokens('first'),
  'session.refresh': () => tokens('next'),
  'store.brand': () => ({
    name: '禾木烘焙',
    tagline: '每天现烤',
    today: TODAY,
    dayEndsAt: DAY_ENDS_AT,
    now: '2026-11-22T01:41:00.000Z',
    versionMin: '0.1.0',
  }),
  'store.list': () => ({ stores: [] }),
  'member.me': () => ({ member }),
  'staff.me': () => ({ staff: null }),
  'purchase.myBill': () => ({ bill: null }),
  'points.balance': () => ({
    available: 2480,
    expiringNext: { points: 200, at: '2026-11-30T16:00:00.000Z' },
    pending: 0,
    pendingNext: null,
    held: 0,
    debt: 0,
    expiring: [{ points: 200, lastDay: 20_261_130 }],
    warningDays: 30,
    pointMilliFen: 1000,
  }),
  'referral.offer': () => ({ on: false, words: '' }),
  'distribution.mine': () => ({
    ...{ on: false, mayApply: false, state: null, reason: null, scene: null, rules: [], customers: 0 },
    figures: { frozenFen: 0, dueFen: 0, heldFen: 0, paidFen: 0, debtFen: 0 },
    ...{ minPayoutFen: 0, payout: null },
  }),
  'points.history': () => ({ rows: [], next: null }),
  'tier.mine': () => ({
    growth: 1860,
    current: goldTier,
    next: { name: '黑金', growthFrom: 2500, missing: 640 },
    tiers: [goldTier],
    unitName: '成长值',
    windowText: '近 12 个月',
    keep: null,
    grace: null,
    byHand: null,
    warning: null,
    gives,
    cards: [],
    celebration: null,
  }),
  'tier.history': () => ({ rows: [], next: null }),
  'checkin.status': () => ({
    today: TODAY,
    dayEndsAt: DAY_ENDS_AT,
    checkedInToday: false,
    streak: 6,
    todayReward: { points: 10, couponName: null },
    tomorrowReward: { points: 5, couponName: null },
    todayMark: '小雪',
    ladder: [
      { streakDays: 1, points: 5, couponName: null, reached: true },
      { streakDays: 7, points: 50, couponName: '满20减5券', reached: false },
    ],
    visit: { points: 15, doneToday: false },
  }),
  'checkin.calendar': ({ month }) => ({ month, today: TODAY, days: [] }),
  'coupon.soon': () => ({ count: 0, firstEndsAt: null, firstName: null }),
  'coupon.centre': () => ({ now: '2026-11-22T01:41:00.000Z', offers: [] }),
  'coupon.list': () => ({ rows: [], next: null, counts: { unused: 0, used: 0, expired: 0 } }),
  'notify.wanted': () => ({ templateIds: [] }),
  'notify.unread': () => ({ unread: 2 }),
  'notify.opened': () => ({ unread: 0 }),
  'notify.reminder': () => ({ remindAt: null, hour: null, daily: false }),
  'notify.inbox': () => ({ rows: [], next: null, unread: 0 }),
  'mall.items': () => ({ items: [] }),
  'mall.shelf': () => ({ categories: [], items: [], available: 2480 }),
} satisfies Fixtures
