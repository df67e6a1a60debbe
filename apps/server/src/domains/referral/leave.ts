import type { Tx } from '#server/platform/db/tx'
import { Invitations, Referrals, Touches } from './entities'

/**
 * What a leaving member's invitations leave behind: their code leads nowhere, how they came is forgotten, and so are their words. That
 * somebody was invited stays under numbers, so that nobody is rewarded for the same person twice. The caller holds the member's lock.
 */
export async function forgetReferralsOf(tx: Tx, { id, userFingerprint }: { id: string; userFingerprint: string }) {
  await tx.delete(Invitations, { memberId: id })
  await tx.delete(Touches, { inviterId: id })
  await tx.delete(Touches, { person: userFingerprint })
  await tx.update(Referrals, { inviteeId: id }, { deviceHash: null, addressHash: null, riskRank: null })
  await tx.update(Referrals, { inviterId: id }, { appeal: null })
}
