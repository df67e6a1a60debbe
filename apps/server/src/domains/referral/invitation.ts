import { lockMember } from '#server/domains/member/member-of'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Invitations } from './entities'
import { programmeAt } from './programme/in-force'

type Opening = { memberId: string; deviceHash: string | null; now: Date }

/**
 * A member's invitation, made at the first asking: 128 random bits, for ever the same (R7). The first phone it is opened on is remembered,
 * as a keyed hash, to tell later whether a friend joined on it: opening it on another must not hide that. Refuses referral_off.
 */
export async function openInvitation(tx: Tx, { memberId, deviceHash, now }: Opening): Promise<{ scene: string }> {
  if ((await programmeAt(tx, now)) === null) throw new Refused('referral_off')
  await lockMember(tx, memberId)
  const known = await tx.findOne(Invitations, { where: { memberId } })
  if (known) {
    const isIts = deviceHash !== null && (known.deviceHash ?? deviceHash) === deviceHash
    if (isIts) await tx.update(Invitations, { memberId }, { deviceHash, seenAt: now })
    return { scene: known.scene }
  }
  const scene = `i:${randomCode()}`
  await tx.insert(Invitations, { memberId, scene, ranked: true, deviceHash, seenAt: now, createdAt: now })
  return { scene }
}

/** Steps out of the ranking, or back in. */
export async function setRanked(tx: Tx, memberId: string, ranked: boolean, now: Date) {
  await openInvitation(tx, { memberId, deviceHash: null, now })
  await tx.update(Invitations, { memberId }, { ranked })
}
