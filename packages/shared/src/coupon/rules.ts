import { no, type Decision } from '../kit/decision'
import type { CouponFace } from './contract'

const DAY_MS = 86_400_000

export type ClaimTerms = {
  claimable: boolean
  claimFrom: Date | null
  claimUntil: Date | null
  endedAt: Date | null
  stockLeft: number | null
  perMemberLimit: number | null
}

export type ClaimRefusal =
  | 'coupon_not_claimable'
  | 'coupon_not_started'
  | 'coupon_ended'
  | 'coupon_limit'
  | 'coupon_sold_out'

/** Whether a member who holds `held` of them may take one more at `now`. Reasons in the order in which a member wants to know. */
export function judgeClaim(terms: ClaimTerms, held: number, now: Date): Decision<object, ClaimRefusal> {
  if (!terms.claimable) return no('coupon_not_claimable')
  if (terms.claimFrom && now < terms.claimFrom) return no('coupon_not_started')
  if ((terms.claimUntil && now >= terms.claimUntil) || terms.endedAt) return no('coupon_ended')
  if (terms.perMemberLimit !== null && held >= terms.perMemberLimit) return no('coupon_limit')
  if (terms.stockLeft !== null && terms.stockLeft <= 0) return no('coupon_sold_out')
  return { ok: true }
}

export type IssueTerms = { endedAt: Date | null; validUntil: Date | null; stockLeft: number | null }

/** Whether a template can still be given at `now`, through whatever door. A coupon that would be over at once is none. */
export function judgeIssue(
  { endedAt, validUntil, stockLeft }: IssueTerms,
  now: Date,
): Decision<object, 'coupon_ended' | 'coupon_sold_out'> {
  if (endedAt || (validUntil && validUntil <= now)) return no('coupon_ended')
  return stockLeft !== null && stockLeft <= 0 ? no('coupon_sold_out') : { ok: true }
}

export type Validity = { validDays: number | null; validFrom: Date | null; validUntil: Date | null }

/**
 * When a coupon issued at `now` holds. Relative ones end with the business day, `validDays` days on: `dayEndsAt` is the end of today.
 * A fixed end cuts a relative one short.
 */
export function validityOf({ validDays, validFrom, validUntil }: Validity, now: Date, dayEndsAt: Date) {
  const relative = validDays === null ? null : new Date(dayEndsAt.getTime() + (validDays - 1) * DAY_MS)
  const ends = [relative, validUntil].filter((end): end is Date => end !== null)
  if (ends.length === 0) throw new Error('a coupon needs an end: validDays or validUntil')
  return {
    validFrom: validFrom && validFrom > now ? validFrom : now,
    expiresAt: new Date(Math.min(...ends.map(Number))),
  }
}

export type CouponFacts = {
  state: 'unused' | 'used' | 'void'
  validFrom: Date
  expiresAt: Date
  /** Empty: every store. */
  storeIds: readonly string[]
}

export type UseRefusal = 'coupon_used' | 'coupon_void' | 'coupon_expired' | 'coupon_not_yet' | 'coupon_other_store'

/** Whether a coupon may be used at `now`, and in `storeId` when one is given. */
export function judgeUse(coupon: CouponFacts, now: Date, storeId?: string): Decision<object, UseRefusal> {
  if (coupon.state === 'used') return no('coupon_used')
  if (coupon.state === 'void') return no('coupon_void')
  if (now >= coupon.expiresAt) return no('coupon_expired')
  if (now < coupon.validFrom) return no('coupon_not_yet')
  const elsewhere = storeId !== undefined && coupon.storeIds.length > 0 && !coupon.storeIds.includes(storeId)
  return elsewhere ? no('coupon_other_store') : { ok: true }
}

/** What a coupon takes off an amount, in fen: 0 below its threshold, never more than the amount. An exchange takes off nothing. */
export function discountFen(
  face: Pick<CouponFace, 'kind' | 'thresholdFen' | 'offFen' | 'payPermille' | 'offMaxFen'>,
  amountFen: number,
): number {
  if (amountFen < face.thresholdFen) return 0
  if (face.kind === 'cash_off') return Math.min(face.offFen ?? 0, amountFen)
  if (face.kind === 'exchange') return 0
  const off = Math.floor((amountFen * (1000 - (face.payPermille ?? 1000))) / 1000)
  return face.offMaxFen === null ? off : Math.min(off, face.offMaxFen)
}
