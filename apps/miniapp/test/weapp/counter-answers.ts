import type { Verification } from '@huitou/shared/counter/contract'
import type { CounterCoupon, CounterVisit } from '@huitou/shared/counter/visit-schema'
import type { Fixtures } from '../host/responder'
import { quietMorning } from './answers'

const usable: CounterCoupon = {
  id: '501',
  face: {
    name: '满 20 减 5 券',
    kind: 'cash_off',
    thresholdFen: 2000,
    offFen: 500,
    payPermille: null,
    offMaxFen: null,
    itemName: null,
    scope: '全部门店',
    goods: null,
    hours: null,
    stacking: '不与其他券同用',
    usesTotal: 1,
  },
  expiresAt: '2026-11-29T16:00:00.000Z',
  usable: true,
  why: null,
  facts: [],
}

export const used: CounterCoupon = {
  ...usable,
  id: '502',
  usable: false,
  why: '这张券 8 分钟前已经用过',
  facts: [
    { label: '核销时间', value: '11月22日 09:52:18' },
    { label: '经手店员', value: '小方' },
  ],
}

export const scanned: CounterVisit = {
  id: '900',
  kind: 'coupon',
  endsAt: '2026-11-22T01:51:00.000Z',
  member: { name: '何**', phoneMasked: '138******13', tierName: '金卡', available: 2480, onWechat: true, tags: [] },
  coupons: [usable],
  orders: [],
  tickets: [],
  trusted: true,
}

const verified: Verification = {
  id: '7003',
  couponName: '满 20 减 5 券',
  memberName: '何**',
  staffName: '小方',
  storeName: '梧桐路店',
  at: '2026-11-22T01:41:00.000Z',
  undoneAt: null,
  undoReason: null,
  // Far away: the harness runs on the machine's clock, and undoing must still be possible then.
  undoUntil: '2099-11-22T01:51:00.000Z',
}

const mine = {
  ...{ verified: 12, purchases: 3, paidFen: 10800, refunds: 0, refundedFen: 0 },
  ...{ pickedUp: 0, enrolled: 1, slips: 0, admitted: 0, undone: 1 },
}

/** The day of 梧桐路店 as its workbench tells it. */
export const dayOf = (coupons: number) => ({
  day: 20261122,
  totals: { ...mine, verified: coupons, refused: 1 },
  mine,
  clerks: [],
  rows: [],
  next: null,
})

/** 小方 at the counter of 梧桐路店. */
export const staffMorning = {
  ...quietMorning,
  'staff.me': () => ({
    staff: {
      id: '11',
      name: '小方',
      role: 'clerk' as const,
      stores: [{ id: '1', name: '梧桐路店' }],
      disabled: false,
    },
  }),
  'counter.day': () => dayOf(46),
  'counter.scan': () => ({ visit: scanned }),
  'counter.visit': () => ({ visit: scanned }),
  'counter.verify': () => ({ verification: verified }),
  'counter.undo': ({ reason }) => ({
    verification: { ...verified, undoneAt: '2026-11-22T01:45:00.000Z', undoReason: reason, undoUntil: null },
  }),
} satisfies Fixtures
