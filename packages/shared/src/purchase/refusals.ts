import type { RefusalText } from '../kit/refusal'

/** Bills, receipts, refunds: why not. */
export const purchaseRefusals = {
  receipt_taken: {
    status: 409,
    zh: '这张小票已经登记过，内容不一样，积分没有动',
    en: 'This receipt is on record with other content; no points moved.',
  },
  purchase_in_future: { status: 400, zh: '消费时间还没到，请核对', en: 'The purchase lies in the future.' },
  purchase_too_old: { status: 400, zh: '超过 30 天的消费不能补登', en: 'The purchase is more than 30 days old.' },
  purchase_sum_wrong: {
    status: 400,
    zh: '明细和实付金额对不上',
    en: 'Give the lines or the amount; where both are given they must agree.',
  },
  refund_too_much: {
    status: 409,
    zh: '退的比付的多，没有退，积分没有动',
    en: 'More than is left of it; nothing was refunded and no points moved.',
  },
  purchase_paid_in_app: {
    status: 409,
    zh: '这一单是在小程序里付的钱，请到拼团订单里退，积分会跟着退。这里没有动',
    en: 'The money was paid in the mini program: refund the group-buy’s order, and its points follow. Nothing moved.',
  },
  purchase_again: {
    status: 409,
    zh: '几分钟前刚给这位客人记过同样金额的一单，还没有再记',
    en: 'The same sum was recorded for this member minutes ago; ask whether it is the same sale, then send `again: true`.',
  },
  bill_over: {
    status: 409,
    zh: '这张单已经过时或取消了，积分和券都没有动，请重新算一次',
    en: 'The bill is over or was cancelled; no points or coupons moved.',
  },
  bill_declined: {
    status: 409,
    zh: '客人说这张单不对，没有结，积分和券都没有动。核对后重新算一次',
    en: 'The member declined the bill; no points or coupons moved.',
  },
  bill_not_agreed: {
    status: 409,
    zh: '没扫会员码，用券和积分要客人先在手机上点「没问题」',
    en: 'The member was found by phone: coupons and points need their agreement on their own phone first.',
  },
  bill_paid: {
    status: 409,
    zh: '这张单已经结过了。要改请走退款',
    en: 'The bill is paid; what is wrong with it is refunded.',
  },
  offset_too_much: {
    status: 409,
    zh: '超过这张单最多能抵的积分，积分没有扣',
    en: 'More points than this bill takes; nothing was taken.',
  },
  offset_uneven: {
    status: 400,
    zh: '抵现积分要按整份来，积分没有扣',
    en: 'Points pay in whole steps, and not below the least; nothing was taken.',
  },
  slip_over: {
    status: 409,
    zh: '这张小票的领取码已经过期或作废，积分没有动。请到店里问问',
    en: 'The receipt’s code is over or was cancelled; no points moved.',
  },
  slip_used: {
    status: 409,
    zh: '这张小票的积分已经被领走了，每张只能领一次',
    en: 'The receipt was claimed before; each can be claimed once.',
  },
} as const satisfies Record<string, RefusalText>
