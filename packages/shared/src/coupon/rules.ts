import { no, type Decision } from '../kit/decision'
import type { CouponFace } from './face-schema'
import type { TemplateCard } from './template-schema'

const DAY_MS = 86_400_000

export type IssueTerms = {
  state: TemplateCard['state']
  endedAt: Date | null
  validUntil: Date | null
  stockLeft: number | null
}

type IssueRefusal = 'coupon_ended' | 'coupon_paused' | 'coupon_sold_out'

function judgeLife({ state, endedAt, validUntil }: Omit<IssueTerms, 'stockLeft'>, now: Date) {
  if (endedAt || state === 'ended' || (validUntil && validUntil <= now)) return no('coupon_ended')
  return state === 'active' ? null : no('coupon_paused')
}

/**
 * Whether a template can still be given at `now`, through whatever door. A coupon that would be over at once is none; a draft and a pause
 * give nothing.
 */
export function judgeIssue(terms: IssueTerms, now: Date): Decision<object, IssueRefusal> {
  const over = judgeLife(terms, now)
  if (over) return over
  return terms.stockLeft !== null && terms.stockLeft <= 0 ? no('coupon_sold_out') : { ok: true }
}

export type ClaimTerms = IssueTerms & {
  claimable: boolean
  /** Only through the code on a poster or in a group. */
  codeOnly: boolean
  claimFrom: Date | null
  claimUntil: Date | null
  perMemberLimit: number | null
  perMemberDayLimit: number | null
  tierMin: number | null
  /** What today's quota leaves; null without one. */
  dayLeft: number | null
  /** Null where there are no drops. `left` is what the running one leaves; null between them. */
  drop: { left: number | null; perMember: number } | null
}

/** Who asks, and what they took so far: in all, today, and in the running drop. */
export type Claimant = {
  held: number
  heldToday: number
  heldInDrop: number
  tierLevel: number
  /** Holds what a template that only some may take asks for; true where it asks for nothing. */
  entitled: boolean
  /** So much earlier than others they may begin. */
  earlyMs: number
  /** Brings the template's code. */
  withCode: boolean
}

export type ClaimRefusal =
  | IssueRefusal
  | 'coupon_not_claimable'
  | 'coupon_not_started'
  | 'coupon_limit'
  | 'coupon_day_limit'
  | 'coupon_drop_limit'
  | 'coupon_day_sold_out'
  | 'coupon_drop_sold_out'
  | 'coupon_drop_closed'
  | 'coupon_tier_only'
  | 'coupon_holders_only'

/** When a template opens for somebody; null: it always was. */
export const opensFor = ({ claimFrom }: Pick<ClaimTerms, 'claimFrom'>, { earlyMs }: Pick<Claimant, 'earlyMs'>) =>
  claimFrom && new Date(claimFrom.getTime() - earlyMs)

function judgeClaimant(terms: ClaimTerms, who: Claimant): ClaimRefusal | null {
  if (terms.tierMin !== null && who.tierLevel < terms.tierMin) return 'coupon_tier_only'
  return who.entitled ? null : 'coupon_holders_only'
}

function judgeHeld({ perMemberLimit, perMemberDayLimit, drop }: ClaimTerms, who: Claimant): ClaimRefusal | null {
  if (perMemberLimit !== null && who.held >= perMemberLimit) return 'coupon_limit'
  if (perMemberDayLimit !== null && who.heldToday >= perMemberDayLimit) return 'coupon_day_limit'
  return drop && who.heldInDrop >= drop.perMember ? 'coupon_drop_limit' : null
}

function judgeLeft({ stockLeft, dayLeft, drop }: ClaimTerms): ClaimRefusal | null {
  if (stockLeft !== null && stockLeft <= 0) return 'coupon_sold_out'
  if (dayLeft !== null && dayLeft <= 0) return 'coupon_day_sold_out'
  return drop?.left !== undefined && drop.left !== null && drop.left <= 0 ? 'coupon_drop_sold_out' : null
}

function judgeOffered(terms: ClaimTerms, { withCode }: Claimant, now: Date): ClaimRefusal | null {
  if (terms.state === 'draft' || !terms.claimable || (terms.codeOnly && !withCode)) return 'coupon_not_claimable'
  const over = judgeLife(terms, now)
  if (over) return over.reason
  return terms.claimUntil && now >= terms.claimUntil ? 'coupon_ended' : null
}

function judgeBegun(terms: ClaimTerms, who: Claimant, now: Date): ClaimRefusal | null {
  const opens = opensFor(terms, who)
  if (opens && now < opens) return 'coupon_not_started'
  // Where nothing is left at all, no later drop helps.
  return terms.drop?.left === null && terms.stockLeft !== 0 ? 'coupon_drop_closed' : null
}

/** Whether a member may take one more at `now`. Reasons in the order in which a member wants to know. */
export function judgeClaim(terms: ClaimTerms, who: Claimant, now: Date): Decision<object, ClaimRefusal> {
  const reason =
    judgeOffered(terms, who, now) ??
    judgeClaimant(terms, who) ??
    judgeBegun(terms, who, now) ??
    judgeHeld(terms, who) ??
    judgeLeft(terms)
  return reason ? no(reason) : { ok: true }
}

export type Validity = {
  validDays: number | null
  /** 1: from the next business day on. */
  validFromDays: number
  validFrom: Date | null
  validUntil: Date | null
}

/**
 * When a coupon issued at `now` holds. Relative ones end with the business day, `validDays` days on: `dayEndsAt` is the end of today.
 * A fixed end cuts a relative one short.
 */
export function validityOf({ validDays, validFromDays, validFrom, validUntil }: Validity, now: Date, dayEndsAt: Date) {
  const daysOn = (days: number) => new Date(dayEndsAt.getTime() + (days - 1) * DAY_MS)
  const ends = [validDays === null ? null : daysOn(validFromDays + validDays), validUntil].filter(
    (end): end is Date => end !== null,
  )
  if (ends.length === 0) throw new Error('a coupon needs an end: validDays or validUntil')
  const begins = [now, validFrom, validFromDays === 0 ? null : daysOn(validFromDays)].filter(
    (begin): begin is Date => begin !== null,
  )
  return { validFrom: new Date(Math.max(...begins.map(Number))), expiresAt: new Date(Math.min(...ends.map(Number))) }
}

export type CouponFacts = {
  state: 'unused' | 'used' | 'void' | 'given'
  /** Wrapped up for a friend until then. */
  giftEndsAt?: Date | null
  validFrom: Date
  expiresAt: Date
  /** Empty: every store. */
  storeIds: readonly string[]
  kind?: CouponFace['kind']
  /** What `judgeHours` says of its days and hours at this moment; none: it holds at any. */
  holds?: Decision<object, 'coupon_blackout' | 'coupon_hours'>
}

export type UseRefusal =
  | 'coupon_used'
  | 'coupon_void'
  | 'coupon_given'
  | 'coupon_gifted'
  | 'coupon_expired'
  | 'coupon_not_yet'
  | 'coupon_for_delivery'
  | 'coupon_other_store'
  | 'coupon_blackout'
  | 'coupon_hours'

/** Whether a coupon may be used at `now`, and in `storeId` when one is given. */
export function judgeUse(coupon: CouponFacts, now: Date, storeId?: string): Decision<object, UseRefusal> {
  if (coupon.state === 'used') return no('coupon_used')
  if (coupon.state === 'void') return no('coupon_void')
  if (coupon.state === 'given') return no('coupon_given')
  if (coupon.giftEndsAt && now < coupon.giftEndsAt) return no('coupon_gifted')
  if (now >= coupon.expiresAt) return no('coupon_expired')
  if (now < coupon.validFrom) return no('coupon_not_yet')
  if (storeId !== undefined && coupon.kind === 'shipping') return no('coupon_for_delivery')
  const elsewhere = storeId !== undefined && coupon.storeIds.length > 0 && !coupon.storeIds.includes(storeId)
  if (elsewhere) return no('coupon_other_store')
  return coupon.holds ?? { ok: true }
}

/** What a coupon takes off an amount, in fen: 0 below its threshold, never more than the amount. An exchange takes off nothing. */
export function discountFen(
  face: Pick<CouponFace, 'kind' | 'thresholdFen' | 'offFen' | 'payPermille' | 'offMaxFen'>,
  amountFen: number,
): number {
  if (amountFen < face.thresholdFen) return 0
  if (face.kind === 'cash_off') return Math.min(face.offFen ?? 0, amountFen)
  if (face.kind !== 'percent_off') return 0
  const off = Math.floor((amountFen * (1000 - (face.payPermille ?? 1000))) / 1000)
  return face.offMaxFen === null ? off : Math.min(off, face.offMaxFen)
}
