import { In, IsNull } from 'typeorm'
import { judgeDisable } from '@huitou/shared/staff/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff as StaffActor } from '#server/platform/http/call'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Invitations, Staff } from './entities'
import { storeIdsOfStaff } from './queries'

/** Shuts somebody out from their next request on: staff are looked up on every one. */
export async function disableStaff(tx: Tx, by: StaffActor, staffId: string, now: Date): Promise<string> {
  // Both rows, in the order of their ids: two who shut each other out at once do it one after the other.
  const rows = await tx.find(Staff, {
    where: { id: In([by.staffId, staffId]) },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })
  if (rows.find((row) => row.id === by.staffId)?.disabledAt !== null) throw new Refused('not_allowed')
  const target = found(rows.find((row) => row.id === staffId))
  const storeIds = await storeIdsOfStaff(tx, staffId)
  mustBe(judgeDisable({ ...by, id: by.staffId }, { ...target, storeIds }))
  if (!target.disabledAt) await tx.update(Staff, { id: staffId }, { disabledAt: now })
  // What they wrote before must let nobody in, least of all themselves.
  await tx.update(Invitations, { createdBy: staffId, usedAt: IsNull() }, { endsAt: now })
  return staffId
}
