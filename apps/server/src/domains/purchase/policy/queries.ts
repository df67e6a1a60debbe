import { LessThanOrEqual, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { SettleVersion } from '@huitou/shared/purchase/policy-contract'
import { DEFAULT_SETTLE, type SettlePolicy } from '@huitou/shared/purchase/quote-rules'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Policies, type PolicyRow } from './entities'

const NEWEST = { activeFrom: 'DESC', id: 'DESC' } as const

const past = (read: Reader, now: Date, take: number) =>
  read.find(Policies, { where: { activeFrom: LessThanOrEqual(now) }, order: NEWEST, take })

/** How points pay at `now`; until a shop has decided, the way that most would choose. */
export const settlePolicy = async (read: Reader, now: Date): Promise<SettlePolicy> =>
  (await past(read, now, 1))[0]?.body ?? DEFAULT_SETTLE

const present = ({ id, activeFrom, body, actor, reason }: PolicyRow): SettleVersion => ({
  ...{ id, policy: body, actor, reason },
  activeFrom: activeFrom.toISOString(),
})

const UNDECIDED: SettleVersion = { id: null, activeFrom: null, policy: DEFAULT_SETTLE, actor: null, reason: null }

export const policyVersion = async (read: Reader, id: string) =>
  present(found(await read.findOne(Policies, { where: { id } })))

const SHOWN = 20

export async function policyVersions(read: Reader, now: Date): Promise<Output<'purchase.policy'>> {
  const before = await past(read, now, SHOWN)
  const coming = await read.find(Policies, { where: { activeFrom: MoreThan(now) }, order: NEWEST, take: SHOWN })
  const [current] = before
  return { current: current ? present(current) : UNDECIDED, versions: [...coming, ...before].map(present) }
}
