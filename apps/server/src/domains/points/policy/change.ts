import { LessThanOrEqual, MoreThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { DEFAULT_POLICY } from '@huitou/shared/points/policy-rules'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { Policies, type PolicyRow } from './entities'

type Version = Output<'points.changePolicy'>

const present = ({ id, activeFrom, body, actor, reason }: PolicyRow): Version => ({
  id,
  activeFrom: activeFrom.toISOString(),
  policy: body,
  actor,
  reason,
})

/** What counts until a shop has decided. */
const UNDECIDED: Version = { id: null, activeFrom: null, policy: DEFAULT_POLICY, actor: null, reason: null }

type Changing = Input<'points.changePolicy'> & { actor: string; now: Date }

/** Adds a version of the policy. Never in the past: what was earned under one rule is not judged by another. Answers its id. */
export async function changePolicy(tx: Tx, { policy, activeFrom, reason, actor, now }: Changing): Promise<string> {
  const from = activeFrom === undefined ? now : new Date(activeFrom)
  if (from < now) throw invalid('activeFrom', 'lies in the past')
  const { identifiers } = await tx.insert(Policies, { activeFrom: from, body: policy, actor, reason, madeAt: now })
  return String(identifiers[0]?.['id'])
}

export const policyVersion = async (read: Reader, id: string) =>
  present(found(await read.findOne(Policies, { where: { id } })))

const SHOWN = 20

export async function policyVersions(read: Reader, now: Date): Promise<Output<'points.policy'>> {
  const order = { activeFrom: 'DESC', id: 'DESC' } as const
  const past = await read.find(Policies, { where: { activeFrom: LessThanOrEqual(now) }, order, take: SHOWN })
  const coming = await read.find(Policies, { where: { activeFrom: MoreThan(now) }, order, take: SHOWN })
  const [current] = past
  return { current: current ? present(current) : UNDECIDED, versions: [...coming, ...past].map(present) }
}
