import type { Day } from '@huitou/shared/kit/day'
import type { MallItem } from '@huitou/shared/mall/contract'
import type { ItemFlag, ShelfCard } from '@huitou/shared/mall/schema'
import { pointsText } from '../../kit/number'
import { endText, momentText } from '../../kit/time'

type Flagged = Pick<ShelfCard, 'backInStock' | 'saleEndsAt' | 'flags'>

const FLAGS: Record<ItemFlag, string> = { hot: '畅销', fresh: '新品' }

/** The one word on the picture: what was waited for goes first, and what ends soon before what is new or liked. */
export const flagOf = ({ backInStock, saleEndsAt, flags: [first] }: Flagged) => {
  if (backInStock) return '到货了'
  if (saleEndsAt !== null) return '限时'
  return first === undefined ? null : FLAGS[first]
}

/** The one limit that binds: what this member may still take, or what is left for all. Null without either. */
export const limitText = ({ left, allowance }: Pick<MallItem, 'left' | 'allowance'>) => {
  if (allowance !== null && (left === null || allowance < left)) return `还能换 ${pointsText(allowance)} 份`
  return left === null ? null : `剩 ${pointsText(left)} 份`
}

export const itemNote = (item: Pick<MallItem, 'state' | 'left' | 'allowance'>) => {
  if (item.state === 'sold_out') return '换完了'
  return item.state === 'limit_reached' ? '换到上限了' : (limitText(item) ?? '不限量')
}

const FEW = 50

const whenOpen = (card: ShelfCard, today: Day) => {
  const { eventAt, left, saleEndsAt, kind } = card
  const limit = limitText(card) ?? '不限量'
  if (eventAt !== null) return momentText(eventAt, today)
  if (left !== null && left <= FEW) return limit
  if (saleEndsAt !== null) return `限时到${endText(saleEndsAt, today)}`
  if (kind === 'service') return '到店用'
  return kind === 'card' ? '当场生效' : limit
}

/** Under the price: how many are left, or why it cannot be had now. */
export const shelfNote = (card: ShelfCard, today: Day): string => {
  switch (card.state) {
    case 'open':
      return whenOpen(card, today)
    case 'sold_out':
      return card.watching ? '到货会告诉你' : '换完了'
    case 'today_out':
      return '今天换完了'
    case 'limit_reached':
      return '换到上限了'
    case 'today_reached':
      return '今天换过了'
    case 'not_started':
      return card.opensAt === null ? '还没开始' : `${momentText(card.opensAt, today)} 开始`
    case 'tier_locked':
      return `${card.tierName ?? '更高等级'}可换`
    case 'over':
      return '已经结束'
  }
}
