import type { Day } from '../kit/day'
import type { Benefits } from './benefit-rules'
import { tierAt, type Programme } from './programme-rules'
import type { Change } from './standing-rules'
import type { GrowthWindow } from './window-rules'

const dayWords = (day: Day) => `${Math.floor(day / 100) % 100}月${day % 100}日`

/** 1200 as "1.2". */
const timesWords = (permille: number) => String(permille / 1000)

/**
 * What a tier or card gives, in words for members. Only what the product does by itself today, and what people of the shop do: a benefit
 * that nothing honours yet is not promised.
 */
export const benefitWords = ({ pointsPermille, texts }: Benefits): string[] => [
  ...(pointsPermille > 1000 ? [`积分 ${timesWords(pointsPermille)} 倍`] : []),
  ...texts,
]

/** What rising brings, in words; names are those of coupons and cards that can still be given. */
export function packWords(points: number, names: readonly string[]): string[] {
  const parts = [...(points > 0 ? [`${points} 积分`] : []), ...names]
  return parts.length > 0 ? [`升级礼：${parts.join('、')}`] : []
}

/** Over which time growth counts. */
export const windowWords = (window: GrowthWindow): string => {
  switch (window.kind) {
    case 'rolling':
      return `近 ${window.months} 个月`
    case 'calendar':
      return '今年'
    case 'anniversary':
      return '入会满一年为一期'
    case 'lifetime':
      return '累计'
  }
}

/** Why a tier changed, in words for the member. */
export function changeWords(change: Change, programme: Programme, note = ''): string {
  const { unitName } = programme
  const name = (level: number) => tierAt(programme, level).name
  const { from, to, growth, needed } = change
  const missing = Math.max(0, (needed ?? 0) - growth)
  switch (change.kind) {
    case 'raised':
      return `${unitName}到了 ${growth}，升到${name(to)}`
    case 'lowered':
      return `核查时${unitName} ${growth}，不够保级的 ${needed ?? 0}，现在是${name(to)}`
    case 'grace':
      return `核查时${unitName} ${growth}，还差 ${missing}，先保留${name(to)}`
    case 'kept':
      return `宽限期内${unitName}到了 ${growth}，保住了${name(to)}`
    case 'warned':
      return `再攒 ${missing} ${unitName}就能保住${name(to)}`
    case 'hand':
      return `店里调整为${name(to)}：${note}`
    case 'hand_ended':
      return `店里的调整结束，按${unitName}现在是${name(to)}`
    case 'refunded':
      return `退款收回了${unitName}，从${name(from)}回到${name(to)}`
  }
}

/** One sentence for a member who is about to lose a tier. */
export const warningWords = (unitName: string, name: string, missing: number, reviewDay: Day) =>
  `${dayWords(reviewDay)}核查，再攒 ${missing} ${unitName}就能保住${name}`

/** One sentence for a member in a grace. `lastDay` is the last one that counts. */
export const graceWords = (unitName: string, name: string, missing: number, lastDay: Day) =>
  missing === 0
    ? `${unitName}已经够了，${name}保住了`
    : `${dayWords(lastDay)}前再攒 ${missing} ${unitName}，还能保住${name}`
