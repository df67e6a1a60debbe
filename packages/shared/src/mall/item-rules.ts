import type { ItemTerms } from './console/item-schema'

/** How far the implied rate may lie from the shop's before it is told: from half of it to double. */
const BAND = 2
const FEN_A_YUAN = 100
const MILLI = 1000

export type Rate = {
  pointsPerYuan: number
  shopPointsPerYuan: number
  from: number
  until: number
  strays: boolean
}

/**
 * What a price says a yuan is, beside what the shop's points say (S-106, S-107): null without a worth, or where the cash part covers it.
 * `pointMilliFen` is what a point is worth, in thousandths of a fen.
 */
export function rateOf(
  { points, priceFen, worthFen }: Pick<ItemTerms, 'points' | 'priceFen' | 'worthFen'>,
  pointMilliFen: number,
): Rate | null {
  const coveredFen = (worthFen ?? 0) - priceFen
  if (coveredFen <= 0 || pointMilliFen <= 0) return null
  const pointsPerYuan = Math.round((points * FEN_A_YUAN) / coveredFen)
  const shopPointsPerYuan = Math.round((FEN_A_YUAN * MILLI) / pointMilliFen)
  const from = Math.ceil(shopPointsPerYuan / BAND)
  const until = shopPointsPerYuan * BAND
  const strays = pointsPerYuan < from || pointsPerYuan > until
  return { pointsPerYuan, shopPointsPerYuan, from, until, strays }
}

/** The rate for an operator: what it is, and what that means for members. */
export function rateWords({ pointsPerYuan, shopPointsPerYuan, until, strays }: Rate): string {
  const says = `这件按 ${pointsPerYuan} 积分抵 1 元，店里是 ${shopPointsPerYuan} 积分抵 1 元`
  if (!strays) return says
  return pointsPerYuan > until ? `${says}。定得偏贵，会员会觉得积分不值钱` : `${says}。定得偏便宜，每换一件店里多贴钱`
}

/** Nobody plans a tasting further ahead. */
const EVENT_AHEAD_MS = 5 * 365 * 86_400_000

type Terms = Omit<ItemTerms, 'saleFrom' | 'saleUntil' | 'offer' | 'eventAt'> & {
  saleFrom: Date | null
  saleUntil: Date | null
  offer: { points: number; from: Date; until: Date } | null
  eventAt: Date | null
}

export type Fault =
  | 'cash_coupon'
  | 'cash_card'
  | 'no_template'
  | 'no_card'
  | 'no_event_time'
  | 'event_over'
  | 'event_too_far'
  | 'event_for_others'
  | 'no_way'
  | 'way_at_once'
  | 'not_sent'
  | 'window'
  | 'over'
  | 'offer_window'
  | 'offer_price'

const WORDS: Record<Fault, string> = {
  cash_coupon: '券只能用积分换，不能收钱，现金部分要改成 0',
  cash_card: '小程序要有能卖权益卡的类目才能收钱。确认过再打勾，或者现金部分改成 0',
  no_template: '还没选送哪张券',
  no_card: '还没选是哪张权益卡',
  no_event_time: '还没填活动时间',
  event_over: '活动时间已经过了',
  event_too_far: '活动时间太远了，最多写到五年以内',
  event_for_others: '只有活动名额要填活动时间',
  no_way: '还没选怎么给：到店取或者寄送',
  way_at_once: '券和权益卡当场到账，不用选到店取或寄送',
  not_sent: '服务和活动名额只能到店用，不能寄送',
  window: '开始时间要早于结束时间',
  over: '结束时间已经过了',
  offer_window: '限时价的开始时间要早于结束时间',
  offer_price: '限时价要比原价低',
}

export const faultWords = (fault: Fault) => WORDS[fault]

/** An item whose use is a thing in the wallet: there is nothing to hand over. */
export const isAtOnce = (kind: ItemTerms['kind']) => kind === 'coupon' || kind === 'card'

function wayFaults({ kind, pickUp, delivery }: Terms): Fault[] {
  if (isAtOnce(kind)) return pickUp || delivery ? ['way_at_once'] : []
  if (!pickUp && !delivery) return ['no_way']
  return delivery && kind !== 'goods' ? ['not_sent'] : []
}

function whatFaults({ kind, templateId, cardId, eventAt }: Terms, now: Date): Fault[] {
  if (kind !== 'event' && eventAt !== null) return ['event_for_others']
  if (kind === 'coupon') return templateId === null ? ['no_template'] : []
  if (kind === 'card') return cardId === null ? ['no_card'] : []
  if (kind !== 'event') return []
  if (eventAt === null) return ['no_event_time']
  if (eventAt.getTime() > now.getTime() + EVENT_AHEAD_MS) return ['event_too_far']
  return eventAt <= now ? ['event_over'] : []
}

function timeFaults({ saleFrom, saleUntil, offer, points }: Terms, now: Date): Fault[] {
  const faults: Fault[] = []
  if (saleFrom && saleUntil && saleFrom >= saleUntil) faults.push('window')
  else if (saleUntil && saleUntil <= now) faults.push('over')
  if (offer && offer.from >= offer.until) faults.push('offer_window')
  if (offer && offer.points >= points) faults.push('offer_price')
  return faults
}

/** Virtual goods cannot be paid through JSAPI (R35); a benefit card only where WeChat granted the category, which the operator vouches for. */
function cashFaults({ kind, priceFen, categoryConfirmed }: Terms): Fault[] {
  if (priceFen === 0) return []
  if (kind === 'coupon') return ['cash_coupon']
  return kind === 'card' && !categoryConfirmed ? ['cash_card'] : []
}

/** Everything that stands in the way of putting an item on sale at `now`. */
export const faultsOf = (terms: Terms, now: Date): Fault[] => [
  ...cashFaults(terms),
  ...whatFaults(terms, now),
  ...wayFaults(terms),
  ...timeFaults(terms, now),
]
