import type { Input } from '@huitou/shared/api'
import type { Tx } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { Policies } from './entities'

type Saving = Input<'purchase.savePolicy'> & { actor: string; now: Date }

/** Adds a version of how points pay. Never in the past: what was shown under one is not charged by another. Answers its id. */
export async function savePolicy(tx: Tx, { policy, activeFrom, reason, actor, now }: Saving): Promise<string> {
  const from = activeFrom === undefined ? now : new Date(activeFrom)
  if (from < now) throw invalid('activeFrom', 'lies in the past')
  const { identifiers } = await tx.insert(Policies, { activeFrom: from, body: policy, actor, reason, madeAt: now })
  return String(identifiers[0]?.['id'])
}
