import type { Reader } from '#server/platform/db/tx'

/** What tiers and benefit cards say about coupons. */
export type CouponRights = { exclusiveTemplateIds: readonly string[]; earlyAccessHours: number }

/** What this room must know of rooms that it may not import. Whoever puts the server together says how to find out. */
export type CouponNeighbours = {
  /** What each of these members has by tier and cards. */
  rightsOf(read: Reader, memberIds: readonly string[], now: Date): Promise<ReadonlyMap<string, CouponRights>>
  /** Templates that only somebody with a right may take: every one that a tier or a card names. */
  exclusiveTemplateIds(read: Reader, now: Date): Promise<readonly string[]>
  tierName(read: Reader, level: number): Promise<string>
}
