import { no } from '@huitou/shared/kit/decision'
import { returningOf } from '@huitou/shared/points/book-rules'
import { captureMoves, holdMoves, releaseMoves } from '@huitou/shared/points/move-rules'
import { planCapture, planSpend, RETURN_GRACE_DAYS, type Draw } from '@huitou/shared/points/rules'
import { closeHold, heirOf } from '../book'
import { HoldLots, Holds } from '../hold/entities'
import type { Capture, Hold, Void } from '../operations'
import { writeTxn } from '../write-txn'
import type { Bench, Judged } from './judged'

const sum = (draws: readonly Draw[]) => draws.reduce((total, draw) => total + draw.points, 0)

/** Sets points aside, the soonest to end first, until they are captured or voided or their time is over. */
export function judgeHold({ tx, book, now }: Bench, { points, endsAt }: Hold): Judged {
  if (endsAt <= now) return no('hold_over')
  const decision = planSpend(book.lots, points, now)
  if (!decision.ok) return decision
  const { draws } = decision
  return {
    ok: true,
    plan: { kind: 'hold', granted: points, moves: holdMoves(draws), shopBucket: null },
    after: async (txnId) => {
      const accountId = book.account.id
      const row = {
        accountId,
        txnId,
        points,
        captured: 0,
        state: 'open',
        endsAt,
        dueAt: endsAt,
        resolvedAt: null,
      } as const
      const { identifiers } = await tx.insert(Holds, row)
      const holdId = String(identifiers[0]?.['id'])
      await tx.insert(
        HoldLots,
        draws.map((draw) => ({ holdId, ...draw })),
      )
      book.holds.push({ id: holdId, endsAt, lots: draws })
      return { holdId }
    },
  }
}

async function openOrOver({ tx, book }: Bench, holdId: string) {
  const open = book.holds.find((hold) => hold.id === holdId)
  if (open) return { ok: true, hold: open } as const
  return (await tx.existsBy(Holds, { id: holdId, accountId: book.account.id })) ? no('hold_over') : no('not_found')
}

function release({ book, now }: Bench, draws: readonly Draw[]) {
  const back = { debt: book.account.debt, at: now, graceDays: RETURN_GRACE_DAYS }
  const { moves, newLots } = releaseMoves(returningOf(draws, book.lots), back)
  const parentOf = (id: string) => book.lots.find((lot) => lot.id === id)
  return {
    granted: sum(draws),
    moves,
    newLots: newLots.map((lot) => heirOf(parentOf(lot.parentLotId), lot)),
    kind: 'release' as const,
    shopBucket: null,
  }
}

/** Spends what was held, or a part of it; the rest goes back in a transaction of its own. */
export async function judgeCapture(bench: Bench, operation: Capture): Promise<Judged> {
  const { tx, book, now } = bench
  const found = await openOrOver(bench, operation.holdId)
  if (!found.ok) return found
  const { id: holdId, lots } = found.hold
  const decision = planCapture(lots, operation.points ?? sum(lots))
  if (!decision.ok) return decision
  const { captured, released } = decision
  const granted = sum(captured)
  const { reason, source, actor } = operation
  return {
    ok: true,
    plan: { kind: 'capture', granted, moves: captureMoves(captured), shopBucket: 'spent', holdId },
    before: async () => {
      await closeHold(tx, book, holdId, { state: 'captured', captured: granted }, now)
      if (released.length === 0) return
      const facts = { reason, source, actor, holdId, fingerprint: '', effectiveAt: now, recordedAt: now }
      await writeTxn(tx, book, { ...facts, ...release(bench, released), sourceKey: `hold-rest:${holdId}` })
    },
  }
}

/** Sets everything that was held free. */
export async function judgeVoid(bench: Bench, { holdId }: Void): Promise<Judged> {
  const { tx, book, now } = bench
  const found = await openOrOver(bench, holdId)
  if (!found.ok) return found
  return {
    ok: true,
    plan: { ...release(bench, found.hold.lots), holdId },
    before: () => closeHold(tx, book, holdId, { state: 'voided', captured: 0 }, now),
  }
}
