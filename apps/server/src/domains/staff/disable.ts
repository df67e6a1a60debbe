import { judgeDisable } from '@huitou/shared/staff/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff as StaffActor } from '#server/platform/http/call'
import { found, mustBe } from '#server/platform/refused'
import { Staff } from './entities'
import { storeIdsOfStaff } from './queries'

/** Shuts somebody out from their next request on: staff are looked up on every one. */
export async function disableStaff(tx: Tx, by: StaffActor, staffId: string, now: Date): Promise<string> {
  const target = found(await tx.findOne(Staff, { where: { id: staffId }, ...forUpdate(tx) }))
  const storeIds = await storeIdsOfStaff(tx, staffId)
  mustBe(judgeDisable({ ...by, id: by.staffId }, { ...target, storeIds }))
  if (!target.disabledAt) await tx.update(Staff, { id: staffId }, { disabledAt: now })
  return staffId
}
