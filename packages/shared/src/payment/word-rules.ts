import type { PaymentState, RefundState, RefundTrouble } from './rules'

/** 1990 as 「19.9 元」. */
const yuan = (fen: number) => `${fen / 100} 元`

type Refund = { amountFen: number; state: RefundState; trouble: RefundTrouble | null; byHand: boolean }

/** How money on its way back stands, for the member whose it is. */
export function refundWords({ amountFen, state, trouble, byHand }: Refund): string {
  const sum = yuan(amountFen)
  if (state === 'done') return byHand ? `已退回 ${sum}，门店另行退给你` : `已退回 ${sum}，原路到账`
  if (state === 'failed' || trouble === 'abnormal') return `${sum}没能原路退回，门店正在处理`
  return `${sum}正在退回，一般当天原路到账`
}

type Payment = { amountFen: number; state: PaymentState; late: boolean; wasPaid: boolean }

/** How money that was paid stands, for the member. */
export function paymentWords({ amountFen, state, late, wasPaid }: Payment): string {
  const sum = yuan(amountFen)
  if (late) return `付款时订单已关闭，${sum}原路退回`
  if (wasPaid) return `已付 ${sum}`
  return state === 'closed' ? '没有付款，已关闭' : '等待付款'
}

export const TASK_KINDS = [
  'refund_not_enough',
  'refund_abnormal',
  'refund_closed',
  'refund_refused',
  'refund_late',
  'notice_mismatch',
  'notice_unknown',
  'bill_different',
  'shipping_failed',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** What happened, and what a person does now. */
export const TASK_WORDS: Record<TaskKind, { what: string; todo: string }> = {
  refund_not_enough: {
    what: '商户账户余额不够，退款没有发出，钱还没退给顾客',
    todo: '到微信支付商户平台充值，之后会自动重发；急的话充值后点「再退一次」',
  },
  refund_abnormal: {
    what: '顾客的银行卡收不了这笔退款，钱还没退给顾客',
    todo: '到商户平台「退款异常」里处理，或者和顾客说好另外退，再点「已另行退款」',
  },
  refund_closed: {
    what: '微信关闭了这笔退款，钱还没退给顾客',
    todo: '点「再退一次」换新单号重退，或者另外退给顾客后点「已另行退款」',
  },
  refund_refused: {
    what: '微信不接受这笔退款，钱还没退给顾客',
    todo: '看原因：密钥或权限问题改好后会自动重发；超过一年的，或者微信说没有这笔付款的，只能另外退，再点「已另行退款」',
  },
  refund_late: {
    what: '退款超过一天还没有结果',
    todo: '不用再退。到商户平台看这笔退款走到哪一步，需要时联系微信支付客服',
  },
  notice_mismatch: {
    what: '微信通知的付款和本店的订单对不上，没有入账',
    todo: '到商户平台核对这笔单号的金额和商户，查明后写下原因结案',
  },
  notice_unknown: {
    what: '微信通知了一笔本店没有的单，没有入账',
    todo: '看是不是别的收款方式共用了商户号，查明后写下原因结案',
  },
  bill_different: {
    what: '这一天的微信账单和本店记录不一致',
    todo: '打开这一天的账单看是哪几笔，查明后点「重新对账」',
  },
  shipping_failed: {
    what: '发货信息没有被微信接受，这笔货款还冻结着',
    todo: '到小程序后台「订单与发货」里手动填发货信息',
  },
}
