import { bestOf, type Benefits } from '@huitou/shared/tier/benefit-rules'
import { tierAt } from '@huitou/shared/tier/programme-rules'
import { effectiveLevel } from '@huitou/shared/tier/standing-rules'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { cardsThatGive, runningCards } from './card/queries'
import { clockOf, programmeOf } from './programme/in-force'
import { casesOf } from './standing/replay'

export type MemberBenefits = Benefits & { tierLevel: number; tierName: string }

/**
 * What these members have at `now`, by their tier and the benefit cards that run: the best of each. A review that a job has not come to
 * yet counts already.
 */
export async function benefitsOfAll(read: Reader, memberIds: readonly string[], now: Date) {
  const clock = await clockOf(read, now)
  const programme = programmeOf(clock)
  const benefits = new Map<string, MemberBenefits>()
  for (const { member, standing } of await casesOf(read, memberIds, clock)) {
    const tier = tierAt(programme, effectiveLevel(standing))
    const cards = await runningCards(read, member.id, now)
    const given = bestOf([tier.benefits, ...cards.map((card) => card.gives)])
    benefits.set(member.id, { ...given, tierLevel: tier.level, tierName: tier.name })
  }
  return benefits
}

/** What one member has at `now`. */
export async function benefitsOf(read: Reader, memberId: string, now: Date): Promise<MemberBenefits> {
  return found((await benefitsOfAll(read, [memberId], now)).get(memberId))
}

/** Coupon templates that some tier of the programme, or some benefit card, keeps for those who have it. */
export async function exclusiveTemplateIds(read: Reader, now: Date): Promise<string[]> {
  const { tiers } = programmeOf(await clockOf(read, now))
  const given = [...tiers.map((tier) => tier.benefits), ...(await cardsThatGive(read))]
  return [...new Set(given.flatMap((benefits) => benefits.exclusiveTemplateIds))]
}
