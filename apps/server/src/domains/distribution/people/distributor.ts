import type { MemberRow } from '#server/domains/member/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { DistributorState } from '@huitou/shared/distribution/schema'
import { Distributors, type DistributorRow } from '../entities'

/** Of a member who is locked. */
export const lockDistributor = (tx: Tx, memberId: string): Promise<DistributorRow | null> =>
  tx.findOne(Distributors, { where: { memberId }, ...forUpdate(tx) })

type Standing = Pick<DistributorRow, 'words' | 'reason' | 'actor'> & { state: DistributorState; now: Date }

const NO_MONEY = { frozenFen: 0, dueFen: 0, heldFen: 0, debtFen: 0, paidFen: 0, seq: 0, askAt: null }

/** Writes where a member stands as a distributor; what they have earned stays. */
export async function keepStanding(
  tx: Tx,
  { id: memberId, userFingerprint: person }: Pick<MemberRow, 'id' | 'userFingerprint'>,
  known: DistributorRow | null,
  { now: changedAt, ...standing }: Standing,
) {
  if (known) await tx.update(Distributors, { memberId }, { ...standing, changedAt })
  else
    await tx.insert(Distributors, { ...NO_MONEY, ...standing, memberId, person, changedAt, scene: null, since: null })
}
