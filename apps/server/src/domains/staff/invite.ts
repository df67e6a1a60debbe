import { IsNull } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { judgeInvite } from '@huitou/shared/staff/rules'
import { randomReadable } from '#server/platform/crypto/random'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff as StaffActor } from '#server/platform/http/call'
import { Refused, mustBe } from '#server/platform/refused'
import { Invitations, Staff, StaffStores, type InvitationRow } from './entities'
import { storeIdsOfStaff } from './queries'

const CODE_LENGTH = 12
const LIFE_MS = 24 * 3_600_000
const BY_SETUP = '0'

/** Writes an invitation, good once and for a day. Answers its id. */
export async function invite(
  tx: Tx,
  by: StaffActor,
  { name, role, storeIds }: Input<'staff.invite'>,
  now: Date,
): Promise<string> {
  mustBe(judgeInvite(by, { role, storeIds }))
  const { identifiers } = await tx.insert(Invitations, {
    code: randomReadable(CODE_LENGTH),
    name,
    role,
    storeIds: [...new Set(storeIds)],
    createdBy: by.staffId,
    createdAt: now,
    endsAt: new Date(now.getTime() + LIFE_MS),
    usedAt: null,
    usedBy: null,
  })
  return String(identifiers[0]?.['id'])
}

/** Uses an invitation up. Of several people with the same code the first becomes staff. Answers the id of the staff row. */
export async function acceptInvitation(tx: Tx, userId: string, code: string, now: Date): Promise<string> {
  const invitation = await tx.findOne(Invitations, { where: { code }, ...forUpdate(tx) })
  if (!invitation || invitation.usedAt || invitation.endsAt <= now) throw new Refused('invitation_invalid')
  await mustStillInvite(tx, invitation)
  const id = await becomeStaff(tx, userId, invitation, now)
  await tx.delete(StaffStores, { staffId: id })
  await tx.insert(
    StaffStores,
    invitation.storeIds.map((storeId) => ({ staffId: id, storeId })),
  )
  await tx.update(Invitations, { id: invitation.id }, { usedAt: now, usedBy: id })
  return id
}

/** Who wrote it must still be allowed to. The first owner's comes from the set-up, and nobody stands behind it. */
async function mustStillInvite(tx: Tx, { createdBy, role, storeIds }: InvitationRow) {
  if (createdBy === BY_SETUP) return
  const by = await tx.findOne(Staff, { where: { id: createdBy, disabledAt: IsNull() }, ...forUpdate(tx) })
  if (!by) throw new Refused('invitation_invalid')
  const decision = judgeInvite({ role: by.role, storeIds: await storeIdsOfStaff(tx, by.id) }, { role, storeIds })
  if (!decision.ok) throw new Refused('invitation_invalid')
}

/** Somebody who was disabled may come back through a new invitation, with its role and stores. */
async function becomeStaff(
  tx: Tx,
  userId: string,
  { name, role }: { name: string; role: StaffActor['role'] },
  now: Date,
) {
  const before = await tx.findOne(Staff, { where: { userId }, ...forUpdate(tx) })
  if (before && !before.disabledAt) throw new Refused('staff_already')
  if (before) {
    await tx.update(Staff, { id: before.id }, { name, role, disabledAt: null })
    return before.id
  }
  try {
    const { identifiers } = await tx.insert(Staff, { userId, name, role, createdAt: now, disabledAt: null })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('staff_already', { cause: error })
    throw error
  }
}
