import { EARN_EVENTS, inScope, type EarnEvent, type Facts, type Operator, type Scope } from './rules'

export type FactType = 'amount' | 'count' | 'flag' | 'choice' | 'list' | 'date'
export type Choice = { value: string | number; zh: string; en: string }

/** One thing that a rule can ask about, with all that is needed to draw a form field for it. */
export type FactInfo = {
  id: string
  zh: string
  en: string
  type: FactType
  unit: 'fen' | 'days' | 'times' | 'pieces' | 'minutes' | 'stars' | 'characters' | null
  ops: readonly Operator[]
  /** A closed list; a name where the server fills it in; null where anything may stand. */
  values: readonly Choice[] | 'stores' | 'tiers' | 'categories' | null
  /** `of` narrows it to some lines of the basket. */
  scoped: boolean
  /** On which events it is known. */
  events: readonly EarnEvent[]
}

const NUMERIC: readonly Operator[] = ['eq', 'ne', 'gte', 'lte', 'between']
const CHOICE: readonly Operator[] = ['eq', 'ne', 'in', 'notIn']
const ORDERED: readonly Operator[] = [...CHOICE, 'gte', 'lte']
const LIST: readonly Operator[] = ['has', 'hasAny']
const FLAG: readonly Operator[] = ['eq']

const BUYING: readonly EarnEvent[] = ['purchase', 'referral']
const IN_STORE: readonly EarnEvent[] = ['purchase', 'visit', 'review', 'referral']

export const WEEKDAYS: readonly Choice[] = [
  { value: 1, zh: '周一', en: 'Monday' },
  { value: 2, zh: '周二', en: 'Tuesday' },
  { value: 3, zh: '周三', en: 'Wednesday' },
  { value: 4, zh: '周四', en: 'Thursday' },
  { value: 5, zh: '周五', en: 'Friday' },
  { value: 6, zh: '周六', en: 'Saturday' },
  { value: 0, zh: '周日', en: 'Sunday' },
]

export const CHANNELS: readonly Choice[] = [
  { value: 'store', zh: '门店', en: 'in store' },
  { value: 'miniapp', zh: '小程序', en: 'in the mini program' },
  { value: 'delivery', zh: '外卖', en: 'delivery' },
  { value: 'phone', zh: '电话订购', en: 'by phone' },
  { value: 'other', zh: '其他渠道', en: 'elsewhere' },
]

type Rest = Partial<Pick<FactInfo, 'unit' | 'values' | 'scoped' | 'events' | 'ops'>>

const OPS: Record<FactType, readonly Operator[]> = {
  amount: NUMERIC,
  count: NUMERIC,
  flag: FLAG,
  choice: CHOICE,
  list: LIST,
  date: ['eq', 'gte', 'lte', 'between'],
}

const fact = (id: string, [zh, en]: [string, string], type: FactType, rest: Rest = {}): FactInfo => ({
  id,
  zh,
  en,
  type,
  unit: null,
  ops: OPS[type],
  values: null,
  scoped: false,
  events: EARN_EVENTS,
  ...rest,
})

const amount = { unit: 'fen' } as const
const buying = { events: BUYING } as const
const basket = { ...buying, scoped: true } as const

/** Everything that a rule can ask about. Nothing else can be asked: there is no code in a rule. */
export const FACTS: readonly FactInfo[] = [
  fact('amountFen', ['消费金额', 'amount paid'], 'amount', { ...amount, ...buying }),
  fact('itemsAmountFen', ['指定商品金额', 'amount of certain goods'], 'amount', { ...amount, ...basket }),
  fact('itemsQuantity', ['指定商品件数', 'pieces of certain goods'], 'count', { unit: 'pieces', ...basket }),
  fact('quantity', ['购买件数', 'pieces bought'], 'count', { unit: 'pieces', ...buying }),
  fact('categories', ['商品分类', 'categories bought'], 'list', { ...buying, values: 'categories' }),
  fact('skus', ['商品编号', 'goods bought'], 'list', buying),
  fact('storeId', ['门店', 'store'], 'choice', { values: 'stores', events: IN_STORE }),
  fact('channel', ['渠道', 'channel'], 'choice', { ...buying, values: CHANNELS }),
  fact('tierLevel', ['会员等级', 'tier'], 'choice', { values: 'tiers', ops: ORDERED }),
  fact('tags', ['会员标签', 'tags of the member'], 'list'),
  fact('isBirthday', ['生日当天', 'on the birthday'], 'flag'),
  fact('isBirthdayMonth', ['生日当月', 'in the month of the birthday'], 'flag'),
  fact('isMemberDay', ['会员日', 'on member day'], 'flag'),
  fact('isFirstPurchase', ['首次消费', 'first purchase'], 'flag', buying),
  fact('weekday', ['星期', 'weekday'], 'choice', { values: WEEKDAYS }),
  fact('minuteOfDay', ['时间', 'time of day'], 'count', { unit: 'minutes' }),
  fact('day', ['日期', 'date'], 'date'),
  fact('daysSinceJoined', ['入会天数', 'days since joining'], 'count', { unit: 'days' }),
  fact('orders', ['累计消费次数', 'purchases so far'], 'count', { unit: 'times' }),
  fact('spentFen', ['累计消费金额', 'spent so far'], 'amount', amount),
  fact('daysSinceLastOrder', ['距上次消费天数', 'days since the last purchase'], 'count', { unit: 'days' }),
  fact('streakDays', ['连续签到天数', 'days checked in in a row'], 'count', { unit: 'days', events: ['checkin'] }),
  fact('reviewStars', ['评价星级', 'stars of the review'], 'count', { unit: 'stars', events: ['review'] }),
  fact('reviewLength', ['评价字数', 'length of the review'], 'count', { unit: 'characters', events: ['review'] }),
  fact('hasPicture', ['带图评价', 'review with a picture'], 'flag', { events: ['review'] }),
  fact('task', ['任务', 'task'], 'choice', { events: ['task'] }),
  fact('referrals', ['成功邀请人数', 'friends who came'], 'count', { unit: 'times', events: ['referral'] }),
]

export const factInfo = (id: string): FactInfo | undefined => FACTS.find((one) => one.id === id)

const distinct = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) === at)

/** What a fact is right now; null when it is not known. */
export function factValue(facts: Facts, id: string, of?: Scope): string | number | boolean | string[] | null {
  const items = (facts.items ?? []).filter((item) => inScope(of, item))
  switch (id) {
    case 'itemsAmountFen':
      return facts.items ? items.reduce((sum, item) => sum + item.paidFen, 0) : null
    case 'itemsQuantity':
      return facts.items ? items.reduce((sum, item) => sum + item.quantity, 0) : null
    case 'categories':
      return facts.items ? distinct(items.map((item) => item.category)) : null
    case 'skus':
      return facts.items ? distinct(items.map((item) => item.sku ?? '').filter((sku) => sku !== '')) : null
    default:
      return factInfo(id)
        ? ((facts[id as keyof Facts] as string | number | boolean | string[] | undefined) ?? null)
        : null
  }
}
