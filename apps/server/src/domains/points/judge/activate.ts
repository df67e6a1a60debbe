import { no } from '@huitou/shared/kit/decision'
import { activateMoves } from '@huitou/shared/points/move-rules'
import { Lots, type LotRow } from '../entities'
import type { Activate } from '../operations'
import type { Bench, Judged } from './judged'

/** By the transaction that earned them, in whatever lot of this account they now are. */
async function ofTxn({ tx, book }: Bench, txnId: string): Promise<LotRow[]> {
  const made = await tx.find(Lots, { where: { txnId } })
  const ids = new Set(made.map((lot) => lot.id))
  return book.lots.filter((lot) => ids.has(lot.id) || (lot.parentLotId !== null && ids.has(lot.parentLotId)))
}

/** Makes pending lots available: those of one earning, or all that wait for an event. A debt is paid off first. */
export async function judgeActivate(bench: Bench, operation: Activate): Promise<Judged> {
  const { book } = bench
  const lots =
    'txnId' in operation
      ? await ofTxn(bench, operation.txnId)
      : book.lots.filter((lot) => lot.activatesOn === operation.eventKey)
  const pending = lots.filter((lot) => lot.state === 'pending' && lot.remaining > 0)
  if (pending.length === 0) return no('points_not_pending')
  return {
    ok: true,
    plan: {
      kind: 'activate',
      granted: pending.reduce((sum, lot) => sum + lot.remaining, 0),
      moves: activateMoves(pending, book.account.debt),
      activates: pending.map((lot) => lot.id),
      shopBucket: null,
    },
  }
}
