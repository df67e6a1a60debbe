import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Slips } from './entities'

/** Takes a receipt's code back that nobody has claimed. Again changes nothing. Answers its id. Refuses slip_used. */
export async function cancelSlip(tx: Tx, { slipId, now }: { slipId: string; now: Date }): Promise<string> {
  const slip = found(await tx.findOne(Slips, { where: { id: slipId }, ...forUpdate(tx) }))
  if (slip.claimedBy !== null) throw new Refused('slip_used')
  if (slip.live) await tx.update(Slips, { id: slipId }, { live: null, cancelledAt: now })
  return slipId
}
