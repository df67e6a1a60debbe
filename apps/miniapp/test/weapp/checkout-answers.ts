import type { BillCard, BillFigures, QuoteCard } from '@huitou/shared/purchase/bill-contract'
import type { Fixtures } from '../host/responder'
import { scanned, staffMorning } from './counter-answers'

const member = { ...scanned, kind: 'member' as const }

/** ¥44 less a coupon of ¥5. */
const figures: BillFigures = {
  lines: [{ sku: null, name: '消费', category: '其他', quantity: 1, amountFen: 4400 }],
  totalFen: 4400,
  deductions: [{ kind: 'coupon', title: '满 20 减 5 券', basis: '满 ¥20.00', offFen: 500, couponId: '501', points: 0 }],
  payableFen: 3900,
  savedFen: 500,
  points: 0,
  couponIds: ['501'],
  earn: { points: 46, growth: 39, why: ['消费得积分'] },
}

const quote: QuoteCard = {
  ...figures,
  coupons: scanned.coupons.map(({ id, face, expiresAt }) => ({
    ...{ id, face, expiresAt, usable: true, why: null, offFen: 500, chosen: true, joins: false },
  })),
  bestCouponIds: ['501'],
  offset: {
    ...{ balance: 2480, maxPoints: 1900, maxFen: 1900, capFen: 1950, stepPoints: 100, minPoints: 100 },
    ...{ pointsPerYuan: 100, why: null },
  },
}

const opened: BillCard = {
  ...figures,
  id: '31',
  state: 'open',
  storeId: '1',
  storeName: '梧桐路店',
  endsAt: '2099-11-22T01:44:00.000Z',
  mustAgree: false,
  receiptNo: null,
  purchaseId: null,
  earned: null,
}

const paid: BillCard = {
  ...opened,
  state: 'paid',
  purchaseId: '77',
  earned: { points: 46, growth: 39, coupons: ['下次满 30 减 8'], balanceAfter: 2526 },
}

/** The same morning, with a till. */
export const tillMorning = {
  ...staffMorning,
  'counter.scan': () => ({ visit: member }),
  'counter.visit': () => ({ visit: member }),
  'counter.quote': () => ({ quote }),
  'counter.openBill': () => ({ bill: opened }),
  'counter.bill': () => ({ bill: opened }),
  'counter.confirmBill': () => ({ bill: paid }),
  'counter.cancelBill': () => ({ bill: { ...opened, state: 'cancelled' as const } }),
} satisfies Fixtures
