import { LessThanOrEqual } from 'typeorm'
import type { Cap } from '@huitou/shared/points/cap-rules'
import { addMonthsToDay, expiryOf, policyFor, type Expiry, type ExpiryPolicy } from '@huitou/shared/points/expiry-rules'
import { DEFAULT_POLICY, memberCaps, type PointsPolicy } from '@huitou/shared/points/policy-rules'
import type { Day } from '@huitou/shared/kit/day'
import { memberById } from '#server/domains/member/member-of'
import { brandOf, today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Policies } from './policy/entities'

/** The policy in force at `now`; until a shop has decided, the one that it would most likely choose. */
export const pointsPolicy = async (read: Reader, now: Date): Promise<PointsPolicy> =>
  (
    await read.findOne(Policies, {
      where: { activeFrom: LessThanOrEqual(now) },
      order: { activeFrom: 'DESC', id: 'DESC' },
    })
  )?.body ?? DEFAULT_POLICY

type Earner = {
  /** Whose tier may have an expiry of its own. */
  memberId?: string
  /** When the points are earned. */
  at: Date
  /** The earning rule's own expiry, which goes before the tier's and the brand's. */
  override?: ExpiryPolicy | null
}

/** When points earned at `at` run out: the rule's way, else the tier's, else the brand's. */
export async function expiryFor(read: Reader, { memberId, at, override = null }: Earner): Promise<Expiry> {
  const policy = await pointsPolicy(read, at)
  const asksTier = memberId !== undefined && override === null && policy.tierExpiry.length > 0
  const tierLevel = asksTier ? (await memberById(read, memberId)).tierLevel : null
  const { day, brand } = await today(read, at)
  return expiryOf(policyFor(policy, tierLevel, override), day, (last) => endOfDay(last, brand))
}

/** The end of a lot that ends `months` after some activity at `at`. */
export async function inactivityEnd(read: Reader, months: number, at: Date): Promise<Date> {
  const { day, brand } = await today(read, at)
  return endOfDay(addMonthsToDay(day, months), brand)
}

/** The policy's caps on what a member earns on a business day, for `earn`'s `caps`. */
export async function policyCaps(read: Reader, memberId: string, day: Day, now?: Date): Promise<Cap[]> {
  const at = now ?? new Date(endOfDay(day, await brandOf(read)).getTime() - 1)
  return memberCaps((await pointsPolicy(read, at)).caps, memberId, day)
}
