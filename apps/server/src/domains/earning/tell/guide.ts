import type { Output } from '@huitou/shared/api'
import { inOrder, type Campaign, type EarnEvent, type RuleBody, type RuleSet } from '@huitou/shared/earning/rules'
import { expiryWords, sentenceOf } from '@huitou/shared/earning/words/sentence-rules'
import { policyFor } from '@huitou/shared/points/expiry-rules'
import type { MemberCaps } from '@huitou/shared/points/policy-rules'
import { memberById } from '#server/domains/member/member-of'
import { pointsPolicy } from '#server/domains/points/policy'
import type { Reader } from '#server/platform/db/tx'
import { namesFor, type Neighbours } from './known'
import { windowOf } from '@huitou/shared/earning/checks/overlap-rules'
import { versionInForce } from '../version/in-force'

type Guide = Output<'earning.guide'>
type GroupId = Guide['groups'][number]['id']

const GROUPS: { id: GroupId; zh: string; en: string }[] = [
  { id: 'spend', zh: '消费', en: 'Shopping' },
  { id: 'checkin', zh: '签到', en: 'Checking in' },
  { id: 'activity', zh: '活动', en: 'Activities' },
  { id: 'growth', zh: '成长', en: 'Growing' },
]

const GROUP_OF: Record<EarnEvent, GroupId> = {
  purchase: 'spend',
  checkin: 'checkin',
  visit: 'checkin',
  joined: 'growth',
  profile: 'growth',
  birthday: 'growth',
  review: 'activity',
  referral: 'activity',
  task: 'activity',
}

const groupOf = (rule: RuleBody): GroupId => {
  if (rule.campaign !== undefined) return 'activity'
  return rule.effects.every((effect) => 'unit' in effect && effect.unit === 'growth') ? 'growth' : GROUP_OF[rule.on]
}

/** What is over is not shown; what begins soon is. */
const isOver = (set: RuleSet, rule: RuleBody, now: Date) => {
  const window = windowOf(set, rule)
  return window === null || (window.until !== undefined && new Date(window.until) <= now)
}

const running = ({ campaigns = [] }: RuleSet, now: Date): Campaign[] =>
  campaigns.filter((campaign) => new Date(campaign.until) > now)

const USES = [{ zh: '积分可以在「积分商城」换商品和券', en: 'Points buy goods and coupons in the points mall' }]

type Limit = number | null | undefined

/** The lower of two limits; null when there is none. */
const lower = (one: Limit, other: Limit) => {
  const limits = [one, other].filter((limit): limit is number => typeof limit === 'number')
  return limits.length === 0 ? null : Math.min(...limits)
}

/** The limits that hold over all rules together, the rules' own and the shop's: what they cut is told beforehand. */
function limitsOf(caps: RuleSet['caps'], shop: MemberCaps): Guide['limits'] {
  const limits: [zh: string, en: string, points: number | null][] = [
    ['每笔', 'at a time', shop.perTxn],
    ['每天', 'a day', lower(caps?.pointsPerDay, shop.perDay)],
    ['每月', 'a month', lower(caps?.pointsPerMonth, shop.perMonth)],
  ]
  return limits
    .filter(([, , points]) => points !== null)
    .map(([zh, en, points]) => ({ zh: `${zh}最多得 ${points} 积分`, en: `${points} points ${en} at most` }))
}

/** 攻略: what the rules in force say, in the words that are made from them, so that it cannot be out of date. */
export async function guideFor(read: Reader, neighbours: Neighbours, memberId: string, now: Date): Promise<Guide> {
  const set = (await versionInForce(read, 'live', now))?.body ?? { rules: [] }
  const names = await namesFor(read, neighbours, [set])
  const rules = inOrder(set.rules).filter((rule) => !isOver(set, rule, now))
  const campaigns = running(set, now)
  const nameOf = (rule: RuleBody) => campaigns.find((one) => one.key === rule.campaign)?.name ?? null
  const policy = await pointsPolicy(read, now)
  const { tierLevel } = await memberById(read, memberId)
  return {
    groups: GROUPS.map((group) => ({
      ...group,
      rules: rules
        .filter((rule) => groupOf(rule) === group.id)
        .map((rule) => ({ title: rule.title, words: sentenceOf(rule, names), campaign: nameOf(rule) })),
    })),
    campaigns: campaigns,
    expiry: expiryWords(policyFor(policy, tierLevel, null)),
    uses: USES,
    limits: limitsOf(set.caps, policy.caps),
  }
}
