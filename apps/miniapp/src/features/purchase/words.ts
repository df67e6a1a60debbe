import type { BillFigures } from '@huitou/shared/purchase/bill-contract'
import { pointsText, priceText } from '../../kit/number'

/** −¥5.00 */
export const offText = (offFen: number) => `−¥${priceText(offFen)}`

/** What the purchase will give. */
export const earnText = ({ earn }: Pick<BillFigures, 'earn'>): string => {
  if (earn.points === 0) return '本单没有积分'
  const why = earn.why.length > 0 ? `（${earn.why.join('、')}）` : ''
  return `本单得 ${pointsText(earn.points)} 积分${why}`
}
