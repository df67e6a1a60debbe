import type { Output } from '@huitou/shared/api'
import { pointsText } from '../../kit/number'
import { dayOf, dayText } from '../../kit/time'

type Balance = Pick<Output<'points.balance'>, 'pending' | 'pendingNext' | 'held' | 'debt'>

const pendingText = ({ pending, pendingNext }: Balance, today: number | null) => {
  const when =
    pendingNext && today !== null
      ? `，${dayText(dayOf(pendingNext.at), today)}到账 ${pointsText(pendingNext.points)}`
      : ''
  return `另有 ${pointsText(pending)} 积分在路上${when}`
}

/** What belongs to the member and cannot be spent now, a line each. */
export const besidesText = (balance: Balance, today: number | null): string[] => [
  ...(balance.pending > 0 ? [pendingText(balance, today)] : []),
  ...(balance.held > 0 ? [`${pointsText(balance.held)} 积分正在使用中，没用成会退回来`] : []),
  ...(balance.debt > 0 ? [`退货要扣回 ${pointsText(balance.debt)} 积分，之后得的积分先补上`] : []),
]
