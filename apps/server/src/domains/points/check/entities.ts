import { EntitySchema } from 'typeorm'
import { count, dayNumber, instant, json, key, ref, text, token } from '#server/platform/db/columns'

/** The self-check of one business day: of the accounts touched (every minute), or of all of them (once a day, in slices). */
export type CheckRow = {
  id: string
  kind: 'touched' | 'full'
  day: number
  accounts: number
  differing: number
  /** The full one goes on after this account. */
  afterId: string | null
  startedAt: Date
  checkedAt: Date
  finishedAt: Date | null
}

export const LedgerChecks = new EntitySchema<CheckRow>({
  name: 'point_check',
  columns: {
    id: key(),
    kind: token(16),
    day: dayNumber(),
    accounts: count(),
    differing: count(),
    afterId: ref({ nullable: true }),
    startedAt: instant(),
    checkedAt: instant(),
    finishedAt: instant({ nullable: true }),
  },
})

/** An account that differed from its entries, in sentences, and how that was solved. */
export type DifferenceRow = {
  id: string
  accountId: string
  facts: string[]
  foundAt: Date
  solvedAt: Date | null
  solvedBy: string | null
  reason: string | null
}

export const Differences = new EntitySchema<DifferenceRow>({
  name: 'point_difference',
  columns: {
    id: key(),
    accountId: ref(),
    facts: json(),
    foundAt: instant(),
    solvedAt: instant({ nullable: true }),
    solvedBy: token(32, { nullable: true }),
    reason: text(80, { nullable: true }),
  },
})
