import type { ActivityCard, GroupGoods, ShownTeam, TeamCard } from '@huitou/shared/groupbuy/contract'
import { yuanText } from '../../kit/number'

/** The lowest price, and in which team: what a list shows. */
export const bestPrice = ({ prices }: Pick<ActivityCard, 'prices'>) =>
  prices.reduce((best, one) => (one.priceFen < best.priceFen ? one : best))

/** 2–4 人团 */
export const sizesText = ({ prices }: Pick<ActivityCard, 'prices'>) => {
  const sizes = prices.map(({ size }) => size)
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
  return low === high ? `${low} 人团` : `${low}–${high} 人团`
}

/** What was really sold and is really left; nothing when nobody has bought yet. */
export const soldText = ({ sold, left }: Pick<ActivityCard, 'sold' | 'left'>) => {
  const said = [sold > 0 ? `已成团 ${sold} 份` : '', left === 0 ? '抢完了' : left <= 20 ? `还剩 ${left} 份` : '']
  return said.filter((piece) => piece !== '').join(' · ')
}

/** How much cheaper than alone. */
export const savedText = ({ singlePriceFen }: Pick<ActivityCard, 'singlePriceFen'>, priceFen: number) =>
  `比单买省 ${yuanText(singlePriceFen - priceFen)} 元`

/** How goods get to people. */
export const goodsWayText = ({ stores, sent }: Pick<GroupGoods, 'stores' | 'sent'>) =>
  [stores === null ? '' : '到店取', sent ? '寄送，包邮' : ''].filter((way) => way !== '').join('，或者')

/** Where it is had, in a few words. */
export const whereText = ({ face, goods }: Pick<ShownTeam, 'face' | 'goods'>) =>
  goods === null ? face.scope : goodsWayText(goods)

/** What a team's head says. */
export const teamTitle = ({ state, missing }: Pick<TeamCard, 'state' | 'missing'>, over: boolean): string => {
  if (state === 'succeeded') return '人齐了，成团'
  if (state === 'failed') return '没凑齐，钱原路退回'
  if (state === 'opening') return '付款后开团'
  return over ? '时间到了，正在结算' : `还差 ${missing} 人成团`
}

/** Says that others are paying at this moment, so that nobody is surprised to come second. */
export const payingText = ({ paying, missing }: Pick<TeamCard, 'paying' | 'missing'>) =>
  paying > 0 && missing > 0 ? `有 ${paying} 人正在付款，先付到的入座` : null
