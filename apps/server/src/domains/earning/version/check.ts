import type { Output } from '@huitou/shared/api'
import { findingsOf, type Finding } from '@huitou/shared/earning/checks/check-rules'
import { usualCost, worstCost, type Cost } from '@huitou/shared/earning/checks/cost-rules'
import { worsened } from '@huitou/shared/earning/checks/favour-rules'
import { overlapsOf, type Overlap } from '@huitou/shared/earning/checks/overlap-rules'
import { inOrder, type RuleSet } from '@huitou/shared/earning/rules'
import { sentenceOf } from '@huitou/shared/earning/words/sentence-rules'
import { words, type Names, type Words } from '@huitou/shared/earning/words/word-rules'
import { pointsPolicy } from '#server/domains/points/policy'
import type { Reader } from '#server/platform/db/tx'
import { knownFor, namesFor, type Neighbours } from '../tell/known'
import { versionInForce } from './in-force'
import { versionRow } from './queries'

export type Checked = { findings: Finding[]; overlaps: Overlap[]; cost: { worst: Cost; usual: Cost } }

const NEUTRAL = 1000

/** Everything that speaks for and against making this set the rules from `activeFrom` on. */
export async function checkSet(
  read: Reader,
  neighbours: Neighbours,
  set: RuleSet,
  { activeFrom, now }: { activeFrom: Date; now: Date },
): Promise<Checked> {
  const tiers = await neighbours.tiers(read)
  const worth = {
    pointMilliFen: (await pointsPolicy(read, now)).pointMilliFen,
    tierPermille: Math.max(NEUTRAL, ...tiers.map((tier) => tier.pointsPermille)),
    memberDayPermille: Math.max(NEUTRAL, ...tiers.map((tier) => tier.memberDayPermille)),
  }
  const cost = { worst: worstCost(set, worth), usual: usualCost(set, worth) }
  const before = await versionInForce(read, 'live', activeFrom)
  const worse = worsened(before?.body ?? null, set, activeFrom)
  const known = await knownFor(read, neighbours, set, now)
  return { findings: findingsOf(set, { known, activeFrom, cost: cost.worst, worse }), overlaps: overlapsOf(set), cost }
}

const TOGETHER: Record<Overlap['together'], Words> = {
  add: words('同时生效，加成相加', 'both count, bonuses add up'),
  best: words('同组，只算更优惠的一条', 'one group: the better one counts'),
  first: words('同组，只算优先级高的一条', 'one group: the first one counts'),
  chain: words('同组，倍数相乘', 'one group: factors multiply'),
}

/** What members read for each rule, in the order in which rules are judged. */
export const sentencesOf = (set: RuleSet, names: Names) =>
  inOrder(set.rules).map((rule) => ({ rule: rule.key, title: rule.title, on: rule.on, words: sentenceOf(rule, names) }))

export async function checkVersion(
  read: Reader,
  neighbours: Neighbours,
  { versionId, activeFrom }: { versionId: string; activeFrom: Date | null },
  now: Date,
): Promise<Output<'earning.check'>> {
  const { body } = await versionRow(read, versionId)
  const { findings, overlaps, cost } = await checkSet(read, neighbours, body, { activeFrom: activeFrom ?? now, now })
  return {
    findings,
    overlaps: overlaps.map((one) => ({ ...one, rules: [...one.rules], words: TOGETHER[one.together] })),
    cost,
    sentences: sentencesOf(body, await namesFor(read, neighbours, [body])),
  }
}
