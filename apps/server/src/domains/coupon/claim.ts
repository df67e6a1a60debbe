import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { claimTogether } from './offer/claim-together'
import type { CouponNeighbours } from './offer/neighbours'

/** Takes one coupon from the centre. Answers the coupon's id. */
export async function claimCoupon(
  tx: Tx,
  { memberId, templateId, now }: { memberId: string; templateId: string; now: Date },
  neighbours: CouponNeighbours,
): Promise<string> {
  const [outcome] = await claimTogether(tx, [{ memberId, templateId, scene: null, now }], neighbours)
  if (typeof outcome !== 'string') throw outcome ?? new Refused('not_found')
  return outcome
}
