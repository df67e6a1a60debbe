import type { Tx } from '#server/platform/db/tx'
import { Coupons } from './entities'

/** The coupons of a membership, used ones too, go to another of the same person: an undoing finds them there. The caller holds both locks. */
export const moveCoupons = (tx: Tx, fromMemberId: string, toMemberId: string) =>
  tx.update(Coupons, { memberId: fromMemberId }, { memberId: toMemberId })
