import type { Reason } from './evidence-rules'
import type { ProgrammeBody, ReferralState } from './schema'

const yuan = (fen: number) => String(fen / 100)

export type Named = { points: number; couponName: string | null }

/** What somebody gets: 「100 积分 + 一张 5 元券」. */
export function rewardWords({ points, couponName }: Named): string {
  const parts = [...(points > 0 ? [`${points} 积分`] : []), ...(couponName === null ? [] : [`一张「${couponName}」`])]
  return parts.join('、')
}

/** With a space before a number: 「得 100 积分」, 「得一张…」. */
export function getsWords(named: Named): string {
  const words = rewardWords(named)
  return /^\d/.test(words) ? `得 ${words}` : `得${words}`
}

/** What the friend has to do. */
export function actionWords({ qualifier, minimumFen }: Pick<ProgrammeBody, 'qualifier' | 'minimumFen'>): string {
  const bought = minimumFen <= 1 ? '到店消费一次' : `有一笔消费满 ${yuan(minimumFen)} 元`
  if (qualifier === 'purchase') return bought
  return qualifier === 'coupon' ? '到店用掉一张券' : `${bought}，或到店用掉一张券`
}

type Told = Pick<
  ProgrammeBody,
  'windowDays' | 'override' | 'protectedDays' | 'qualifier' | 'minimumFen' | 'withinDays' | 'dayCap' | 'monthCap'
>
export type ProgrammeWords = Told & { inviter: Named; invitee: Named; pointsValidDays: number }

/** The friend's own part of it. */
export const taskWords = (told: ProgrammeWords) =>
  `加入后 ${told.withinDays} 天内${actionWords(told)}，就${getsWords(told.invitee)}`

/** How inviting works, before anybody takes part: nothing in it is decided afterwards (R33). */
export const ruleLines = (told: ProgrammeWords): string[] => [
  `朋友第一次加入会员，${told.withinDays} 天内${actionWords(told)}，你${getsWords(told.inviter)}，朋友${getsWords(told.invitee)}`,
  '只看朋友自己来没来，发出去、点开都不算',
  `朋友点开你的邀请后 ${told.windowDays} 天内加入算你邀请的`,
  told.override === 'first_touch'
    ? '有几个人都邀请了，算最先邀请的那位'
    : `有几个人都邀请了，先算最先邀请的那位；${told.protectedDays} 天还没加入，算后来邀请的`,
  '以前是会员的不算，自己邀请自己不算，朋友再邀请的人只算朋友的',
  `每天最多奖励 ${told.dayCap} 位，每月最多 ${told.monthCap} 位，超出的朋友照样有礼`,
  `消费退了、核销撤了，两边的奖励会收回。积分 ${told.pointsValidDays} 天内有效`,
  '看着不寻常的邀请由店里的人看过再定，没通过可以申诉一次',
]

/** The same as the friend is told it, who gets the one and learns of the other. */
export const friendRuleLines = (told: ProgrammeWords): string[] => [
  `你第一次加入会员，${told.withinDays} 天内${actionWords(told)}，你${getsWords(told.invitee)}，邀请你的朋友${getsWords(told.inviter)}`,
  '只看你自己来没来，点开、转给别人都不算',
  `点开邀请后 ${told.windowDays} 天内加入才算，以前是会员的不算`,
  `消费退了、核销撤了，两边的奖励会收回。积分 ${told.pointsValidDays} 天内有效`,
  '看着不寻常的由店里的人看过再定',
]

const REASON_WORDS: Record<Reason, string> = {
  inviter_phone: '朋友留的手机号是你用过的',
  inviter_device: '朋友是在你用过的手机上加入的',
  inviter_paid: '朋友的单是你付的',
  known_phone: '朋友的手机号以前是会员',
  device_many: '好几位朋友用的是同一部手机',
  address_many: '同一个网络下加入的朋友比较多',
  burst: '几分钟里加入的朋友比较多',
  risky: '微信提示这次加入要多看一眼',
  known_before: '朋友以前在柜台登记过会员',
}

export const reasonWords = (reasons: readonly Reason[]) => reasons.map((one) => REASON_WORDS[one]).join('；')

export type Friend = {
  state: ReferralState
  reasons: readonly Reason[]
  /** What a person of the shop wrote with their decision. */
  decidedWhy: string | null
  /** The time to act is over. */
  late: boolean
  left: boolean
  /** Why the inviter got nothing although the friend came. */
  cut: string | null
  /** What the friend has still to do. */
  action: string
}

const CUT_WORDS: Record<string, string> = {
  day_cap: '当天的奖励名额满了',
  month_cap: '当月的奖励名额满了',
  left: '那时已退会',
}

function doneWords(cut: string | null): string {
  if (cut === null) return '已达成，奖励已到账'
  if (cut === 'frozen') return '已达成，账户核对中，暂没到账'
  return cut === 'sold_out' ? '已达成，券发完了，其余的已到账' : `已达成，${CUT_WORDS[cut] ?? cut}，这次没有奖励`
}

/** Where a friend's referral is, as the inviter reads it. Nobody is accused of anything. */
export function friendWords({ state, reasons, decidedWhy, late, left, cut, action }: Friend): string {
  switch (state) {
    case 'joined':
      if (left) return '朋友已退会'
      return late ? '时间到了，没有达成' : `已加入，等朋友${action}`
    case 'held':
      return `审核中：${reasonWords(reasons)}，店里看过就告诉你`
    case 'qualified':
      return doneWords(cut)
    case 'blocked':
      return `没通过：${decidedWhy ?? reasonWords(reasons)}`
    case 'reversed':
      return '朋友退了单，奖励已收回'
  }
}
