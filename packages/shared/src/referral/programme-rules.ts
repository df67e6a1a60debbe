import type { ProgrammeBody, Reward } from './schema'

export type ProgrammeFault =
  | 'nothing_for_friend'
  | 'nothing_for_inviter'
  | 'protected_beyond'
  | 'month_below_day'
  | 'device_order'
  | 'address_order'
  | 'milestone_twice'
  | 'milestone_empty'
  | 'coupon_not_given'
  | 'coupon_without_end'

const WORDS: Record<ProgrammeFault, string> = {
  nothing_for_friend: '还没填朋友得什么',
  nothing_for_inviter: '还没填邀请人得什么',
  protected_beyond: '保护天数要比有效天数短',
  month_below_day: '每月上限不能比每天上限少',
  device_order: '同一手机：不给的人数不能比人工看的人数少',
  address_order: '同一网络：不给的人数不能比人工看的人数少',
  milestone_twice: '同样人数的阶段奖只能填一次',
  milestone_empty: '有一档阶段奖没填给什么',
  coupon_not_given: '有张券没在发放，到时候给不出。先去券里开放，或换一张',
  coupon_without_end: '奖励的券要有有效天数，朋友来得晚才不会拿到过期的券',
}

export const programmeFaultWords = (fault: ProgrammeFault) => WORDS[fault]

/** Of a coupon that is to be given: whether it can be now, and whether it lasts from when it is given. */
export type CouponTerms = { id: string; given: boolean; validDays: number | null }

const isEmpty = ({ points, templateId }: Reward) => points === 0 && templateId === null

export const templateIdsOf = ({ inviter, invitee, milestones }: ProgrammeBody) => [
  ...new Set([inviter, invitee, ...milestones].flatMap(({ templateId }) => templateId ?? [])),
]

/** What stands in the way of publishing. */
export function programmeFaults(body: ProgrammeBody, coupons: readonly CouponTerms[]): ProgrammeFault[] {
  const { override, protectedDays, windowDays, dayCap, monthCap, milestones, review } = body
  const faults: [ProgrammeFault, boolean][] = [
    ['nothing_for_friend', isEmpty(body.invitee)],
    ['nothing_for_inviter', isEmpty(body.inviter)],
    ['protected_beyond', override === 'protected_days' && protectedDays >= windowDays],
    ['month_below_day', monthCap < dayCap],
    ['device_order', review.deviceBlock < review.deviceHold],
    ['address_order', review.addressBlock < review.addressHold],
    ['milestone_twice', new Set(milestones.map(({ friends }) => friends)).size < milestones.length],
    ['milestone_empty', milestones.some(isEmpty)],
    ['coupon_not_given', templateIdsOf(body).some((id) => !coupons.some((one) => one.id === id && one.given))],
    ['coupon_without_end', coupons.some(({ validDays }) => validDays === null)],
  ]
  return faults.flatMap(([fault, is]) => (is ? [fault] : []))
}
