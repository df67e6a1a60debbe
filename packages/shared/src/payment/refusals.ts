import type { RefusalText } from '../kit/refusal'

/** What paying and paying back refuse. */
export const paymentRefusals = {
  payment_off: {
    status: 409,
    zh: '本店还没有开通微信支付，没有扣钱。请在店里付款',
    en: 'This shop takes no payments through WeChat; nothing was charged.',
  },
  payment_unavailable: {
    status: 503,
    zh: '微信支付暂时没有响应，没有扣钱。请过几秒再试',
    en: 'WeChat Pay did not answer; nothing was charged by this call.',
  },
  payment_no_wechat: {
    status: 409,
    zh: '请先在微信里登录再付款，没有扣钱',
    en: 'The member has no WeChat login to pay with; nothing was charged.',
  },
  payment_paid: { status: 409, zh: '这一单已经付过了，不用再付', en: 'This was paid before; it is not charged again.' },
  payment_closed: {
    status: 409,
    zh: '付款时间过了，这一单已经关闭，没有扣钱。请重新下单',
    en: 'The time to pay is over; nothing was charged.',
  },
  payment_not_paid: {
    status: 409,
    zh: '这一单没有付款，没有可退的钱',
    en: 'Nothing was paid, so nothing can be paid back.',
  },
  refund_too_much: {
    status: 409,
    zh: '退的钱超过了还能退的，没有退',
    en: 'More than what was paid and not paid back yet; nothing was paid back.',
  },
  refund_parts: {
    status: 409,
    zh: '一笔付款最多分 50 次退，没有退',
    en: 'A payment is paid back in fifty parts at most; nothing was paid back.',
  },
  refund_done: {
    status: 409,
    zh: '这笔钱已经退到账了，没有再退',
    en: 'This refund is done; nothing was paid back again.',
  },
  refund_running: {
    status: 409,
    zh: '微信正在处理这笔退款，钱还在路上。请等结果，不要另外退',
    en: 'WeChat is working on this refund; wait for its outcome and do not pay back otherwise.',
  },
  bill_not_ready: {
    status: 409,
    zh: '这一天的账单还没出来，微信在第二天上午 10 点以后给',
    en: 'WeChat gives the bill of a day after ten o’clock of the next.',
  },
} as const satisfies Record<string, RefusalText>
