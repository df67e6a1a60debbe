import { monthOf, type Day } from '../kit/day'
import { ONE_TXN, type Cap } from './cap-rules'
import type { ExpiryPolicy } from './expiry-rules'

/** A limit on what one member earns; null: none. */
export type MemberCaps = { perTxn: number | null; perDay: number | null; perMonth: number | null }

/** What a brand has decided about its points. Each version is kept; what was granted under one keeps its end. */
export type PointsPolicy = {
  expiry: ExpiryPolicy
  tierExpiry: { level: number; expiry: ExpiryPolicy }[]
  caps: MemberCaps
  /** Adjusting more than this needs a second person. */
  approvalAbove: number
  /** For how many days ahead a member is shown what ends. */
  warningDays: number
  /** What a point is worth, in thousandths of a fen: 1000 is one fen, 100 points are ¥1 (S-106). */
  pointMilliFen: number
}

/** Until a shop decides: a year to the month's end, no caps, a second person above 1000 points, 100 points for ¥1. */
export const DEFAULT_POLICY: PointsPolicy = {
  expiry: { kind: 'rolling', months: 12, round: 'month' },
  tierExpiry: [],
  caps: { perTxn: null, perDay: null, perMonth: null },
  approvalAbove: 1000,
  warningDays: 30,
  pointMilliFen: 1000,
}

/** The caps that hold for every earning of a member on a business day. What does not fit is clipped, and the journal says so. */
export function memberCaps({ perTxn, perDay, perMonth }: MemberCaps, memberId: string, day: Day): Cap[] {
  const caps: Cap[] = []
  const add = (key: string, limit: number | null, label: string) => {
    if (limit !== null) caps.push({ key, limit, label, onExceed: 'clip' })
  }
  add(ONE_TXN, perTxn, '单笔积分上限')
  add(`day:${day}:m${memberId}`, perDay, '每日积分上限')
  add(`month:${monthOf(day)}:m${memberId}`, perMonth, '每月积分上限')
  return caps
}

/** What points are worth in whole fen, rounded down: never promised more than there is. */
export const worthFen = (points: number, pointMilliFen: number) => Math.floor((points * pointMilliFen) / 1000)
