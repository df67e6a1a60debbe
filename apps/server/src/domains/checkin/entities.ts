import { EntitySchema } from 'typeorm'
import type { Bonus, Plan, RewardPart } from '@huitou/shared/checkin/plan-rules'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/**
 * One version of a plan for checking in. PlanVersions of the same plan share their `line`. A published one is never changed but for its end;
 * it is in force from the start of `activeOn`, until the next of its line is or `endsOn` is over.
 */
export type VersionRow = {
  id: string
  /** The plan, by the id of its first version; null for the draft of a new one. */
  line: string | null
  name: string
  version: number | null
  state: 'draft' | 'published'
  audience: 'everyone' | 'tier'
  /** The tiers for whom it is; empty for everybody. */
  levels: number[]
  body: Plan
  activeOn: number | null
  endsOn: number | null
  note: string
  author: string
  savedAt: Date
  publishedAt: Date | null
}

export const PlanVersions = new EntitySchema<VersionRow>({
  name: 'checkin_version',
  columns: {
    id: key(),
    line: ref({ nullable: true }),
    name: text(40),
    version: count({ nullable: true }),
    state: token(16),
    audience: token(16),
    levels: json(),
    body: json(),
    activeOn: dayNumber({ nullable: true }),
    endsOn: dayNumber({ nullable: true }),
    note: text(120),
    author: token(32),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
  },
})

export type StreakRow = { memberId: string; lastDay: number; length: number }

export const Streaks = new EntitySchema<StreakRow>({
  name: 'checkin_streak',
  columns: { memberId: primaryRef(), lastDay: dayNumber(), length: count() },
})

/** A coupon of a reward; `couponId` is null where there was none left to give. */
export type GivenVoucher = { what: string; templateId: string; couponId: string | null }

export type CheckInRow = {
  id: string
  memberId: string
  day: number
  /** How many days in a row it was when it was made: what the member was told. */
  streak: number
  /** How many it is since an earlier day was made up; null where that changed nothing. */
  run: number | null
  points: number
  growth: number
  parts: RewardPart[]
  couponId: string | null
  vouchers: GivenVoucher[] | null
  /** Steps that were paid with it; null for rows from before steps were kept. */
  bonuses: Bonus[] | null
  txnId: string | null
  balanceAfter: number
  planId: string
  /** The day on which it was made up, if it was not on time. */
  madeUpOn: number | null
  price: number
  priceTxnId: string | null
  at: Date
}

export const CheckIns = new EntitySchema<CheckInRow>({
  name: 'checkin',
  columns: {
    id: key(),
    memberId: ref(),
    day: dayNumber(),
    streak: count(),
    run: count({ nullable: true }),
    points: amount(),
    growth: amount(),
    parts: json(),
    couponId: ref({ nullable: true }),
    vouchers: json({ nullable: true }),
    bonuses: json({ nullable: true }),
    txnId: ref({ nullable: true }),
    balanceAfter: amount(),
    planId: ref(),
    madeUpOn: dayNumber({ nullable: true }),
    price: amount(),
    priceTxnId: ref({ nullable: true }),
    at: instant(),
  },
})

/** The bonus for being in the store: once a day, or once a day in each store, as the plan says. */
export type StoreVisitRow = {
  id: string
  memberId: string
  day: number
  storeId: string
  codeId: string
  points: number
  txnId: string | null
  balanceAfter: number
  at: Date
}

export const StoreVisits = new EntitySchema<StoreVisitRow>({
  name: 'checkin_visit',
  columns: {
    id: key(),
    memberId: ref(),
    day: dayNumber(),
    storeId: ref(),
    codeId: ref(),
    points: amount(),
    txnId: ref({ nullable: true }),
    balanceAfter: amount(),
    at: instant(),
  },
})

/** What a day came to, counted by a job. `make_ups` are those made on the day, whichever day they were for. */
export type DayRow = {
  day: number
  checkIns: number
  makeUps: number
  visits: number
  points: number
  /** How many members there were, when it was counted. */
  members: number
  /** How many running streaks there were of each span of lengths. */
  streaks: Record<string, number>
  countedAt: Date
}

export const Days = new EntitySchema<DayRow>({
  name: 'checkin_day',
  columns: {
    day: { ...dayNumber(), primary: true },
    checkIns: count(),
    makeUps: count(),
    visits: count(),
    points: amount(),
    members: count(),
    streaks: json(),
    countedAt: instant(),
  },
})
