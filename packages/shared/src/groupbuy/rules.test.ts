import fc from 'fast-check'
import { activityFaults, activityFaultWords, type GoodsTerms, type VoucherTerms } from './activity-rules'
import {
  HOLDS_STOCK,
  judgeCancel,
  judgeJoin,
  judgeOpen,
  judgeRefund,
  judgeReturn,
  JOIN_BEFORE_MS,
  orderMay,
  PAY_WITHIN_MS,
  payBy,
  pricesOf,
  refundWords,
  seatingOf,
  stateByStanding,
  type ActivityTerms,
  type Buyer,
  type TeamTerms,
} from './rules'
import { GROUP_ORDER_STATES, REFUND_CAUSES } from './schema'
import { orderWords, ruleLines } from './word-rules'

const NOW = new Date('2026-11-22T04:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const HOUR_MS = 3_600_000

const terms = (more: Partial<ActivityTerms> = {}): ActivityTerms => ({
  ...{ state: 'on', from: null, until: null, stockLeft: 5, perMemberLimit: 2, newcomersOnly: false },
  canBeGiven: true,
  prices: [
    { size: 2, priceFen: 1990, leaderPriceFen: 1590 },
    { size: 3, priceFen: 1590, leaderPriceFen: 1590 },
  ],
  ...more,
})
const buyer = (more: Partial<Buyer> = {}): Buyer => ({ had: 0, waiting: false, newcomer: true, ...more })
const team = (more: Partial<TeamTerms> = {}): TeamTerms => ({
  ...{ state: 'forming', size: 2, seats: 1, deadlineAt: later(HOUR_MS), priceFen: 1990 },
  ...more,
})
const reasonOf = (decision: { ok: true } | { ok: false; reason: string }) => (decision.ok ? 'ok' : decision.reason)

describe('judgeOpen', () => {
  const wish = { size: 2, priceSeenFen: 1590 }
  const cases: [string, Partial<ActivityTerms>, Partial<Buyer>, Partial<typeof wish>][] = [
    ['ok', {}, {}, {}],
    ['ok', { newcomersOnly: true }, { newcomer: false }, {}],
    ['not_found', { state: 'draft' }, {}, {}],
    ['group_ended', { state: 'ended' }, {}, {}],
    ['group_ended', { until: NOW }, {}, {}],
    ['ok', { until: later(1) }, {}, {}],
    ['group_paused', { state: 'paused' }, {}, {}],
    ['group_paused', { canBeGiven: false }, {}, {}],
    ['group_not_started', { from: later(1) }, {}, {}],
    ['ok', { from: NOW }, {}, {}],
    ['group_order_waiting', {}, { waiting: true }, {}],
    ['group_limit', {}, { had: 2 }, {}],
    ['group_sold_out', { stockLeft: 0 }, {}, {}],
    ['not_found', {}, {}, { size: 4 }],
    ['quote_changed', {}, {}, { priceSeenFen: 1990 }],
  ]
  test.each(cases)('%s', (expected, activity, who, asked) => {
    expect(reasonOf(judgeOpen(terms(activity), buyer(who), { ...wish, ...asked }, NOW))).toBe(expected)
  })

  test('who opens pays the leader’s price', () => {
    expect(judgeOpen(terms(), buyer(), wish, NOW)).toEqual({ ok: true, priceFen: 1590 })
    expect(pricesOf(terms(), 5)).toBeNull()
  })
})

describe('judgeJoin', () => {
  const cases: [string, Partial<ActivityTerms>, Partial<TeamTerms>, Partial<Buyer & { inTeam: boolean }>, number][] = [
    ['ok', {}, {}, {}, 1990],
    ['ok', { state: 'ended' }, {}, {}, 1990],
    ['ok', { state: 'paused', until: NOW }, {}, {}, 1990],
    ['team_own', {}, {}, { inTeam: true }, 1990],
    ['not_found', {}, { state: 'opening', deadlineAt: null }, {}, 1990],
    ['team_full', {}, { state: 'succeeded', seats: 2 }, {}, 1990],
    ['team_full', {}, { seats: 2 }, {}, 1990],
    ['team_over', {}, { state: 'failed' }, {}, 1990],
    ['team_over', {}, { deadlineAt: NOW }, {}, 1990],
    ['team_closing', {}, { deadlineAt: later(JOIN_BEFORE_MS - 1) }, {}, 1990],
    ['ok', {}, { deadlineAt: later(JOIN_BEFORE_MS) }, {}, 1990],
    ['newcomers_only', { newcomersOnly: true }, {}, { newcomer: false }, 1990],
    ['group_paused', { canBeGiven: false }, {}, {}, 1990],
    ['ok', { newcomersOnly: true }, {}, {}, 1990],
    ['group_order_waiting', {}, {}, { waiting: true }, 1990],
    ['group_limit', {}, {}, { had: 2 }, 1990],
    ['group_sold_out', { stockLeft: 0 }, {}, {}, 1990],
    ['quote_changed', {}, {}, {}, 1590],
  ]
  test.each(cases)('%s', (expected, activity, one, who, seen) => {
    const both = { activity: terms(activity), team: team(one) }
    expect(reasonOf(judgeJoin(both, { ...buyer(), inTeam: false, ...who }, seen, NOW))).toBe(expected)
  })
})

test('payBy: ten minutes, never after the team’s end, so whoever may join has two minutes at least', () => {
  expect(payBy(NOW, null)).toEqual(later(PAY_WITHIN_MS))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 72 * HOUR_MS }), (leftMs) => {
      const deadlineAt = later(leftMs)
      const by = payBy(NOW, deadlineAt)
      expect(by <= deadlineAt && by <= later(PAY_WITHIN_MS)).toBe(true)
      const judged = judgeJoin(
        { activity: terms(), team: team({ deadlineAt }) },
        { ...buyer(), inTeam: false },
        1990,
        NOW,
      )
      expect(!judged.ok || by.getTime() - NOW.getTime() >= JOIN_BEFORE_MS).toBe(true)
    }),
  )
})

test('seatingOf: whatever order payments come in, a team never has more seats than its size, and everybody gets something', () => {
  const arrival = fc.record({
    ifFull: fc.constantFrom('open' as const, 'refund' as const),
    state: fc.constantFrom('on' as const, 'ended' as const),
  })
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }), fc.array(arrival, { maxLength: 12 }), (size, payments) => {
      let seats = 1
      for (const { ifFull, state } of payments) {
        const now: TeamTerms['state'] = seats === size ? 'succeeded' : 'forming'
        const seating = seatingOf({ state: now, size, seats }, ifFull, terms({ state }), NOW)
        const otherwise = ifFull === 'open' && state === 'on' ? 'own_team' : 'refund'
        expect(seating).toBe(seats < size ? 'seat' : otherwise)
        if (seating === 'seat') seats += 1
      }
      expect(seats).toBe(Math.min(size, payments.length + 1))
    }),
  )
  expect(seatingOf({ state: 'failed', size: 2, seats: 1 }, 'refund', terms(), NOW)).toBe('refund')
  const full = { state: 'succeeded', size: 2, seats: 2 } as const
  expect(seatingOf(full, 'open', terms({ until: later(1) }), NOW)).toBe('own_team')
  expect(seatingOf(full, 'open', terms({ until: NOW }), NOW)).toBe('refund')
})

describe('judgeCancel', () => {
  const cases: [string, Parameters<typeof judgeCancel>[0], Parameters<typeof judgeCancel>[1]][] = [
    ['ok', { state: 'paying', isLeader: true }, { seats: 0, othersPaying: 0 }],
    ['ok', { state: 'paying', isLeader: false }, { seats: 1, othersPaying: 3 }],
    ['ok', { state: 'seated', isLeader: false }, { seats: 2, othersPaying: 1 }],
    ['ok', { state: 'seated', isLeader: true }, { seats: 1, othersPaying: 0 }],
    ['leader_stays', { state: 'seated', isLeader: true }, { seats: 2, othersPaying: 0 }],
    ['leader_stays', { state: 'seated', isLeader: true }, { seats: 1, othersPaying: 1 }],
    ['group_order_over', { state: 'won', isLeader: false }, { seats: 2, othersPaying: 0 }],
    ['group_order_over', { state: 'refunding', isLeader: false }, { seats: 1, othersPaying: 0 }],
  ]
  test.each(cases)('%s', (expected, order, around) => {
    expect(reasonOf(judgeCancel(order, around))).toBe(expected)
  })
})

describe('judgeRefund: what was won goes back until it is used, and once', () => {
  test.each([
    ['voucher', 'voucher_used'],
    ['goods', 'goods_handed_over'],
  ] as const)('%s', (prize, tooLate) => {
    expect(judgeRefund({ state: 'won' }, prize, 'unused')).toEqual({ ok: true })
    expect(judgeRefund({ state: 'won' }, prize, 'none_yet')).toEqual({ ok: true })
    expect(reasonOf(judgeRefund({ state: 'won' }, prize, 'used'))).toBe(tooLate)
    expect(reasonOf(judgeRefund({ state: 'used' }, prize, 'used'))).toBe(tooLate)
    expect(reasonOf(judgeRefund({ state: 'won' }, prize, 'gone'))).toBe('group_order_over')
    for (const state of ['paying', 'seated', 'refunding', 'refunded', 'closed'] as const)
      expect(reasonOf(judgeRefund({ state }, prize, 'unused'))).toBe('group_order_over')
  })
})

test('judgeReturn: only goods that were handed over or sent can come back', () => {
  expect(judgeReturn({ state: 'used' }, 'goods', 'used')).toEqual({ ok: true })
  expect(judgeReturn({ state: 'won' }, 'goods', 'used')).toEqual({ ok: true })
  expect(reasonOf(judgeReturn({ state: 'won' }, 'goods', 'unused'))).toBe('group_order_over')
  expect(reasonOf(judgeReturn({ state: 'used' }, 'voucher', 'used'))).toBe('group_order_over')
  expect(reasonOf(judgeReturn({ state: 'refunding' }, 'goods', 'used'))).toBe('group_order_over')
})

test('stateByStanding: an order stands where what it won stands', () => {
  expect((['none_yet', 'unused', 'used', 'gone'] as const).map(stateByStanding)).toEqual([
    ...['won', 'won', 'used', 'refunding'],
  ])
})

test('orderMay: what is over stays over; a paid order ends used or refunded, and holds its piece until its money goes back', () => {
  for (const to of GROUP_ORDER_STATES)
    for (const from of ['closed', 'refunded'] as const) expect(orderMay(from, to)).toBe(false)
  expect(GROUP_ORDER_STATES.filter((to) => orderMay('paying', to))).toEqual(['closed', 'seated', 'refunding'])
  expect(orderMay('used', 'won')).toBe(true)
  expect(orderMay('used', 'refunding')).toBe(false)
  expect(HOLDS_STOCK.every((state) => orderMay(state, 'refunding') || state === 'used')).toBe(true)
})

describe('activityFaults', () => {
  const draft = {
    ...{
      from: null,
      until: null,
      singlePriceFen: 2990,
      stockTotal: 10,
      organiser: '梧桐咖啡',
      contact: '021-6000 0000',
    },
    prices: terms().prices,
  }
  const voucher: VoucherTerms = {
    ...{
      kind: 'exchange',
      usesTotal: 1,
      giftable: false,
      counted: false,
      claimable: false,
      validDays: 30,
      given: true,
    },
  }
  const faults = (more: Partial<typeof draft> = {}, other: Partial<VoucherTerms> = {}) =>
    activityFaults({ ...draft, ...more }, { voucher: { ...voucher, ...other } }, NOW)

  test('none where all is there, and each has words', () => {
    expect(faults()).toEqual([])
    expect(activityFaultWords('no_stock')).toBe('还没填一共多少份')
  })

  test('prices: the more people the cheaper, never dearer than alone', () => {
    expect(faults({ prices: [] })).toEqual(['no_prices'])
    expect(faults({ prices: [{ size: 2, priceFen: 100, leaderPriceFen: 0 }] })).toEqual(['price_zero'])
    expect(faults({ prices: [{ size: 2, priceFen: 100, leaderPriceFen: 101 }] })).toEqual(['leader_dearer'])
    expect(faults({ prices: [{ size: 2, priceFen: 2990, leaderPriceFen: 100 }] })).toEqual(['dearer_than_single'])
    const twice = { size: 2, priceFen: 100, leaderPriceFen: 100 }
    expect(faults({ prices: [twice, twice] })).toEqual(['same_size'])
    expect(faults({ prices: [twice, { size: 3, priceFen: 200, leaderPriceFen: 100 }] })).toEqual(['bigger_dearer'])
  })

  test('what must be told and what the voucher must be', () => {
    const silent = { organiser: null, contact: null, stockTotal: 0, from: later(1), until: NOW }
    expect(activityFaults({ ...draft, ...silent }, { voucher }, NOW)).toEqual([
      ...['no_stock', 'window', 'over', 'no_organiser', 'no_contact'],
    ])
    const wrong = { kind: 'cash_off', usesTotal: 5, giftable: true, counted: true, claimable: true, validDays: null }
    expect(faults({}, { ...wrong, given: false })).toEqual([
      ...['not_exchange', 'several_uses', 'giftable', 'counted', 'claimable', 'no_end', 'not_given'],
    ])
  })

  test('goods of the mall must be real, and get to people somehow', () => {
    const goods = { kind: 'goods', pickUpDays: 14, shippingPoints: null } as const
    const faultsOf = (more: Partial<GoodsTerms>) => activityFaults(draft, { goods: { ...goods, ...more } }, NOW)
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ pickUpDays: null, shippingPoints: 0 })).toEqual([])
    expect(faultsOf({ pickUpDays: null })).toEqual(['no_way'])
    expect(faultsOf({ kind: 'coupon' })).toEqual(['not_goods'])
  })
})

test('words say where the money is', () => {
  const told = {
    cancelling: false,
    cause: null,
    priceFen: 1990,
    refundedFen: 0,
    missing: 1,
    prize: 'voucher',
    sent: false,
    isGiven: false,
    byHand: false,
  } as const
  expect(GROUP_ORDER_STATES.map((state) => orderWords({ ...told, state }))).toEqual([
    '还没付款，付了才算数',
    '没有付款，已经取消，没有扣钱',
    '已付款，还差 1 人',
    '人齐了，券马上到卡包',
    '券已经用了',
    '¥19.90 正在原路退回',
    '¥19.90 已原路退回',
  ])
  expect(orderWords({ ...told, state: 'paying', cancelling: true })).toBe('正在取消，已经付了的会原路退回')
  expect(orderWords({ ...told, state: 'closed', refundedFen: 1990 })).toBe('取消以后才付的 ¥19.90 已原路退回')
  expect(orderWords({ ...told, state: 'seated', missing: 0 })).toBe('已付款，正在结算')
  expect(orderWords({ ...told, state: 'won', isGiven: true })).toBe('人齐了，券在卡包里')
  expect(orderWords({ ...told, state: 'refunded', cause: 'team_failed' })).toBe('人没凑齐，¥19.90 已原路退回')
  expect(orderWords({ ...told, state: 'refunded', byHand: true })).toBe('¥19.90 门店已另行退给你')
  const goods = (sent: boolean, isGiven: boolean) =>
    (['won', 'used'] as const).map((state) => orderWords({ ...told, prize: 'goods', sent, isGiven, state }))
  expect(goods(false, false)).toEqual(['人齐了，取货码马上就有', '已经取走'])
  expect(goods(false, true)[0]).toBe('人齐了，到店出示取货码')
  expect(goods(true, true)).toEqual(['人齐了，等着寄出', '已经寄出'])
  for (const prize of ['voucher', 'goods'] as const)
    expect(new Set(REFUND_CAUSES.map((cause) => refundWords(cause, prize))).size).toBe(REFUND_CAUSES.length)
})

test('the rules are told before anybody pays', () => {
  const rules = { hours: 24, perMemberLimit: 2, newcomersOnly: true, organiser: '梧桐咖啡', contact: null }
  const lines = ruleLines('voucher', rules)
  expect(ruleLines('goods', rules)).toContain('成团后没取走、没寄出之前可以退款；到期没来取，自动全额退回')
  expect(lines).toContain('参团只限第一次来的朋友；老会员可以开团')
  expect(lines.at(-1)).toBe('主办：梧桐咖啡')
})
