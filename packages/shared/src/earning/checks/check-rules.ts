import { conditionsOf, depthOf, isMeaningful } from '../condition-rules'
import { factInfo } from '../fact-rules'
import { BOUNDS, campaignOf, groupOf, type Campaign, type Condition, type RuleBody, type RuleSet } from '../rules'
import { words, type Words } from '../words/word-rules'
import type { Cost } from './cost-rules'
import { canHoldTogether } from './feasible-rules'
import { windowOf } from './overlap-rules'

/** An `error` keeps a version from being published; a `warning` must be accepted. */
export type Finding = { level: 'error' | 'warning'; code: string; rule: string | null; words: Words }

/** What exists, for rules that name it. */
export type Known = {
  stores: readonly string[]
  tiers: readonly number[]
  templates: readonly { id: string; ended: boolean }[]
}

const error = (code: string, rule: string | null, zh: string, en: string): Finding => ({
  ...{ level: 'error', code, rule, words: words(zh, en) },
})
const warning = (code: string, rule: string | null, zh: string, en: string): Finding => ({
  ...{ level: 'warning', code, rule, words: words(zh, en) },
})

const twice = (keys: readonly string[]) => keys.filter((key, at) => keys.indexOf(key) < at)

function conditionFindings({ key, title, on }: RuleBody, condition: Condition, known: Known): Finding[] {
  const info = factInfo(condition.fact)
  const found: Finding[] = []
  if (!info || !isMeaningful(condition))
    return [
      error(
        'condition_invalid',
        key,
        `「${title}」的条件不成立：${condition.fact}`,
        `${key}: a condition on ${condition.fact} makes no sense`,
      ),
    ]
  if (info.events.indexOf(on) < 0)
    found.push(
      error('fact_unknown_here', key, `「${title}」发生时不知道${info.zh}`, `${key}: ${info.en} is not known on ${on}`),
    )
  const values = Array.isArray(condition.value) ? (condition.value as (string | number)[]) : [condition.value]
  if (info.values === 'stores' && values.some((one) => known.stores.indexOf(String(one)) < 0))
    found.push(error('store_unknown', key, `「${title}」里的门店不存在`, `${key}: no such store`))
  if (info.values === 'tiers' && values.some((one) => known.tiers.indexOf(Number(one)) < 0))
    found.push(error('tier_unknown', key, `「${title}」里的等级不存在`, `${key}: no such tier`))
  return found
}

function couponFindings({ key, title, effects }: RuleBody, known: Known): Finding[] {
  const found: Finding[] = []
  for (const effect of effects) {
    if (effect.kind !== 'coupon') continue
    const template = known.templates.find((one) => one.id === effect.templateId)
    if (!template) found.push(error('template_unknown', key, `「${title}」要送的券不存在`, `${key}: no such coupon`))
    else if (template.ended)
      found.push(error('template_ended', key, `「${title}」要送的券已经停发`, `${key}: the coupon is no longer given`))
  }
  return found
}

const isFactor = (rule: RuleBody) => rule.effects.some((one) => one.kind === 'multiply' || one.kind === 'multiplyBy')
const isBase = (rule: RuleBody) => rule.effects.some((one) => one.kind === 'perAmount' || one.kind === 'perItem')

function windowFindings(set: RuleSet, rule: RuleBody, activeFrom: Date): Finding[] {
  const { key, title, when } = rule
  const found: Finding[] = []
  const window = windowOf(set, rule)
  if (!window || when?.minutes?.some((span) => span.from >= span.until))
    found.push(error('never_holds', key, `「${title}」的时间永远不会到`, `${key}: its window never holds`))
  if (window?.until !== undefined && Date.parse(window.until) <= activeFrom.getTime())
    found.push(warning('over', key, `「${title}」在生效前就已经结束`, `${key}: is over before it begins`))
  if ((when?.until !== undefined || rule.limits?.budgetPoints !== undefined) && rule.campaign === undefined)
    found.push(
      error(
        'campaign_needed',
        key,
        `「${title}」有期限或总量，须归入一个活动并公示规则`,
        `${key}: what ends or runs out needs a campaign with its terms`,
      ),
    )
  return found
}

function ruleFindings(set: RuleSet, rule: RuleBody, known: Known, activeFrom: Date): Finding[] {
  const { key, title } = rule
  const conditions = conditionsOf(rule.if)
  const found = [
    ...conditions.reduce<Finding[]>((all, one) => [...all, ...conditionFindings(rule, one, known)], []),
    ...couponFindings(rule, known),
    ...windowFindings(set, rule, activeFrom),
  ]
  if (conditions.length > BOUNDS.conditions || (rule.if && depthOf(rule.if) > BOUNDS.depth))
    found.push(error('too_large', key, `「${title}」的条件太多或太深`, `${key}: too many conditions, or too deep`))
  if (!canHoldTogether([rule]))
    found.push(error('contradiction', key, `「${title}」的条件互相矛盾`, `${key}: its conditions exclude each other`))
  if (rule.group !== undefined && !groupOf(set, rule))
    found.push(error('group_unknown', key, `「${title}」的叠加组不存在`, `${key}: no such stacking group`))
  if (rule.campaign !== undefined && !campaignOf(set, rule))
    found.push(error('campaign_unknown', key, `「${title}」的活动不存在`, `${key}: no such campaign`))
  if (isFactor(rule) && !set.rules.some((one) => one.on === rule.on && isBase(one)))
    found.push(warning('no_base', key, `「${title}」没有可以加倍的基础积分`, `${key}: there is nothing to multiply`))
  return found
}

const TERMS = [
  ['organiser', '主办方', 'organiser'],
  ['contact', '联系方式', 'contact'],
  ['conditions', '参与条件和方式', 'conditions'],
  ['limits', '数量和限制', 'limits'],
] as const

/** What must be told about a campaign before anybody takes part (R33). */
function campaignFindings(campaign: Campaign): Finding[] {
  const { key, name, from, until } = campaign
  const found = TERMS.filter(([field]) => campaign[field].trim() === '').map(([field, zh, en]) =>
    error(`${field}_missing`, null, `活动「${name}」没有写明${zh}`, `campaign ${key}: its ${en} must be told`),
  )
  if (Date.parse(from) >= Date.parse(until))
    found.push(
      error('campaign_period', null, `活动「${name}」的起止时间不对`, `campaign ${key}: it ends before it begins`),
    )
  return found
}

const MANY_FEN = 1_000
const ABSURD_FEN = 10_000

function costFindings({ fen }: Cost): Finding[] {
  const yuan = Math.round(fen / 100)
  if (fen > ABSURD_FEN)
    return [
      error(
        'costs_more_than_sale',
        null,
        `最多时每 100 元要送出 ${yuan} 元的积分`,
        `at worst ¥${yuan} of points for ¥100 of sales`,
      ),
    ]
  if (fen > MANY_FEN)
    return [
      warning(
        'costs_much',
        null,
        `最多时每 100 元要送出约 ${yuan} 元的积分`,
        `at worst about ¥${yuan} of points for ¥100 of sales`,
      ),
    ]
  return []
}

export type Checking = { known: Known; activeFrom: Date; cost: Cost; worse: readonly string[] }

/** Everything that speaks against publishing a set. */
export function findingsOf(set: RuleSet, { known, activeFrom, cost, worse }: Checking): Finding[] {
  const campaigns = set.campaigns ?? []
  return [
    ...(set.rules.length === 0 ? [error('empty', null, '一条规则也没有', 'there are no rules')] : []),
    ...twice(set.rules.map((rule) => rule.key)).map((key) =>
      error('key_twice', key, `规则编号重复：${key}`, `two rules are called ${key}`),
    ),
    ...twice(campaigns.map((one) => one.key)).map((key) =>
      error('key_twice', null, `活动编号重复：${key}`, `two campaigns are called ${key}`),
    ),
    ...set.rules.reduce<Finding[]>((all, rule) => [...all, ...ruleFindings(set, rule, known, activeFrom)], []),
    ...campaigns.reduce<Finding[]>((all, one) => [...all, ...campaignFindings(one)], []),
    ...worse.map((key) =>
      warning(
        'worse_while_running',
        null,
        `活动「${campaigns.find((one) => one.key === key)?.name ?? key}」正在进行，这次改动对会员不利`,
        `campaign ${key} is running and would become worse for members`,
      ),
    ),
    ...costFindings(cost),
  ]
}
