import type { Act, ActTotals } from '@huitou/shared/counter/acts-contract'
import type { Day } from '@huitou/shared/kit/day'
import { priceText } from '../../kit/number'
import { clockText, dayOf, dayText } from '../../kit/time'
import type { IconName } from '../../ui/icon/names'

const ICONS: Record<Act['kind'], IconName> = {
  verification: 'ticket',
  purchase: 'receipt',
  refund: 'undo',
  pickup: 'bag',
  enrolment: 'user',
  slip: 'qr',
  admission: 'calendar',
}

export const actIcon = (kind: Act['kind']) => ICONS[kind]

/** What was done, as a clerk says it: 结账 ¥36.00, 取货 马克杯, 入场 品鉴会. */
export function actTitle({ kind, title, amountFen }: Pick<Act, 'kind' | 'title' | 'amountFen'>): string {
  const money = amountFen === null ? '' : ` ¥${priceText(amountFen)}`
  if (kind === 'purchase') return `结账${money}`
  if (kind === 'refund') return `退款${money}`
  if (kind === 'pickup') return `取货 ${title}`
  if (kind === 'admission') return `入场 ${title}`
  if (kind === 'slip') return `小票码${money}`
  return title
}

const whenText = (at: string, today: Day | null) =>
  today === null || dayOf(at) === today ? clockText(at) : `${dayText(dayOf(at), today)} ${clockText(at)}`

/** Who, when, by whom, and why it was undone. */
export const actNote = ({ memberName, at, staffName, undoReason, undoneBy }: Act, today: Day | null) =>
  [memberName, whenText(at, today), staffName, undoReason && `${undoneBy ?? ''}撤销：${undoReason}`]
    .filter(Boolean)
    .join(' · ')

export const undoWord = (kind: Act['kind']) => (kind === 'purchase' ? '退款' : '撤销')

/** A shift or a day in lines: what was done at all. */
export function totalsLines(totals: ActTotals): { name: string; value: string }[] {
  const lines: [string, number, string][] = [
    ['核销', totals.verified, `${totals.verified} 张`],
    ['结账', totals.purchases, `${totals.purchases} 单，¥${priceText(totals.paidFen)}`],
    ['退款', totals.refunds, `${totals.refunds} 笔，¥${priceText(totals.refundedFen)}`],
    ['取货', totals.pickedUp, `${totals.pickedUp} 单`],
    ['新会员', totals.enrolled, `${totals.enrolled} 位`],
    ['小票码', totals.slips, `${totals.slips} 张`],
    ['入场', totals.admitted, `${totals.admitted} 位`],
    ['撤销', totals.undone, `${totals.undone} 次`],
  ]
  return lines.filter(([, count]) => count > 0).map(([name, , value]) => ({ name, value }))
}
