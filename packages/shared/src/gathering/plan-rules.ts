import { askingFaults, type AskingFault } from '../kit/asked-rules'
import type { GatheringBody } from './schema'

export type GatheringFault =
  | 'times'
  | 'over'
  | 'long'
  | 'sign_up_late'
  | 'no_place'
  | AskingFault
  | 'unlawful'
  | 'coupon_not_given'
  | 'coupon_claimable'

const FAULT_WORDS: Record<GatheringFault, string> = {
  times: '开始时间要早于结束时间',
  over: '结束时间已经过了',
  long: '一场最长 31 天。更长的分几场办',
  sign_up_late: '报名截止不能晚于开始',
  no_place: '在哪儿办还没填：选一家店，或写上地点',
  no_options: '选择题至少要两个选项',
  same_options: '有一道题的选项重复了',
  same_questions: '有两道题一样',
  unlawful: '标题、介绍或问题里提到了分享、转发、关注、订阅或进群。微信不许为这些给奖励，请改掉',
  coupon_not_given: '这张券没在发放，到场了给不出。先去券里开放，或换一张',
  coupon_claimable: '这张券谁都能直接领，不用来。渠道改成只由店里发',
}

export const gatheringFaultWords = (fault: GatheringFault) => FAULT_WORDS[fault]

/** What the platform forbids to pay for (R29, R37): of importance only where coming gives something. A 分享会 is a talk. */
const UNLAWFUL = /分享(?!会)|转发|朋友圈|关注|订阅|[进入加]群/
const LONGEST_MS = 31 * 86_400_000

function timeFaults({ startsAt, endsAt, signUpUntil }: GatheringBody, now: Date): GatheringFault[] {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  const faults: GatheringFault[] = []
  if (start >= end) faults.push('times')
  if (end <= now) faults.push('over')
  if (end.getTime() - start.getTime() > LONGEST_MS) faults.push('long')
  if (signUpUntil !== null && new Date(signUpUntil) > start) faults.push('sign_up_late')
  return faults
}

/** The coupon that coming gives; null where none is named. */
type Coupon = { given: boolean; claimable: boolean } | null

const giftFaults = (coupon: Coupon): GatheringFault[] => [
  ...(coupon && !coupon.given ? (['coupon_not_given'] as const) : []),
  ...(coupon?.claimable ? (['coupon_claimable'] as const) : []),
]

const isUnlawful = ({ title, about, questions, points, templateId }: GatheringBody) =>
  (points > 0 || templateId !== null) &&
  [title, about ?? '', ...questions.map(({ label }) => label)].some((words) => UNLAWFUL.test(words))

/** What stands in the way of publishing; each has words for the operator. */
export function gatheringFaults(body: GatheringBody, coupon: Coupon, now: Date): GatheringFault[] {
  return [
    ...timeFaults(body, now),
    ...(body.storeId === null && body.place === null ? (['no_place'] as const) : []),
    ...askingFaults(body.questions),
    ...(isUnlawful(body) ? (['unlawful'] as const) : []),
    ...giftFaults(coupon),
  ]
}

/** Told to who has signed up when they change. */
const MOVES: readonly (keyof GatheringBody)[] = ['storeId', 'place', 'startsAt', 'endsAt']
const FREE: readonly (keyof GatheringBody)[] = [...MOVES, 'about', 'pictureId', 'signUpUntil', 'walkIns']

const isSame = (before: GatheringBody, after: GatheringBody) => (name: keyof GatheringBody) =>
  JSON.stringify(before[name]) === JSON.stringify(after[name])

const IN_FAVOUR: { [Name in keyof GatheringBody]?: (before: GatheringBody, after: GatheringBody) => boolean } = {
  seats: (before, after) => after.seats === null || (before.seats !== null && after.seats >= before.seats),
  minLevel: (before, after) =>
    after.minLevel === null || (before.minLevel !== null && after.minLevel <= before.minLevel),
  points: (before, after) => after.points >= before.points,
  templateId: (before) => before.templateId === null,
}

/**
 * Whether a published gathering may become that: moved to another time or place, which everybody is told; more seats, a lower tier, a
 * bigger gift (R33). What it is called and asks for stays.
 */
export const mayBecome = (before: GatheringBody, after: GatheringBody) =>
  (Object.keys(after) as (keyof GatheringBody)[]).every(
    (name) => isSame(before, after)(name) || FREE.includes(name) || IN_FAVOUR[name]?.(before, after) === true,
  )

/** Whether it is at another time or place than before. */
export const isMoved = (before: GatheringBody, after: GatheringBody) => !MOVES.every(isSame(before, after))
