/** Why a card cannot be bought now, on its button; null when it can. */
export const saleState = ({ left, mayBuy }: { left: number | null; mayBuy: number | null }) => {
  if (left === 0) return '换完了'
  return mayBuy === 0 ? '已到换卡上限' : null
}
