import type { Tx } from '#server/platform/db/tx'
import type { CounterHand } from '../counter/hand'
import type { Outcome } from '../operations'
import type { Book, TxnPlan } from '../write-txn'

/** What judging takes: the locked book as it stands at `now`, and the counters of the caps. */
export type Bench = { tx: Tx; book: Book; counters: CounterHand; now: Date; costPermille: number }

type PlanPart = Pick<TxnPlan, 'kind' | 'moves' | 'shopBucket' | 'granted'> & Partial<TxnPlan>

/** A yes with what is to be written, what goes before it, and what follows once it has its id; or a no that has changed nothing. */
export type Judged =
  | {
      ok: true
      plan: PlanPart
      before?: () => Promise<unknown>
      after?: (txnId: string) => Promise<{ holdId: string } | void>
    }
  | Extract<Outcome, { ok: false }>
