import type { Input } from '@huitou/shared/api'
import type { Tx } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { ReviewPolicies } from './entities'

type Saving = Input<'review.savePolicy'> & { actor: string; now: Date }

/** Adds a version of how reviews are asked for. Never in the past: what a review gives is what was shown. Answers its id. */
export async function savePolicy(tx: Tx, { policy, activeFrom, reason, actor, now }: Saving): Promise<string> {
  const from = activeFrom === undefined ? now : new Date(activeFrom)
  if (from < now) throw invalid('activeFrom', 'lies in the past')
  const { identifiers } = await tx.insert(ReviewPolicies, {
    ...{ activeFrom: from, body: policy, actor, reason, madeAt: now },
  })
  return String(identifiers[0]?.['id'])
}
