import type { Tx } from '#server/platform/db/tx'
import { Payments } from './entities'

/** What a membership paid belongs to the one that takes it over. */
export async function movePayments(tx: Tx, fromMemberId: string, toMemberId: string) {
  await tx.update(Payments, { memberId: fromMemberId }, { memberId: toMemberId })
}
