import type { MemberBucket } from './move-rules'

/** What the journal says about one lot or, with `lotId` null, about an account's debt. */
export type EntrySum = { lotId: string | null; bucket: MemberBucket; total: number }
export type AccountFacts = { available: number; pending: number; held: number; debt: number; seq: number }
export type LotFacts = { id: string; state: 'active' | 'pending'; remaining: number; held: number }
export type JournalFacts = { sums: readonly EntrySum[]; entries: number; lastSeq: number }

const sumOf = (sums: readonly EntrySum[], bucket: MemberBucket) =>
  sums.filter((one) => one.bucket === bucket).reduce((total, one) => total + one.total, 0)

/** An account as its entries make it. */
export const accountByEntries = ({ sums, lastSeq }: JournalFacts): AccountFacts => ({
  available: sumOf(sums, 'available'),
  pending: sumOf(sums, 'pending'),
  held: sumOf(sums, 'held'),
  debt: 0 - sumOf(sums, 'debt'),
  seq: lastSeq,
})

/** A lot as its entries make it: pending while something of it still is. */
export function lotByEntries(id: string, state: LotFacts['state'], sums: readonly EntrySum[]): LotFacts {
  const own = sums.filter((one) => one.lotId === id)
  const pending = sumOf(own, 'pending')
  const available = sumOf(own, 'available')
  const known = available > 0 ? 'active' : pending > 0 ? 'pending' : state
  return { id, state: known, remaining: available + pending, held: sumOf(own, 'held') }
}

const NAMES = { available: 'available', pending: 'pending', held: 'held', debt: 'debt', seq: 'entries' } as const

/** Everything in which an account and its lots differ from their entries, in sentences; nothing when all is well. */
export function differences(account: AccountFacts, lots: readonly LotFacts[], journal: JournalFacts): string[] {
  const should = accountByEntries(journal)
  const found: string[] = []
  for (const name of Object.keys(NAMES) as (keyof typeof NAMES)[])
    if (account[name] !== should[name]) found.push(`${NAMES[name]} ${account[name]}, by the entries ${should[name]}`)
  if (journal.entries !== journal.lastSeq) found.push(`${journal.entries} entries, numbered up to ${journal.lastSeq}`)
  for (const lot of lots) {
    const right = lotByEntries(lot.id, lot.state, journal.sums)
    if (lot.remaining !== right.remaining || lot.held !== right.held || lot.state !== right.state)
      found.push(
        `lot ${lot.id} ${lot.state} ${lot.remaining} and ${lot.held} held, by the entries ${right.state} ${right.remaining} and ${right.held} held`,
      )
  }
  const known = new Set(lots.map((lot) => lot.id))
  const lost = new Set(
    journal.sums.filter((one) => one.lotId !== null && !known.has(one.lotId)).map((one) => one.lotId),
  )
  for (const id of lost) found.push(`lot ${id} has entries and no row`)
  return found
}
