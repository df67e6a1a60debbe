import type { Goal, TaskBody, TaskDraft, TaskPeriod } from './schema'

export type TaskFault =
  | 'no_reward'
  | 'no_min'
  | 'no_several'
  | 'profile_daily'
  | 'first_daily'
  | 'window'
  | 'over'
  | 'hours'
  | 'after_daily'
  | 'after_gone'
  | 'after_circle'
  | 'automatic_tier'
  | 'unlawful'
  | 'coupon_not_given'
  | 'coupon_claimable'

const FAULT_WORDS: Record<TaskFault, string> = {
  no_reward: '还没填奖励：积分或优惠券，至少一样',
  no_min: '累计消费要填满多少钱',
  no_several: '这个目标只能做一次，次数填 1',
  profile_daily: '完善资料只有一次，周期选「新手任务」',
  first_daily: '首次消费只有一次，周期选「新手任务」',
  window: '开始时间要早于结束时间',
  over: '结束时间已经过了',
  hours: '每天的开始时间要早于结束时间',
  after_daily: '前一个任务不能是每日任务',
  after_gone: '前一个任务还没上架，或者已经结束',
  after_circle: '任务的先后绕成了一圈',
  automatic_tier: '限等级的任务要客人自己领，不能自动发',
  unlawful: '名称或说明里提到了分享、转发、关注或订阅。微信不许为这些给奖励，请改掉',
  coupon_not_given: '这张券没在发放，做完了给不出。先去券里开放，或换一张',
  coupon_claimable: '这张券谁都能直接领，不用做任务。渠道改成只由店里发',
}

export const taskFaultWords = (fault: TaskFault) => FAULT_WORDS[fault]

/** What the platform forbids to pay for, whatever the goal is (R29, R37). */
const UNLAWFUL = /分享|转发|朋友圈|关注|订阅/

const ONCE: readonly Goal['kind'][] = ['profile', 'first_purchase']

function goalFaults({ period, goal }: Pick<TaskBody, 'period' | 'goal'>): TaskFault[] {
  const faults: TaskFault[] = []
  if (goal.kind === 'spend' && (goal.minFen ?? 0) < 1) faults.push('no_min')
  if (ONCE.includes(goal.kind) && goal.count > 1) faults.push('no_several')
  if (period === 'daily' && goal.kind === 'profile') faults.push('profile_daily')
  if (period === 'daily' && goal.kind === 'first_purchase') faults.push('first_daily')
  // One check-in a day is all there is.
  if (period === 'daily' && goal.kind === 'checkin' && goal.count > 1) faults.push('no_several')
  return faults
}

export type Around = {
  /** The task before this one; null where none is named. */
  after: { period: TaskPeriod; isOn: boolean; inCircle: boolean } | null
  /** The coupon; null where none is named. */
  coupon: { given: boolean; claimable: boolean } | null
}

function timeFaults({ from, until, hours }: Pick<TaskBody, 'from' | 'until' | 'hours'>, now: Date): TaskFault[] {
  const faults: TaskFault[] = []
  if (from !== null && until !== null && new Date(from) >= new Date(until)) faults.push('window')
  if (until !== null && new Date(until) <= now) faults.push('over')
  if (hours !== null && hours.from >= hours.until) faults.push('hours')
  return faults
}

function aroundFaults({ after, coupon }: Around): TaskFault[] {
  const faults: TaskFault[] = []
  if (after?.period === 'daily') faults.push('after_daily')
  if (after?.inCircle) faults.push('after_circle')
  else if (after && !after.isOn) faults.push('after_gone')
  if (coupon && !coupon.given) faults.push('coupon_not_given')
  if (coupon?.claimable) faults.push('coupon_claimable')
  return faults
}

/** What stands in the way of publishing; each has words for the operator. */
export function taskFaults(body: TaskBody, around: Around, now: Date): TaskFault[] {
  const faults = [...goalFaults(body), ...timeFaults(body, now), ...aroundFaults(around)]
  if (body.points === 0 && body.templateId === null) faults.push('no_reward')
  if (body.claim === 'automatic' && body.minLevel !== null) faults.push('automatic_tier')
  if (UNLAWFUL.test(`${body.name} ${body.about ?? ''}`)) faults.push('unlawful')
  return faults
}

const FREE: readonly (keyof TaskDraft)[] = ['about', 'sort']

const isLater = (before: string | null, after: string | null) => after === null || (before !== null && after >= before)
const isMore = (before: number | null, after: number | null) => after === null || (before !== null && after >= before)
const isLower = (before: number | null, after: number | null) => after === null || (before !== null && after <= before)

const IN_FAVOUR: { [Name in keyof TaskBody]?: (before: TaskBody, after: TaskBody) => boolean } = {
  until: (before, after) => isLater(before.until, after.until),
  stockTotal: (before, after) => isMore(before.stockTotal, after.stockTotal),
  points: (before, after) => after.points >= before.points,
  minLevel: (before, after) => isLower(before.minLevel, after.minLevel),
}

/** Whether a published task may become that: words clearer, the end later, more rewards, more points, a lower tier (R33). */
export const isInFavour = (before: TaskBody, after: TaskBody) =>
  (Object.keys(after) as (keyof TaskBody)[]).every(
    (name) =>
      JSON.stringify(before[name]) === JSON.stringify(after[name]) ||
      FREE.includes(name) ||
      IN_FAVOUR[name]?.(before, after) === true,
  ) && !UNLAWFUL.test(after.about ?? '')
