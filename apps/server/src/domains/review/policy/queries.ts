import { LessThanOrEqual, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { ReviewVersion } from '@huitou/shared/review/console-contract'
import { DEFAULT_REVIEWING, type ReviewPolicy } from '@huitou/shared/review/schema'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { ReviewPolicies, type PolicyRow } from './entities'

const NEWEST = { activeFrom: 'DESC', id: 'DESC' } as const
const SHOWN = 20

const past = (read: Reader, now: Date, take: number) =>
  read.find(ReviewPolicies, { where: { activeFrom: LessThanOrEqual(now) }, order: NEWEST, take })

/** How reviews are asked for at `now`; until a shop has decided: they are welcome, and give nothing. */
export const reviewPolicyAt = async (read: Reader, now: Date): Promise<ReviewPolicy> =>
  (await past(read, now, 1))[0]?.body ?? DEFAULT_REVIEWING

const present = ({ id, activeFrom, body, actor, reason }: PolicyRow): ReviewVersion => ({
  ...{ id, policy: body, actor, reason },
  activeFrom: activeFrom.toISOString(),
})

const UNDECIDED: ReviewVersion = { id: null, activeFrom: null, policy: DEFAULT_REVIEWING, actor: null, reason: null }

export const policyVersion = async (read: Reader, id: string) =>
  present(found(await read.findOne(ReviewPolicies, { where: { id } })))

export async function policyVersions(read: Reader, now: Date): Promise<Output<'review.policy'>> {
  const before = await past(read, now, SHOWN)
  const coming = await read.find(ReviewPolicies, { where: { activeFrom: MoreThan(now) }, order: NEWEST, take: SHOWN })
  const [current] = before
  return { current: current ? present(current) : UNDECIDED, versions: [...coming, ...before].map(present) }
}
