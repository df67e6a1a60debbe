import { yuan } from '../purchase/word-rules'
import type { Goal, TaskPeriod } from './schema'

export const GROUP_TITLES: Record<TaskPeriod, string> = { daily: '每日任务', once: '新手任务', growth: '成长任务' }

const times = (once: string, many: (count: number) => string) => (count: number) => (count === 1 ? once : many(count))

const GOAL_WORDS: Record<Exclude<Goal['kind'], 'purchase' | 'spend'>, (count: number) => string> = {
  checkin: times('签到一次', (count) => `累计签到 ${count} 天`),
  profile: () => '填好昵称、生日和手机号',
  visit: times('到店扫一次码', (count) => `到店扫码 ${count} 次`),
  first_purchase: () => '第一次到店消费',
  invite: times('邀请一位好友到店消费', (count) => `邀请 ${count} 位好友到店消费`),
  groupbuy: times('拼成一次团', (count) => `拼成 ${count} 次团`),
  mall: times('在积分商城换一次', (count) => `在积分商城换 ${count} 次`),
  gathering: times('参加一场店里的活动', (count) => `参加 ${count} 场店里的活动`),
  review: times('写一次评价', (count) => `写 ${count} 次评价`),
  survey: times('答一份问卷', (count) => `答 ${count} 份问卷`),
  coupon: times('用掉一张券', (count) => `用掉 ${count} 张券`),
}

const sum = (fen: number) => yuan(fen).replace(/\.00$/, '')

/** What is to be done, in one line. */
export function goalWords({ kind, count, minFen }: Goal): string {
  if (kind === 'spend') return `累计消费满 ${sum(minFen ?? 0)}`
  if (kind !== 'purchase') return GOAL_WORDS[kind](count)
  const each = minFen ? `满 ${sum(minFen)}` : ''
  return count === 1 ? `消费一次${each && `，${each}`}` : `消费 ${count} 次${each && `，每次${each}`}`
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** When it counts, where not always. */
export function whenWords(weekdays: readonly number[], hours: { from: number; until: number } | null): string | null {
  // The week begins on Monday here.
  const days = [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((one) => WEEKDAYS[one] ?? '')
  const words = [
    ...(days.length > 0 && days.length < 7 ? [days.join('、')] : []),
    ...(hours ? [`${clock(hours.from)}–${clock(hours.until)}`] : []),
  ]
  return words.length === 0 ? null : `${words.join(' ')}才算`
}

/** Why a task cannot be gone about yet. */
export const lockedWords = {
  tier: (name: string) => `${name}及以上可领`,
  after: (name: string) => `先做完「${name}」`,
}
