import type { Topic } from './topic-rules'

type Words = { group: string; label: string }

const GROUPS = {
  benefits: '积分和券',
  orders: '订单',
  teams: '拼团',
  checkin: '签到',
  friends: '邀请和任务',
  gatherings: '活动',
  selling: '分销',
  account: '账户',
} as const

const named = (group: keyof typeof GROUPS, label: string): Words => ({ group: GROUPS[group], label })

/** What a topic is called in the member's own settings. */
export const TOPIC_WORDS: Readonly<Record<Topic, Words>> = {
  'coupon.ending': named('benefits', '券快到期'),
  'points.ending': named('benefits', '积分快到期'),
  'tier.warned': named('benefits', '等级快要变了'),
  'mall.back': named('orders', '等的东西到货'),
  'mall.ready': named('orders', '换的东西可以取了'),
  'mall.shipped': named('orders', '换的东西寄出了'),
  'groupbuy.joined': named('teams', '有人参团'),
  'groupbuy.ending': named('teams', '拼团快截止，还差人'),
  'groupbuy.succeeded': named('teams', '拼团成了'),
  'groupbuy.failed': named('teams', '没拼成，钱退回'),
  'checkin.reminder': named('checkin', '提醒我签到'),
  'checkin.streak': named('checkin', '连签快断了'),
  'referral.joined': named('friends', '邀请的朋友来了'),
  'referral.qualified': named('friends', '邀请奖励到账'),
  'referral.milestone': named('friends', '邀请满人数的奖励'),
  'referral.decided': named('friends', '邀请的核对结果'),
  'referral.reversed': named('friends', '邀请奖励收回'),
  'referral.ending': named('friends', '朋友送的礼快到期'),
  'task.done': named('friends', '任务做完，可以领了'),
  'task.ending': named('friends', '任务奖励快到期'),
  'gathering.reminder': named('gatherings', '活动快开始了'),
  'gathering.moved': named('gatherings', '活动改期或换地方'),
  'gathering.cancelled': named('gatherings', '活动取消'),
  'distribution.standing': named('selling', '分销员的申请和状态'),
  'distribution.due': named('selling', '佣金可以提了'),
  'distribution.payout': named('selling', '提现的结果、店里的调整'),
  'member.nickname': named('account', '昵称没有通过'),
  'review.replied': named('account', '店里回复了评价'),
  'journey.message': named('account', '店里的关怀消息'),
  'purchase.first': named('account', '第一次消费后的小提示'),
}

/** Of these nothing comes to who is no distributor and never applied: their settings do not show them. */
export const isSelling = (topic: Topic) => TOPIC_WORDS[topic].group === GROUPS.selling

/** Tidy order for settings: what belongs together stands together. */
export const TOPICS_IN_ORDER = Object.keys(TOPIC_WORDS) as Topic[]
