import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Notices } from '../notice/entities'

const UNFIT = ['mismatch', 'unknown_order', 'unknown_refund']

/** Closes the matter of a notice that fits no order of ours. Again it changes nothing. Answers the notice's id. */
export async function settleNotice(
  tx: Tx,
  { noticeId, why, operatorId }: { noticeId: string; why: string; operatorId: string },
): Promise<string> {
  const notice = found(await tx.findOne(Notices, { where: { id: noticeId }, ...forUpdate(tx) }))
  found(UNFIT.includes(notice.outcome ?? '') ? notice : null)
  if (notice.resolvedBy === null)
    await tx.update(Notices, { id: noticeId }, { resolvedBy: operatorId, resolvedWhy: why })
  return noticeId
}
