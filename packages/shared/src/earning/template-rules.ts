import type { RuleBody } from './rules'

export type ParamType = 'points' | 'fen' | 'count' | 'permille' | 'minute' | 'weekdays' | 'store' | 'category' | 'task'
export type ParamValue = string | number | number[]
export type Param = { key: string; zh: string; en: string; type: ParamType; value: ParamValue }
export type Params = { [key: string]: ParamValue }

/** A rule as most shops want it, from a few parameters. */
export type RuleTemplate = { id: string; zh: string; en: string; params: Param[]; make: (params: Params) => RuleBody }

const param = (key: string, [zh, en]: [string, string], type: ParamType, value: ParamValue): Param => ({
  ...{ key, zh, en, type, value },
})
const points = (value: number) => param('points', ['积分', 'Points'], 'points', value)
const factor = (value: number) => param('permille', ['倍数（千分之）', 'Factor in thousandths'], 'permille', value)
const timesPerDay = (value: number) => param('timesPerDay', ['每天最多次数', 'Times a day'], 'count', value)

const num = (params: Params, key: string) => Number(params[key])
const str = (params: Params, key: string) => String(params[key])
const days = (params: Params) => (Array.isArray(params['weekdays']) ? params['weekdays'] : [])

type Made = Omit<RuleBody, 'key'>
const template = (
  id: string,
  [zh, en]: [string, string],
  params: Param[],
  make: (params: Params) => Made,
): RuleTemplate => ({
  id,
  zh,
  en,
  params,
  make: (given) => ({ key: id, ...make({ ...defaultsOf(params), ...given }) }),
})

export const defaultsOf = (params: readonly Param[]): Params => {
  const all: Params = {}
  for (const { key, value } of params) all[key] = value
  return all
}

const fixed = (give: number) => ({ kind: 'fixed', unit: 'points', give }) as const
const multiply = (permille: number) => ({ kind: 'multiply', unit: 'points', permille }) as const

/** The templates that the console offers. A rule made from one is a rule like any other. */
export const TEMPLATES: readonly RuleTemplate[] = [
  template(
    'per-amount',
    ['消费得积分', 'Points per amount'],
    [
      param('everyFen', ['每消费（分）', 'For every (fen)'], 'fen', 100),
      points(1),
      param('growth', ['成长值', 'Growth'], 'points', 1),
    ],
    (p) => ({
      title: '消费得积分',
      on: 'purchase',
      effects: [
        { kind: 'perAmount', unit: 'points', everyFen: num(p, 'everyFen'), give: num(p, 'points') },
        { kind: 'perAmount', unit: 'growth', everyFen: num(p, 'everyFen'), give: num(p, 'growth') },
      ],
      round: 'drop',
      priority: 500,
    }),
  ),
  template('per-order', ['每笔消费得积分', 'Points per order'], [points(5), timesPerDay(3)], (p) => ({
    title: '每笔消费得积分',
    on: 'purchase',
    effects: [fixed(num(p, 'points'))],
    limits: { timesPerDay: num(p, 'timesPerDay') },
  })),
  template('tier-multiplier', ['等级加成', 'Tier multiplier'], [], () => ({
    title: '会员等级加成',
    on: 'purchase',
    effects: [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }],
    priority: 400,
  })),
  template(
    'double-day',
    ['翻倍日', 'Double day'],
    [param('weekdays', ['星期', 'Weekdays'], 'weekdays', [3]), factor(2000)],
    (p) => ({
      title: '积分翻倍日',
      on: 'purchase',
      when: { weekdays: days(p) },
      effects: [multiply(num(p, 'permille'))],
      priority: 300,
    }),
  ),
  template('member-day', ['会员日', 'Member day'], [factor(2000)], (p) => ({
    title: '会员日多倍积分',
    on: 'purchase',
    if: { fact: 'isMemberDay', op: 'eq', value: true },
    effects: [multiply(num(p, 'permille'))],
    priority: 300,
  })),
  template('birthday', ['生日礼', 'Birthday gift'], [points(88)], (p) => ({
    title: '生日快乐',
    on: 'birthday',
    effects: [fixed(num(p, 'points'))],
  })),
  template('birthday-month', ['生日月多倍', 'Birthday month'], [factor(2000)], (p) => ({
    title: '生日月多倍积分',
    on: 'purchase',
    if: { fact: 'isBirthdayMonth', op: 'eq', value: true },
    effects: [multiply(num(p, 'permille'))],
    priority: 300,
  })),
  template('first-purchase', ['首次消费', 'First purchase'], [points(50)], (p) => ({
    title: '首次消费奖励',
    on: 'purchase',
    if: { fact: 'isFirstPurchase', op: 'eq', value: true },
    effects: [fixed(num(p, 'points'))],
  })),
  template(
    'review',
    ['评价得积分', 'Review'],
    [points(10), param('length', ['至少字数', 'At least so many characters'], 'count', 15), timesPerDay(1)],
    (p) => ({
      title: '评价得积分',
      on: 'review',
      if: { fact: 'reviewLength', op: 'gte', value: num(p, 'length') },
      effects: [fixed(num(p, 'points'))],
      limits: { timesPerDay: num(p, 'timesPerDay') },
    }),
  ),
  template(
    'referral',
    ['好友到店', 'Referral'],
    [points(100), param('timesPerMonth', ['每月最多次数', 'Times a month'], 'count', 10)],
    (p) => ({
      title: '好友完成首次消费',
      on: 'referral',
      effects: [fixed(num(p, 'points'))],
      limits: { timesPerMonth: num(p, 'timesPerMonth') },
    }),
  ),
  template('task', ['完成任务', 'Task'], [param('task', ['任务', 'Task'], 'task', 'welcome'), points(20)], (p) => ({
    title: '完成任务',
    on: 'task',
    if: { fact: 'task', op: 'eq', value: str(p, 'task') },
    effects: [fixed(num(p, 'points'))],
    limits: { timesEver: 1 },
  })),
  template('profile', ['完善资料', 'Profile completed'], [points(20)], (p) => ({
    title: '完善资料',
    on: 'profile',
    effects: [fixed(num(p, 'points'))],
    limits: { timesEver: 1 },
  })),
  template('store', ['指定门店', 'Store'], [param('storeId', ['门店', 'Store'], 'store', '1'), factor(1500)], (p) => ({
    title: '指定门店多倍积分',
    on: 'purchase',
    if: { fact: 'storeId', op: 'eq', value: str(p, 'storeId') },
    effects: [multiply(num(p, 'permille'))],
    priority: 300,
  })),
  template(
    'category',
    ['指定商品', 'Goods'],
    [param('category', ['商品分类', 'Category'], 'category', '饮品'), factor(2000)],
    (p) => ({
      title: '指定商品多倍积分',
      on: 'purchase',
      effects: [{ ...multiply(num(p, 'permille')), of: { categories: [str(p, 'category')] } }],
      priority: 300,
    }),
  ),
  template(
    'time-slot',
    ['指定时段', 'Time slot'],
    [
      param('weekdays', ['星期', 'Weekdays'], 'weekdays', [1, 2, 3, 4, 5]),
      param('from', ['开始', 'From'], 'minute', 840),
      param('until', ['结束', 'Until'], 'minute', 1020),
      factor(2000),
    ],
    (p) => ({
      title: '下午时段多倍积分',
      on: 'purchase',
      when: { weekdays: days(p), minutes: [{ from: num(p, 'from'), until: num(p, 'until') }] },
      effects: [multiply(num(p, 'permille'))],
      priority: 300,
    }),
  ),
  template('visit', ['到店签到', 'In-store check-in'], [points(5), timesPerDay(1)], (p) => ({
    title: '到店签到',
    on: 'visit',
    effects: [fixed(num(p, 'points'))],
    limits: { timesPerDay: num(p, 'timesPerDay') },
  })),
]
