import type { ItemKind } from '../mall/schema'
import type { ActivityTerms } from './rules'

export type ActivityFault =
  | 'no_prices'
  | 'price_zero'
  | 'leader_dearer'
  | 'bigger_dearer'
  | 'same_size'
  | 'dearer_than_single'
  | 'no_stock'
  | 'window'
  | 'over'
  | 'no_organiser'
  | 'no_contact'
  | 'not_exchange'
  | 'several_uses'
  | 'giftable'
  | 'counted'
  | 'claimable'
  | 'no_end'
  | 'not_given'
  | 'not_goods'
  | 'no_way'

const FAULT_WORDS: Record<ActivityFault, string> = {
  no_prices: '还没填几人团、多少钱',
  price_zero: '价格至少 0.01 元',
  leader_dearer: '团长价不能比团员贵',
  bigger_dearer: '人多的团不能比人少的团贵',
  same_size: '同一个人数只能填一次',
  dearer_than_single: '拼团价要比单买便宜',
  no_stock: '还没填一共多少份',
  window: '开始时间要早于结束时间',
  over: '结束时间已经过了',
  no_organiser: '还没填主办方，要让客人知道是谁办的',
  no_contact: '还没填联系方式，客人有事要找得到人',
  not_exchange: '要选一张兑换券，成团后凭它到店取',
  several_uses: '成团给的券只能用一次，次卡不行',
  giftable: '成团给的券不能转赠，退款时才退得清楚。先去券里改',
  counted: '成团给的券不要限总量，份数在拼团里填',
  claimable: '成团给的券不能让人直接领，渠道改成只由店里发',
  no_end: '成团给的券要有有效天数，客人晚成团才不会拿到过期的券',
  not_given: '这张券没在发放，成团后给不出。先去券里开放，或换一张',
  not_goods: '要选一件实物商品；券请在「券」里选',
  no_way: '这件商品还没选怎么给，先去商品里选到店取或者寄送',
}

export type VoucherTerms = {
  kind: string
  usesTotal: number
  giftable: boolean
  counted: boolean
  claimable: boolean
  /** Days that it holds from when it is given; null where only a fixed day ends it. */
  validDays: number | null
  /** Whether it can be given at all now. */
  given: boolean
}

type Draft = Pick<ActivityTerms, 'from' | 'until' | 'prices'> & {
  singlePriceFen: number
  stockTotal: number
  organiser: string | null
  contact: string | null
}

function priceFaults({ prices, singlePriceFen }: Draft): ActivityFault[] {
  const sorted = [...prices].sort((a, b) => a.size - b.size)
  const faults: ActivityFault[] = prices.length === 0 ? ['no_prices'] : []
  if (prices.some((one) => one.priceFen < 1 || one.leaderPriceFen < 1)) faults.push('price_zero')
  if (prices.some((one) => one.leaderPriceFen > one.priceFen)) faults.push('leader_dearer')
  if (prices.some((one) => one.priceFen >= singlePriceFen)) faults.push('dearer_than_single')
  if (sorted.some((one, index) => one.size === sorted[index - 1]?.size)) faults.push('same_size')
  if (sorted.some((one, index) => one.priceFen > (sorted[index - 1]?.priceFen ?? one.priceFen)))
    faults.push('bigger_dearer')
  return faults
}

function voucherFaults(voucher: VoucherTerms): ActivityFault[] {
  const faults: ActivityFault[] = []
  if (voucher.kind !== 'exchange') faults.push('not_exchange')
  if (voucher.usesTotal !== 1) faults.push('several_uses')
  if (voucher.giftable) faults.push('giftable')
  if (voucher.counted) faults.push('counted')
  if (voucher.claimable) faults.push('claimable')
  if (voucher.validDays === null) faults.push('no_end')
  if (!voucher.given) faults.push('not_given')
  return faults
}

/** Goods of the mall, as far as a group-buy asks. */
export type GoodsTerms = { kind: ItemKind; pickUpDays: number | null; shippingPoints: number | null }

/** Whether an item can be given to who bought it with others: real goods, picked up or sent. */
export const areGivable = (goods: GoodsTerms) => goodsFaults(goods).length === 0

function goodsFaults({ kind, pickUpDays, shippingPoints }: GoodsTerms): ActivityFault[] {
  if (kind !== 'goods') return ['not_goods']
  return pickUpDays === null && shippingPoints === null ? ['no_way'] : []
}

type PrizeTerms = { voucher: VoucherTerms } | { goods: GoodsTerms }

const prizeFaults = (prize: PrizeTerms) =>
  'voucher' in prize ? voucherFaults(prize.voucher) : goodsFaults(prize.goods)

/** What stands in the way of publishing; each has words for the operator. */
export function activityFaults(draft: Draft, prize: PrizeTerms, now: Date): ActivityFault[] {
  const { from, until } = draft
  const faults = [...priceFaults(draft), ...prizeFaults(prize)]
  if (draft.stockTotal < 1) faults.push('no_stock')
  if (from && until && from >= until) faults.push('window')
  if (until && until <= now) faults.push('over')
  if (draft.organiser === null) faults.push('no_organiser')
  if (draft.contact === null) faults.push('no_contact')
  return faults
}

export const activityFaultWords = (fault: ActivityFault) => FAULT_WORDS[fault]
