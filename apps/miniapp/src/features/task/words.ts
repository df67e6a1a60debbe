import type { TaskCard } from '@huitou/shared/task/contract'
import type { Day } from '@huitou/shared/kit/day'
import { pointsText, yuanText } from '../../kit/number'
import { dayText, endText } from '../../kit/time'
import type { ChipTone } from '../../ui/block/chip'
import type { IconName } from '../../ui/icon/names'

/** +20 积分 · 曲奇券一张 */
export const rewardText = ({ points, coupon }: Pick<TaskCard, 'points' | 'coupon'>) =>
  [...(points > 0 ? [`+${pointsText(points)} 积分`] : []), ...(coupon ? [`${coupon.face.name}一张`] : [])].join(' · ')

/** 1 / 3, or ¥45 / ¥200 where money is counted. */
export const countText = ({ goal, count, target }: Pick<TaskCard, 'goal' | 'count' | 'target'>) =>
  goal.kind === 'spend' ? `¥${yuanText(count)} / ¥${yuanText(target)}` : `${count} / ${target}`

/** A daily task of another day says of which. */
export const titleText = ({ name, day }: Pick<TaskCard, 'name' | 'day'>, today: Day | null) =>
  day === null || today === null || day === today ? name : `${name}（${dayText(day, today)}）`

const left = ({ left: rest, state }: TaskCard) =>
  rest !== null && rest > 0 && state !== 'claimed' ? [`奖励还剩 ${pointsText(rest)} 份`] : []

function endWords({ state, claimUntil, until }: TaskCard, today: Day | null): string[] {
  if (today === null) return []
  if (state === 'claimable') return claimUntil === null ? [] : [`${endText(claimUntil, today)}前领`]
  return state === 'doing' && until !== null ? [`${endText(until, today)}结束`] : []
}

/** What else there is to know, in the order in which it matters. */
export const noteLines = (card: TaskCard, today: Day | null): string[] => [
  ...(card.why === null ? [] : [card.why]),
  ...(card.state === 'doing' && card.when !== null ? [card.when] : []),
  ...(card.claim === 'automatic' && card.state === 'doing' ? ['做完自动到账'] : []),
  ...[...endWords(card, today), ...left(card)],
]

const CHIPS: Partial<Record<TaskCard['state'], { text: string; tone: ChipTone; icon?: IconName }>> = {
  claimed: { text: '已领取', tone: 'ok', icon: 'check' },
  locked: { text: '未解锁', tone: 'plain' },
  sold_out: { text: '奖励领完了', tone: 'plain' },
  paused: { text: '暂停中', tone: 'plain' },
  missed: { text: '过期没领', tone: 'plain' },
}

/** How a task stands, where there is nothing to press. */
export const stateChip = ({ state }: Pick<TaskCard, 'state'>) => CHIPS[state] ?? null

type Given = { points: number; cutBy: string | null; couponName: string | null }

/** What a tap brought: points that a limit cut say so. */
export function givenText({ points, cutBy, couponName }: Given): string {
  const coupon = couponName === null ? '' : `，${couponName}已放进卡包`
  if (cutBy !== null) return `到账 ${pointsText(points)} 积分，其余超过${cutBy}${coupon}`
  return points > 0 ? `+${pointsText(points)} 积分，到手${coupon}` : `${couponName ?? ''}已放进卡包`
}
