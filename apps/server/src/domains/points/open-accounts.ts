import type { Tx } from '#server/platform/db/tx'
import { Accounts, type PointUnit } from './entities'

const UNITS: PointUnit[] = ['points', 'growth']

/** Made when a member joins, so that there is always a row to lock. */
export const openAccounts = (tx: Tx, memberId: string) =>
  tx.insert(
    Accounts,
    UNITS.map((unit) => ({ memberId, unit, available: 0, pending: 0, held: 0, debt: 0, seq: 0 })),
  )
