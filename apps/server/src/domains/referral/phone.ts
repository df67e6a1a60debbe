import { survivorOf } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { Referrals } from './entities'

/** The number of somebody's friend was another person's before: kept as evidence, by that person's keyed hash. */
export async function notePhone(tx: Tx, { memberId, formerPerson }: { memberId: string; formerPerson: string }) {
  const inviteeId = await survivorOf(tx, memberId)
  await tx.update(Referrals, { inviteeId }, { formerPerson })
}
