/** What members are told about. */
export const TOPICS = [
  'coupon.ending',
  'mall.back',
  'mall.ready',
  'mall.shipped',
  'checkin.reminder',
  'tier.warned',
  'groupbuy.joined',
  'groupbuy.succeeded',
  'groupbuy.failed',
  'member.nickname',
  'points.ending',
  'checkin.streak',
  'groupbuy.ending',
  'referral.joined',
  'referral.qualified',
  'referral.decided',
  'referral.milestone',
  'referral.reversed',
  'task.done',
  'purchase.first',
  'journey.message',
  'task.ending',
  'referral.ending',
  'distribution.standing',
  'distribution.due',
  'distribution.payout',
  'gathering.reminder',
  'gathering.moved',
  'gathering.cancelled',
  'review.replied',
] as const
export type Topic = (typeof TOPICS)[number]

/** What is known about each topic, for the fields of a template: the fact and what it is, for who fills in the mapping. */
export const TOPIC_FACTS: Readonly<Record<Topic, Readonly<Record<string, string>>>> = {
  'coupon.ending': { name: '券名', endsAt: '到期时间', note: '温馨提示' },
  'mall.back': { name: '商品名', points: '所需积分', note: '温馨提示' },
  'mall.ready': { name: '商品名', store: '取货门店', until: '最晚取货', orderNo: '兑换单号', note: '温馨提示' },
  'mall.shipped': {
    name: '商品名',
    carrier: '快递公司',
    trackingNo: '快递单号',
    orderNo: '兑换单号',
    note: '温馨提示',
  },
  'checkin.reminder': { name: '活动名', days: '已连续天数', note: '温馨提示' },
  'tier.warned': { tier: '现在的等级', note: '温馨提示' },
  'groupbuy.joined': { name: '商品名', teamNo: '团号', note: '温馨提示' },
  'groupbuy.succeeded': { name: '商品名', teamNo: '团号', note: '温馨提示' },
  'groupbuy.failed': { name: '商品名', teamNo: '团号', note: '温馨提示' },
  'member.nickname': { note: '温馨提示' },
  'points.ending': { points: '到期积分', endsAt: '到期时间', note: '温馨提示' },
  'checkin.streak': { days: '已连续天数', endsAt: '最晚签到', note: '温馨提示' },
  'groupbuy.ending': { name: '商品名', missing: '还差人数', endsAt: '截止时间', teamNo: '团号', note: '温馨提示' },
  'referral.joined': { note: '温馨提示' },
  'referral.qualified': { points: '得到积分', note: '温馨提示' },
  'referral.decided': { outcome: '核对结果', note: '温馨提示' },
  'referral.milestone': { friends: '朋友人数', points: '得到积分', note: '温馨提示' },
  'referral.reversed': { points: '收回积分', note: '温馨提示' },
  'task.done': { name: '任务名', note: '温馨提示' },
  // Nothing of it fits a template: it is shown in the app only.
  'purchase.first': {},
  'journey.message': { title: '标题', note: '内容' },
  'task.ending': { name: '任务名', endsAt: '最晚领取', note: '温馨提示' },
  'referral.ending': { endsAt: '最晚到店', note: '温馨提示' },
  'distribution.standing': { outcome: '申请结果', note: '温馨提示' },
  'distribution.due': { amount: '可提金额', note: '温馨提示' },
  'distribution.payout': { amount: '金额', outcome: '结果', note: '温馨提示' },
  'gathering.reminder': { name: '活动名', startsAt: '开始时间', place: '地点', note: '温馨提示' },
  'gathering.moved': { name: '活动名', startsAt: '开始时间', place: '地点', note: '温馨提示' },
  'gathering.cancelled': { name: '活动名', startsAt: '原定时间', note: '温馨提示' },
  'review.replied': { store: '门店', note: '温馨提示' },
}

/** Beside which action of the member's own it may be asked for, and for what. WeChat shows at most three in one pop-up well. */
export const MOMENTS = {
  'mall.watch': ['mall.back'],
  'mall.order': ['mall.ready', 'mall.shipped'],
  'coupon.wallet': ['coupon.ending'],
  'checkin.tomorrow': ['checkin.reminder', 'checkin.streak'],
  'groupbuy.team': ['groupbuy.joined', 'groupbuy.succeeded', 'groupbuy.failed'],
  'distribution.payout': ['distribution.payout', 'distribution.due'],
  'gathering.ticket': ['gathering.reminder', 'gathering.moved', 'gathering.cancelled'],
  'review.write': ['review.replied'],
} as const satisfies Record<string, readonly Topic[]>

export type Moment = keyof typeof MOMENTS
export const MOMENT_NAMES = Object.keys(MOMENTS) as Moment[]

/** Facts that a mapping names and the topic does not have. */
export const unknownFacts = (topic: Topic, fields: Readonly<Record<string, string>>): string[] =>
  Object.values(fields).filter((fact) => !Object.keys(TOPIC_FACTS[topic]).includes(fact))
