import { canonical } from '../canonical-rules'
import { conditionsOf } from '../condition-rules'
import type { ExpiryPolicy } from '../../points/expiry-rules'
import type { EarnEvent, EarnUnit, Effect, Limits, RuleBody, Scope, When } from '../rules'
import { treeWords } from './condition-rules'
import {
  amountWords,
  joined,
  money,
  monthDaysOf,
  scopeOf,
  spanOf,
  timesOf,
  unitOf,
  weekdaysOf,
  words,
  type Names,
  type Words,
} from './word-rules'

/** What happened, by its name. */
export const EVENT_WORDS: Record<EarnEvent, Words> = {
  purchase: words('消费', 'purchase'),
  joined: words('入会', 'joining'),
  profile: words('完善资料', 'profile completed'),
  birthday: words('生日', 'birthday'),
  review: words('评价', 'review'),
  referral: words('好友完成首次消费', 'a friend’s first purchase'),
  task: words('完成任务', 'task completed'),
  checkin: words('签到', 'check-in'),
  visit: words('到店签到', 'check-in at a store'),
}

/** What the member did, before "得". */
const DEEDS: Record<EarnEvent, Words> = {
  purchase: words('每次消费', 'each purchase'),
  joined: words('入会', 'joining'),
  profile: words('完善资料', 'completing your profile'),
  birthday: words('生日', 'your birthday'),
  review: words('消费后评价', 'a review after a purchase'),
  referral: words('邀请的好友完成首次消费', 'a friend’s first purchase'),
  task: words('完成任务', 'completing a task'),
  checkin: words('签到', 'checking in'),
  visit: words('到店签到', 'checking in at a store'),
}

function whenWords(when: When | undefined, names: Names): Words {
  if (!when) return words('', '')
  const { from, until, weekdays, monthDays, minutes } = when
  const [start, end] = [from, until].map((at) => (at === undefined ? null : names.moment(at)))
  const spans = (minutes ?? []).map(spanOf)
  return joined(
    [
      start && end ? words(`${start.zh} 至 ${end.zh}`, `${start.en} to ${end.en}`) : null,
      start && !end ? words(`${start.zh} 起`, `from ${start.en}`) : null,
      !start && end ? words(`${end.zh} 前`, `until ${end.en}`) : null,
      monthDays ? monthDaysOf(monthDays) : null,
      weekdays ? weekdaysOf(weekdays) : null,
      spans.length > 0 ? words(spans.join('、'), spans.join(', ')) : null,
    ],
    ' ',
    ' ',
  )
}

/** Whether the conditions already say what the member did. */
const saysDeed = (rule: RuleBody) =>
  rule.on === 'purchase' && conditionsOf(rule.if).some((one) => one.fact === 'isFirstPurchase' && one.value === true)

type Give = { give: number; unit: EarnUnit }
type Told<Kind extends Effect['kind']> = {
  rule: RuleBody
  effect: Extract<Effect, { kind: Kind }>
  /** What it gives, with what others like it give. */
  gives: Give[]
  names: Names
}

const NOTHING = words('', '')
const deedOf = (rule: RuleBody) => (saysDeed(rule) ? NOTHING : DEEDS[rule.on])
const goodsOf = (of: Scope | undefined) => scopeOf(of) ?? NOTHING
/** In English what a thing is about comes after it. */
const after = (preposition: string, what: Words) => (what.en === '' ? '' : ` ${preposition} ${what.en}`)

/** What a member gets for something, of one unit or of both: "1 积分、1 成长值". */
const giveWords = (gives: readonly Give[]) =>
  joined(
    gives.map(({ give, unit }) => amountWords(give, unit)),
    '、',
    ' and ',
  )

function perAmountWords({ rule, effect: { everyFen, of }, gives }: Told<'perAmount'>): Words {
  const isStep = (rule.round ?? 'drop') === 'drop' && everyFen > 100
  const [every, give, goods] = [money(everyFen), giveWords(gives), goodsOf(of)]
  return words(
    `${goods.zh}每${isStep ? '满' : '消费'} ${every.zh}得 ${give.zh}`,
    `${give.en} for every ${isStep ? 'full ' : ''}${every.en} spent${after('on', goods)}`,
  )
}

function multiplyByWords({ effect: { unit, by, of } }: Told<'multiplyBy'>): Words {
  const [name, goods] = [unitOf(unit), goodsOf(of)]
  return by === 'tier'
    ? words(`${goods.zh}${name.zh}按会员等级加成`, `${name.en} multiplied by tier${after('on', goods)}`)
    : words(
        `${goods.zh}${name.zh}按等级的会员日倍数`,
        `the tier’s member-day multiple of ${name.en}${after('on', goods)}`,
      )
}

function couponWords({ rule, effect, names }: Told<'coupon'>): Words {
  const name = names.templates[effect.templateId] ?? `#${effect.templateId}`
  return words(`${deedOf(rule).zh}送「${name}」一张`, `the coupon “${name}”${after('for', deedOf(rule))}`)
}

const EFFECTS: { [Kind in Effect['kind']]: (told: Told<Kind>) => Words } = {
  perAmount: perAmountWords,
  perItem: ({ effect: { of }, gives }) =>
    words(
      `${goodsOf(of).zh}每件得 ${giveWords(gives).zh}`,
      `${giveWords(gives).en} for each piece${after('of', goodsOf(of))}`,
    ),
  fixed: ({ rule, gives }) =>
    words(`${deedOf(rule).zh}得 ${giveWords(gives).zh}`, `${giveWords(gives).en}${after('for', deedOf(rule))}`),
  multiply: ({ effect: { permille, unit, of } }) =>
    words(
      `${goodsOf(of).zh}${timesOf(permille).zh}${unitOf(unit).zh}`,
      `${timesOf(permille).en} ${unitOf(unit).en}${after('on', goodsOf(of))}`,
    ),
  multiplyBy: multiplyByWords,
  coupon: couponWords,
  message: () => NOTHING,
}

type AnyTold = { rule: RuleBody; effect: Effect; gives: Give[]; names: Names }

/** Effects that differ only in what they give are told together. */
function alikeIn(effects: readonly Effect[]): { effect: Effect; gives: Give[] }[] {
  const told: { effect: Effect; gives: Give[]; kind: string }[] = []
  for (const effect of effects) {
    const gives = 'give' in effect ? [{ give: effect.give, unit: effect.unit }] : []
    const kind = canonical({ ...effect, ...(gives.length > 0 ? { give: 0, unit: '' } : {}) })
    const same = gives.length > 0 ? told.find((one) => one.kind === kind) : undefined
    if (same) same.gives.push(...gives)
    else told.push({ effect, gives, kind })
  }
  return told
}

const effectWords = (told: AnyTold): Words => (EFFECTS[told.effect.kind] as (told: AnyTold) => Words)(told)

const most = (limit: number | undefined, zh: string, en: string): Words | null =>
  limit === undefined ? null : words(`${zh} ${limit} 积分`, `at most ${limit} points ${en}`)

const often = (limit: number | undefined, zh: string, en: string): Words | null =>
  limit === undefined ? null : words(`${zh} ${limit} 次`, limit === 1 ? `once ${en}` : `at most ${limit} times ${en}`)

function limitWords(limits: Limits | undefined): (Words | null)[] {
  const { budgetPoints } = limits ?? {}
  return [
    most(limits?.pointsPerDay, '每天最多', 'a day'),
    most(limits?.pointsPerMonth, '每月最多', 'a month'),
    most(limits?.pointsEver, '每人最多', 'per member'),
    often(limits?.timesPerDay, '每天最多', 'a day'),
    often(limits?.timesPerMonth, '每月最多', 'a month'),
    often(limits?.timesEver, '每人限', 'per member'),
    budgetPoints === undefined
      ? null
      : words(`共 ${budgetPoints} 积分，送完即止`, `${budgetPoints} points in all, while they last`),
  ]
}

const ROUNDED = {
  none: words('', ''),
  month: words('，到当月月底', ' and to the end of that month'),
  quarter: words('，到当季季末', ' and to the end of that quarter'),
  year: words('，到当年年底', ' and to the end of that year'),
}

/** Until when points hold, in words. */
export function expiryWords(policy: ExpiryPolicy): Words {
  switch (policy.kind) {
    case 'none':
      return words('积分长期有效', 'points do not run out')
    case 'days':
      return words(`积分 ${policy.days} 天内有效`, `points hold for ${policy.days} days`)
    case 'rolling': {
      const end = ROUNDED[policy.round]
      return words(`积分 ${policy.months} 个月内有效${end.zh}`, `points hold for ${policy.months} months${end.en}`)
    }
    case 'calendar':
      return policy.graceMonths === 0
        ? words('积分当年年底到期', 'points run out at the end of the year')
        : words(
            `积分在年底后 ${policy.graceMonths} 个月到期`,
            `points run out ${policy.graceMonths} months after the year’s end`,
          )
    case 'inactivity':
      return words(
        `${policy.months} 个月没有积分变动才会到期`,
        `points run out after ${policy.months} months without any change`,
      )
  }
}

/**
 * What a rule says to members, made from the rule itself: when and for whom, what it gives, how much at most. The operator's own words
 * go before.
 */
export function sentenceOf(rule: RuleBody, names: Names): Words {
  if (rule.explain) return rule.explain
  const lead = joined([whenWords(rule.when, names), treeWords(rule.if, names)], '、', ', ')
  const gives = joined(
    alikeIn(rule.effects).map((told) => effectWords({ rule, names, ...told })),
    '，',
    ', ',
  )
  const { pendingDays, expiry } = rule
  const terms = joined(
    [
      ...limitWords(rule.limits),
      pendingDays === undefined ? null : words(`${pendingDays} 天后可用`, `usable after ${pendingDays} days`),
      expiry ? expiryWords(expiry) : null,
    ],
    '，',
    ', ',
  )
  return joined([joined([lead, gives], '，', ': '), terms], '；', '; ')
}
