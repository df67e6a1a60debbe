import type { Tx } from '#server/platform/db/tx'
import { openAccount } from './account'
import { Distributors, Touches } from './entities'
import { endTerm } from './people/terms'
import { requestForLeaver } from './payout/request'

type Leaver = { id: string; userFingerprint: string }

/**
 * What a leaving member leaves behind: their code leads nowhere and their words are forgotten; what they earned is asked for in their
 * place, and stays under a number. The caller holds the member's lock.
 */
export async function forgetDistributionOf(tx: Tx, { id, userFingerprint }: Leaver, now: Date) {
  await tx.delete(Touches, { distributorId: id })
  await tx.delete(Touches, { person: userFingerprint })
  if (!(await tx.existsBy(Distributors, { memberId: id }))) return
  await endTerm(tx, id, now)
  const gone = { state: 'ended' as const, scene: null, words: null, reason: '已退会', changedAt: now }
  await tx.update(Distributors, { memberId: id }, gone)
  await requestForLeaver(tx, await openAccount(tx, id, now), now)
}
