import { totalOf } from '@huitou/shared/earning/evaluate-rules'
import type { EarnPreview } from '@huitou/shared/purchase/bill-contract'
import { anonymousFacts, assembleFacts, basketFacts } from '#server/domains/earning/decide/facts'
import { judge } from '#server/domains/earning/decide/judge'
import { versionInForce } from '#server/domains/earning/version/in-force'
import { memberById } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import type { Reader } from '#server/platform/db/tx'
import { factsOf } from './keep'
import type { Sold } from './sold'

/** `memberId` null: somebody who is no member yet. `at`: when it was bought. */
type Trial = { memberId: string | null; storeId: string; channel: string; sold: readonly Sold[]; at: Date; now: Date }

async function factsFor(read: Reader, { memberId, storeId, channel, sold, at, now }: Trial) {
  const event = 'purchase' as const
  if (memberId === null) {
    const given = { ...basketFacts(sold), storeId, channel, isFirstPurchase: true, orders: 0, spentFen: 0 }
    return { facts: await anonymousFacts(read, event, given, at), benefit: { pointsPermille: 1000 } }
  }
  const { day } = await today(read, at)
  const { pointsPermille, memberDayPermille, tierLevel } = await benefitsOf(read, memberId, now)
  const given = { tierLevel, ...(await factsOf(read, { memberId, storeId, day, at, channel }, sold)) }
  const facts = await assembleFacts(read, { member: await memberById(read, memberId), event, given, at })
  return { facts, benefit: { pointsPermille, memberDayPermille } }
}

/** What a purchase would earn: the judgement that it will go through, with what limits leave now. Nothing is written. */
export async function previewEarning(read: Reader, trial: Trial): Promise<EarnPreview> {
  const { memberId, at } = trial
  const version = await versionInForce(read, 'live', at)
  if (!version) return { points: 0, growth: 0, why: [] }
  const { facts, benefit } = await factsFor(read, trial)
  const { evaluation } = await judge(read, { set: version.body, facts, memberId, at, benefit, actor: 'system' })
  const giving = evaluation.parts.filter((part) => part.unit === 'points' && part.amount > 0)
  return {
    points: totalOf(evaluation.lanes, 'points', 'granted'),
    growth: totalOf(evaluation.lanes, 'growth', 'granted'),
    why: [...new Set(giving.map((part) => part.title))],
  }
}
