import type { Day } from '@huitou/shared/kit/day'
import type { OrderCard } from '@huitou/shared/mall/order/contract'
import type { ItemKind, OrderState } from '@huitou/shared/mall/schema'
import { pointsText, yuanText } from '../kit/number'
import { dayOf, dayText, endText, momentText } from '../kit/time'
import type { ChipTone } from '../ui/block/chip'

type Look = { text: string; tone: ChipTone }

const TO_USE: Partial<Record<ItemKind, string>> = { service: '待使用', event: '待参加' }
const USED: Partial<Record<ItemKind, string>> = {
  goods: '已取走',
  service: '已使用',
  event: '已参加',
  coupon: '已到卡包',
  card: '已生效',
}

/** Where an order stands, in a word. */
export const stateLook = ({ state, kind, storeName }: Pick<OrderCard, 'state' | 'kind' | 'storeName'>): Look => {
  const looks: Record<OrderState, Look> = {
    waiting_pickup: { text: TO_USE[kind] ?? '待取货', tone: 'brand' },
    waiting_shipment: { text: '待寄出', tone: 'info' },
    shipped: { text: '寄送中', tone: 'info' },
    done: { text: kind === 'goods' && storeName === null ? '已收到' : (USED[kind] ?? '已完成'), tone: 'ok' },
    cancelled: { text: '已取消', tone: 'plain' },
    expired: { text: '过期没取', tone: 'plain' },
    waiting_payment: { text: '待付款', tone: 'warn' },
  }
  return looks[state]
}

/** The line under an order's name: what to do next, or what became of it. */
export const orderLine = (order: OrderCard, today: Day): string => {
  const { state, storeName, pickUpUntil, eventAt, carrier, trackingNo, at, cashFen, payBy, groupOrderId } = order
  if (state === 'waiting_pickup') {
    const when =
      eventAt === null ? (pickUpUntil === null ? '' : `${endText(pickUpUntil, today)}前`) : momentText(eventAt, today)
    return [storeName, when].filter(Boolean).join(' · ')
  }
  if (state === 'shipped') return [carrier, trackingNo].filter(Boolean).join(' ')
  if (state === 'waiting_shipment') return '店里收到了，寄出后有单号'
  if (state === 'waiting_payment') return payBy === null ? '等付款' : `${momentText(payBy, today)} 前付款有效`
  if (state === 'cancelled' || state === 'expired')
    return groupOrderId !== null ? '付的钱原路退回' : cashFen > 0 ? '积分已退回，付过的钱原路退回' : '积分已退回'
  return `${dayText(dayOf(at), today)}${groupOrderId === null ? '换的' : '拼的'}`
}

/** × 2, where there is more than one. */
export const timesText = (quantity: number) => (quantity > 1 ? ` × ${quantity}` : '')

/** What is asked before an order is cancelled. */
export const cancelQuestion = ({ points, cashFen, state }: Pick<OrderCard, 'points' | 'cashFen' | 'state'>) => {
  const paid = cashFen > 0 && state !== 'waiting_payment' ? `，付的 ${yuanText(cashFen)} 元原路退回` : ''
  return `取消后 ${pointsText(points)} 积分退回原来那几笔，到期日不变${paid}。这件会让给别人，想要得再换一次。`
}
