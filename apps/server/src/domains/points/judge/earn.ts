import { no } from '@huitou/shared/kit/decision'
import { ONE_TXN, type Cap } from '@huitou/shared/points/cap-rules'
import { earnMoves, spendMoves } from '@huitou/shared/points/move-rules'
import { ACCOUNT_MAX, isAmount, planSpend } from '@huitou/shared/points/rules'
import type { AccountRow } from '../entities'
import type { Adjust, Earn, Opening } from '../operations'
import type { NewLot } from '../write-txn'
import type { Bench, Judged } from './judged'

const NEW = '#0'

const lotOf = (earning: Earn | Opening, amount: number, pending: boolean, costPermille: number): NewLot => ({
  ref: NEW,
  amount,
  state: pending ? 'pending' : 'active',
  activatesAt: pending ? (earning.activatesAt ?? null) : null,
  activatesOn: pending ? (earning.activatesOn ?? null) : null,
  expiresAt: earning.expiresAt,
  inactivityMonths: earning.inactivityMonths ?? null,
  costPermille: earning.costPermille ?? costPermille,
  source: earning.lotSource,
  ruleVersion: earning.ruleVersion ?? null,
  parentLotId: null,
})

const isPending = ({ activatesAt, activatesOn }: Earn | Opening, now: Date) =>
  activatesOn !== undefined ? !(activatesAt && activatesAt <= now) : Boolean(activatesAt && activatesAt > now)

/** How many more an account takes in. */
const roomOf = ({ available, pending, held }: AccountRow) => Math.max(0, ACCOUNT_MAX - available - pending - held)

/** An earning enters its account, as far as the caps let it; one that a cap cut to nothing is still on record, with the reason. */
export function judgeEarn({ book, counters, now, costPermille }: Bench, earning: Earn | Opening): Judged {
  const { points, expiresAt, ruleVersion } = earning
  if (!isAmount(points)) return no('points_invalid')
  const room: Cap = { key: ONE_TXN, limit: roomOf(book.account), label: '账户积分上限', onExceed: 'clip' }
  // What somebody enters by hand is entered whole or not at all.
  if (earning.kind === 'opening' && points > room.limit) return no('account_full')
  const caps = earning.kind === 'earn' ? [...(earning.caps ?? []), room] : []
  const { granted, cutBy } = counters.cut(points, caps)
  const pending = isPending(earning, now)
  return {
    ok: true,
    plan: {
      kind: earning.kind,
      granted,
      wanted: points,
      cutBy,
      moves: granted > 0 ? earnMoves({ lotId: NEW, points: granted }, book.account.debt, pending) : [],
      newLots: granted > 0 ? [lotOf(earning, granted, pending, costPermille)] : [],
      shopBucket: earning.kind === 'opening' ? 'opening' : 'issued',
      expiresAt: granted > 0 ? expiresAt : null,
      ruleVersion: ruleVersion ?? null,
    },
    after: (txnId) => counters.count(txnId, granted, caps),
  }
}

export function judgeSpend({ book, now }: Bench, points: number, kind: 'spend' | 'adjust'): Judged {
  const decision = planSpend(book.lots, points, now)
  if (!decision.ok) return decision
  const moves = spendMoves(decision.draws)
  return { ok: true, plan: { kind, moves, granted: points, shopBucket: kind === 'spend' ? 'spent' : 'adjusted' } }
}

export function judgeAdjust(bench: Bench, adjust: Adjust): Judged {
  if (adjust.points < 0) return judgeSpend(bench, -adjust.points, 'adjust')
  if (adjust.points > roomOf(bench.book.account)) return no('account_full')
  const judged = judgeEarn(bench, { ...adjust, kind: 'earn', lotSource: 'adjust' })
  return judged.ok ? { ...judged, plan: { ...judged.plan, kind: 'adjust', shopBucket: 'adjusted' } } : judged
}
