import type { Topic } from '@huitou/shared/notify/topic-rules'

type DemoTemplate = { topic: Topic; templateId: string; title: string; fields: Record<string, string> }

/** What a shop would pick from WeChat's public templates; the demo's simulator and its shop know the same ones. */
export const demoTemplates: readonly DemoTemplate[] = [
  {
    ...{ topic: 'coupon.ending', templateId: 'demo-coupon-ending', title: '优惠券到期提醒' },
    fields: { thing1: 'name', time2: 'endsAt', thing3: 'note' },
  },
  {
    ...{ topic: 'mall.back', templateId: 'demo-back-in-stock', title: '到货提醒' },
    fields: { thing1: 'name', number2: 'points', thing3: 'note' },
  },
  {
    ...{ topic: 'mall.ready', templateId: 'demo-ready', title: '取货提醒' },
    fields: { thing1: 'name', thing2: 'store', time3: 'until', thing4: 'note' },
  },
  {
    ...{ topic: 'mall.shipped', templateId: 'demo-shipped', title: '发货提醒' },
    fields: { thing1: 'name', thing2: 'carrier', character_string3: 'trackingNo' },
  },
  {
    ...{ topic: 'checkin.reminder', templateId: 'demo-check-in', title: '签到提醒' },
    fields: { thing1: 'name', number2: 'days', thing3: 'note' },
  },
  {
    ...{ topic: 'groupbuy.joined', templateId: 'demo-team-joined', title: '参团提醒' },
    fields: { thing1: 'name', thing2: 'note' },
  },
  {
    ...{ topic: 'groupbuy.succeeded', templateId: 'demo-team-succeeded', title: '拼团成功通知' },
    fields: { thing1: 'name', thing2: 'note' },
  },
  {
    ...{ topic: 'groupbuy.failed', templateId: 'demo-team-failed', title: '拼团失败通知' },
    fields: { thing1: 'name', thing2: 'note' },
  },
  {
    ...{ topic: 'groupbuy.ending', templateId: 'demo-team-ending', title: '拼团即将截止提醒' },
    fields: { thing1: 'name', number2: 'missing', time3: 'endsAt', thing4: 'note' },
  },
  {
    ...{ topic: 'points.ending', templateId: 'demo-points-ending', title: '积分到期提醒' },
    fields: { number1: 'points', time2: 'endsAt', thing3: 'note' },
  },
  {
    ...{ topic: 'checkin.streak', templateId: 'demo-streak', title: '连续签到提醒' },
    fields: { number1: 'days', time2: 'endsAt', thing3: 'note' },
  },
  {
    ...{ topic: 'gathering.reminder', templateId: 'demo-gathering-soon', title: '活动开始提醒' },
    fields: { thing1: 'name', time2: 'startsAt', thing3: 'place', thing4: 'note' },
  },
  {
    ...{ topic: 'gathering.moved', templateId: 'demo-gathering-moved', title: '活动变更通知' },
    fields: { thing1: 'name', time2: 'startsAt', thing3: 'place', thing4: 'note' },
  },
  {
    ...{ topic: 'gathering.cancelled', templateId: 'demo-gathering-cancelled', title: '活动取消通知' },
    fields: { thing1: 'name', time2: 'startsAt', thing3: 'note' },
  },
  {
    ...{ topic: 'review.replied', templateId: 'demo-review-reply', title: '评价回复提醒' },
    fields: { thing1: 'store', thing2: 'note' },
  },
  {
    ...{ topic: 'referral.qualified', templateId: 'demo-friend-reward', title: '邀请奖励到账通知' },
    fields: { number1: 'points', thing2: 'note' },
  },
]
