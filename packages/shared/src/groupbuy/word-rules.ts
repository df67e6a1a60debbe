import { yuan } from '../purchase/word-rules'
import { refundWords } from './rules'
import type { ActivityBody, GroupOrderState, Prize, RefundCause } from './schema'

type Told = {
  state: GroupOrderState
  /** It is being cancelled, and the payment with it. */
  cancelling: boolean
  cause: RefundCause | null
  priceFen: number
  refundedFen: number
  missing: number
  prize: Prize
  /** Goods that are sent; else they are picked up. */
  sent: boolean
  /** Its voucher is in the wallet, or its goods are ordered. */
  isGiven: boolean
  /** The shop paid it back itself: nothing came the way it went. */
  byHand: boolean
}

function refundText({ cause, priceFen, prize }: Told, ending: string) {
  return `${cause === null ? '' : `${refundWords(cause, prize)}，`}${yuan(priceFen)} ${ending}`
}

function wonText({ prize, sent, isGiven }: Told) {
  if (prize === 'voucher') return isGiven ? '人齐了，券在卡包里' : '人齐了，券马上到卡包'
  return sent ? '人齐了，等着寄出' : isGiven ? '人齐了，到店出示取货码' : '人齐了，取货码马上就有'
}

const usedText = ({ prize, sent }: Told) => (prize === 'voucher' ? '券已经用了' : sent ? '已经寄出' : '已经取走')

/** Where an order and its money are, as its owner reads it. */
export function orderWords(told: Told): string {
  switch (told.state) {
    case 'paying':
      return told.cancelling ? '正在取消，已经付了的会原路退回' : '还没付款，付了才算数'
    case 'closed':
      return told.refundedFen > 0
        ? `取消以后才付的 ${yuan(told.refundedFen)} 已原路退回`
        : '没有付款，已经取消，没有扣钱'
    case 'seated':
      return told.missing > 0 ? `已付款，还差 ${told.missing} 人` : '已付款，正在结算'
    case 'won':
      return wonText(told)
    case 'used':
      return usedText(told)
    case 'refunding':
      return refundText(told, '正在原路退回')
    case 'refunded':
      return refundText(told, told.byHand ? '门店已另行退给你' : '已原路退回')
  }
}

const GETS: Record<Prize, string> = {
  voucher: '每人得一张券，到店出示使用',
  goods: '每人一份，按下单时选的到店取或者寄送，寄送包邮',
}

const GIVES_BACK: Record<Prize, string> = {
  voucher: '成团后券没用之前可以退款；到期没用，自动全额退回',
  goods: '成团后没取走、没寄出之前可以退款；到期没来取，自动全额退回',
}

type Rules = Pick<ActivityBody, 'hours' | 'perMemberLimit' | 'newcomersOnly' | 'organiser' | 'contact'>

/** How a group-buy works, told before anybody pays: nothing in it is decided afterwards (P8, R33). */
export function ruleLines(prize: Prize, rules: Rules): string[] {
  const { hours, perMemberLimit, newcomersOnly, organiser, contact } = rules
  return [
    `付款后开团或参团，${hours} 小时内人齐就成团，${GETS[prize]}`,
    `到时间人没齐，付的钱全部原路退回，不用申请`,
    `最后一个位子有两人同时付款时，先付到的人入座；后到的按自己事先选的，开新团或者全额退款`,
    newcomersOnly ? '参团只限第一次来的朋友；老会员可以开团' : '谁都可以开团、参团，参团的都是真人付款',
    GIVES_BACK[prize],
    `没人跟团时团长可以退出；有人跟团后团长要等到结果`,
    `每人最多 ${perMemberLimit} 份`,
    ...(organiser === null ? [] : [`主办：${organiser}`]),
    ...(contact === null ? [] : [`有事联系：${contact}`]),
  ]
}
