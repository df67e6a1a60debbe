import type { ToldOrder, ToldRefund } from './told'

/** A refund as a notice tells it: without the moment of its acceptance. */
export type NoticedRefund = Pick<ToldRefund, 'status' | 'outRefundNo' | 'refundId' | 'amountFen' | 'doneAt'> & {
  mchId: string
  outTradeNo: string
}

/** What a notice says once its signature holds. `other`: something that this shop did not ask for. */
export type Noticed =
  | { kind: 'payment'; order: ToldOrder }
  | { kind: 'refund'; refund: NoticedRefund }
  | { kind: 'other' }

/** `unsigned`: not from WeChat, as far as one can tell. `unreadable`: from WeChat, and not to be opened or understood. */
export type NoticeRead =
  | { ok: true; notifyId: string; noticed: Noticed }
  | { ok: false; why: 'unsigned' | 'unreadable'; note: string }
