import { granting, type Lane } from '@huitou/shared/earning/effects/cap-rules'
import type { Evaluation } from '@huitou/shared/earning/evaluate-rules'
import type { EarnEvent, RuleSet } from '@huitou/shared/earning/rules'
import { lockMember } from '#server/domains/member/member-of'
import { expiryFor } from '#server/domains/points/policy'
import type { Earn } from '#server/domains/points/operations'
import { post } from '#server/domains/points/post'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { mustBe } from '#server/platform/refused'
import { Decisions, type Posting, type StoredResult } from './entities'
import { assembleFacts } from './decide/facts'
import { giveCoupons } from './decide/give-coupons'
import { judge, timeKeys } from './decide/judge'
import { keepDecision, postingOf, settleDecision, type Award, type Deciding } from './decide/keep'
import { countTimes } from './decide/tally'
import { versionInForce } from './version/in-force'

export type Awarded = {
  decisionId: string | null
  points: { wanted: number; granted: number; txnIds: string[] }
  growth: { granted: number; txnIds: string[] }
  couponIds: string[]
  messages: string[]
  replayed: boolean
}

const NOTHING: Awarded = {
  decisionId: null,
  points: { wanted: 0, granted: 0, txnIds: [] },
  growth: { granted: 0, txnIds: [] },
  couponIds: [],
  messages: [],
  replayed: false,
}

const sumOf = (postings: readonly Posting[], unit: Posting['unit'], of: 'wanted' | 'granted') =>
  postings.filter((one) => one.unit === unit).reduce((sum, one) => sum + one[of], 0)

const txnsOf = (postings: readonly Posting[], unit: Posting['unit']) =>
  postings.filter((one) => one.unit === unit).flatMap((one) => one.txnId ?? [])

const answerOf = (id: string, { postings, coupons, messages }: StoredResult, replayed: boolean): Awarded => ({
  decisionId: id,
  points: {
    wanted: sumOf(postings, 'points', 'wanted'),
    granted: sumOf(postings, 'points', 'granted'),
    txnIds: txnsOf(postings, 'points'),
  },
  growth: { granted: sumOf(postings, 'growth', 'granted'), txnIds: txnsOf(postings, 'growth') },
  couponIds: coupons.flatMap((one) => one.couponId ?? []),
  messages,
  replayed,
})

const DAY_MS = 86_400_000

async function earnOf(tx: Tx, lane: Lane, decisionId: string, { ask, at, version }: Deciding): Promise<Earn> {
  const { memberId, event, now, actor = 'system' } = ask
  const ending =
    lane.unit === 'growth' ? { expiresAt: null } : await expiryFor(tx, { memberId, at, override: lane.expiry })
  return {
    kind: 'earn',
    memberId,
    unit: lane.unit,
    points: lane.wanted,
    sourceKey: `earn:${decisionId}:${lane.key}`,
    reason: lane.title,
    source: version ? `${version.name} v${version.id}` : '',
    actor,
    decisionId,
    lotSource: event,
    ...(version ? { ruleVersion: `earning/${version.id}` } : {}),
    ...ending,
    ...(lane.pendingDays > 0 ? { activatesAt: new Date(now.getTime() + lane.pendingDays * DAY_MS) } : {}),
    caps: lane.caps,
    // What a member buys or does is their activity, whoever records it.
    memberActed: event !== 'birthday',
  }
}

/** Posts the lanes. The ledger has the last word on limits: it holds their locks. */
async function postLanes(tx: Tx, lanes: readonly Lane[], decisionId: string, deciding: Deciding): Promise<Posting[]> {
  const earning: Earn[] = []
  for (const lane of lanes) earning.push(await earnOf(tx, lane, decisionId, deciding))
  const posted = (await post(tx, earning, deciding.ask.now)).map((outcome) => mustBe(outcome))
  return lanes.map((lane, at) => {
    const { txnId = null, granted = 0, cutBy = null } = posted[at] ?? {}
    return postingOf(granting(lane, granted, cutBy), txnId)
  })
}

const NO_RULES: RuleSet = { rules: [] }

/** A purchase is kept even when no rule looks at it: it is what drafts are tried on. */
const isKept = (event: EarnEvent, set: RuleSet) => event === 'purchase' || set.rules.some((rule) => rule.on === event)

/** A version in the shadow is judged beside the live one, and only recorded. */
async function watchInShadow(tx: Tx, deciding: Omit<Deciding, 'version' | 'judgement' | 'mode'>) {
  const { ask, facts, at } = deciding
  const version = await versionInForce(tx, 'shadow', at)
  if (!version || !isKept(ask.event, version.body)) return
  if (await tx.existsBy(Decisions, { subjectKey: ask.subjectKey, mode: 'shadow' })) return
  const { memberId, benefit, actor = 'system' } = ask
  const judgement = await judge(tx, { set: version.body, facts, memberId, at, benefit, actor })
  await keepDecision(tx, { ...deciding, version, judgement, mode: 'shadow' })
}

async function tellOf(tx: Tx, ask: Award, answer: Awarded) {
  const { memberId, event, now } = ask
  const { decisionId, points, growth, messages } = answer
  const facts = { memberId, event, decisionId, points: points.granted, growth: growth.granted }
  await announce(tx, 'earning.awarded', facts, now)
  for (const text of messages) await announce(tx, 'earning.message', { memberId, decisionId, text }, now)
}

/** What happens once a decision is kept: points and growth, coupons, counts of times, news; in the order in which rows are locked. */
async function carryOut(tx: Tx, id: string, deciding: Deciding): Promise<Awarded> {
  const { ask, facts, judgement, version } = deciding
  const evaluation: Evaluation = judgement.evaluation
  const postings = await postLanes(tx, evaluation.lanes, id, deciding)
  const coupons = await giveCoupons(tx, id, evaluation.coupons, ask)
  await countTimes(tx, ask.memberId, timeKeys(version?.body ?? NO_RULES, facts, evaluation.fired), 1)
  const result = await settleDecision(tx, id, { deciding, postings, coupons })
  const answer = answerOf(id, result, false)
  await tellOf(tx, ask, answer)
  return answer
}

/**
 * Gives a member what the rules in force make of something that happened. The decision is stored with everything that it rests on, and
 * each row of the journal leads to it. The same subject again gives nothing more.
 */
export async function award(tx: Tx, ask: Award): Promise<Awarded> {
  const { memberId, event, subjectKey, benefit, now, actor = 'system' } = ask
  const member = await lockMember(tx, memberId)
  const before = await tx.findOne(Decisions, { where: { subjectKey, mode: 'live' } })
  if (before) return before.memberId === memberId ? answerOf(before.id, before.result, true) : NOTHING
  const at = ask.at ?? now
  const facts = await assembleFacts(tx, { member, event, given: ask.facts, at })
  await watchInShadow(tx, { ask, facts, at })
  const version = await versionInForce(tx, 'live', at)
  const set = version?.body ?? NO_RULES
  if (!isKept(event, set)) return NOTHING
  const judgement = await judge(tx, { set, facts, memberId, at, benefit, actor })
  const deciding: Deciding = { ask, facts, at, judgement, version, mode: 'live' }
  return carryOut(tx, await keepDecision(tx, deciding), deciding)
}
