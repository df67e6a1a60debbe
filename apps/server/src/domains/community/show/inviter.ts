import { memberById } from '#server/domains/member/member-of'
import type { MemberRow } from '#server/domains/member/entities'
import { Invitations } from '#server/domains/referral/entities'
import { openInvitation } from '#server/domains/referral/invitation'
import { programmeAt } from '#server/domains/referral/programme/in-force'
import type { Reader, Tx } from '#server/platform/db/tx'

/** Whose card a scene is of; null for one that leads to nobody, or to this person. */
export async function inviterOf(read: Reader, scene: string | undefined, person: string): Promise<MemberRow | null> {
  const invitation = scene === undefined ? null : await read.findOne(Invitations, { where: { scene } })
  if (invitation === null) return null
  const inviter = await memberById(read, invitation.memberId)
  return inviter.leftAt !== null || inviter.userFingerprint === person ? null : inviter
}

/** The scene of a member's own card: theirs for ever, and made where inviting friends is on. Null where it never was for them. */
export async function ownScene(tx: Tx, memberId: string, now: Date): Promise<string | null> {
  const known = await tx.findOne(Invitations, { where: { memberId } })
  if (known) return known.scene
  if ((await programmeAt(tx, now)) === null) return null
  return (await openInvitation(tx, { memberId, deviceHash: null, now })).scene
}
