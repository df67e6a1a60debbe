import type { Input } from '@huitou/shared/api'
import { undoEndsAt } from '@huitou/shared/counter/rules'
import { payCode } from '#server/domains/channel/my-code'
import { cancelSlip } from '#server/domains/purchase/slip/cancel'
import { Slips, type SlipRow } from '#server/domains/purchase/slip/entities'
import { writeSlip } from '#server/domains/purchase/slip/write'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { markUndone, recordAct } from '../day/record-act'
import { mustWorkHere } from '../open-visit'

/** A receipt with a code for somebody who is no member yet. Answers the slip's id. */
export async function writeSlipAt(
  tx: Tx,
  staff: Staff,
  { storeId, receiptNo, lines, amountFen }: Input<'counter.writeSlip'>,
  now: Date,
): Promise<string> {
  mustWorkHere(staff, storeId)
  const { staffId } = staff
  // Who joins by this receipt came through it.
  await payCode(tx, staff, storeId, now)
  const slipId = await writeSlip(tx, { storeId, staffId, basket: { lines, amountFen }, receiptNo, now })
  const slip = await slipOfStore(tx, staff, slipId)
  const act = { kind: 'slip' as const, subjectId: slipId, memberId: null, staffId, storeId }
  await recordAct(tx, { ...act, title: `小票码 ${slip.receiptNo}`, amountFen: slip.amountFen, now })
  return slipId
}

export async function slipOfStore(read: Reader, staff: Staff, slipId: string): Promise<SlipRow> {
  const slip = found(await read.findOne(Slips, { where: { id: slipId } }))
  if (!staff.storeIds.includes(slip.storeId)) throw new Refused('not_found')
  return slip
}

/** Takes a code back that nobody has claimed. Answers the slip's id. */
export async function cancelSlipAt(
  tx: Tx,
  staff: Staff,
  { slipId, reason }: Input<'counter.cancelSlip'>,
  now: Date,
): Promise<string> {
  const slip = await slipOfStore(tx, staff, slipId)
  const endsAt = undoEndsAt({ at: slip.boughtAt, staffId: slip.staffId }, staff)
  if (!endsAt || endsAt <= now) throw new Refused('undo_too_late')
  await cancelSlip(tx, { slipId, now })
  await markUndone(tx, { kind: 'slip', subjectId: slipId, reason, by: staff.staffId, now })
  return slipId
}
