import { holderAfter } from '@huitou/shared/referral/rules'
import { wasMember } from '#server/domains/member/create-member'
import { memberById } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Invitations, Touches, type TouchRow } from './entities'
import { programmeAt } from './programme/in-force'

export type Touching = { scene: string; person: string; deviceHash: string | null; addressHash: string; now: Date }

/**
 * Remembers whose invitation a visitor came through, if it is the first or may take over. Who is or was a member is nobody's friend to
 * bring. Answers whether they would be this inviter's if they joined now. Refuses not_found.
 */
export async function touchInvitation(tx: Tx, touching: Touching): Promise<boolean> {
  const { scene, person, deviceHash, addressHash, now: at } = touching
  const { memberId: inviterId } = found(await tx.findOne(Invitations, { where: { scene } }))
  const programme = await programmeAt(tx, at)
  if (programme === null || (await wasMember(tx, person))) return false
  const inviter = await memberById(tx, inviterId)
  if (inviter.leftAt !== null) return false
  const row = { person, inviterId, deviceHash, addressHash, at }
  const holder = await tx.findOne(Touches, { where: { person }, ...forUpdate(tx) })
  if (holder === null) return insertFirst(tx, row)
  const next = holderAfter(holder, { inviterId, at }, programme.body)
  // What is known of how they come is of the last time; a phone that says nothing of itself hides none that was seen.
  const seen = { deviceHash: deviceHash ?? holder.deviceHash, addressHash }
  if (next !== holder) await tx.update(Touches, { person }, { ...row, ...seen })
  else if (holder.inviterId === inviterId) await tx.update(Touches, { person }, seen)
  return next.inviterId === inviterId
}

/** Of two at once the first counts. */
async function insertFirst(tx: Tx, row: TouchRow) {
  try {
    await tx.insert(Touches, row)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return false
  }
}
