import { lockMember } from '#server/domains/member/member-of'
import { storeById, today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { mustBeNew } from '../keep'
import { reckon } from '../reckon'
import { mustLookNew } from './again'
import { Bills } from './entities'
import { kept } from './queries'
import { earnOf, reckoningOf, type Asking } from './quote'

/** How long a bill's figures hold. */
const BILL_MS = 3 * 60_000

export type Opening = Asking & {
  staffId: string
  visitId: string | null
  receiptNo?: string | undefined
  /** What the clerk saw last; other figures are refused quote_changed. */
  payableSeenFen?: number | undefined
  mustAgree: boolean
  /** Somebody was asked, and said that it is another sale. */
  again?: true | undefined
}

/** Another bill takes the place of the one that was open. */
const endOthers = (tx: Tx, memberId: string, now: Date) =>
  tx.update(Bills, { memberId, live: 1 }, { state: 'cancelled', live: null, endedAt: now })

/**
 * Opens a bill: its figures hold for three minutes, for clerk and member alike. One that this member had open before is cancelled.
 * Nothing is taken. Answers its id. Refuses quote_changed, receipt_taken, purchase_again, and what a coupon or the points are refused for.
 */
export async function openBill(tx: Tx, opening: Opening): Promise<string> {
  const { memberId, storeId, staffId, visitId, receiptNo = null, payableSeenFen, mustAgree, again, now } = opening
  await lockMember(tx, memberId)
  await storeById(tx, storeId)
  const { day } = await today(tx, now)
  if (receiptNo !== null) await mustBeNew(tx, { storeId, day, receiptNo })
  const reckoning = reckoningOf(opening)
  const { quote } = await reckon(tx, reckoning)
  const { payableFen, totalFen } = quote
  if (payableSeenFen !== undefined && payableSeenFen !== payableFen)
    throw new Refused('quote_changed', { facts: { payableFen } })
  if (receiptNo === null && !again) await mustLookNew(tx, { memberId, storeId, totalFen, now })
  await endOthers(tx, memberId, now)
  const { identifiers } = await tx.insert(Bills, {
    ...{ memberId, storeId, staffId, visitId, receiptNo, mustAgree, payableFen, quote: kept(quote) },
    ...{ state: 'open', live: 1, basket: [...reckoning.lines], earn: await earnOf(tx, opening, quote) },
    ...{ openedAt: now, endsAt: new Date(now.getTime() + BILL_MS) },
    ...{ agreedAt: null, endedAt: null, purchaseId: null },
  })
  return String(identifiers[0]?.['id'])
}
