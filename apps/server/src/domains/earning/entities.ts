import { EntitySchema } from 'typeorm'
import type { Benefit } from '@huitou/shared/earning/effects/part-rules'
import type { Used } from '@huitou/shared/earning/effects/cap-rules'
import type { EarnEvent, EarnUnit, Facts } from '@huitou/shared/earning/rules'
import type { Cap } from '@huitou/shared/points/cap-rules'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, token } from '#server/platform/db/columns'

/** What was known beside the facts: enough to judge again, at any time, and come to the same. */
export type StoredContext = { benefit: Benefit; times: Used; used: Used; caps: Cap[]; actor: string }

/** What came of a lane: the journal's transaction, and what of it belongs to each line of the basket. */
export type Posting = {
  lane: string
  unit: EarnUnit
  wanted: number
  granted: number
  cutBy: string | null
  capKeys: string[]
  txnId: string | null
  lines: number[]
}

/** `couponId` null: none was left. */
export type GivenCoupon = { rule: string; templateId: string; couponId: string | null }

/** What a refund undid of each line: refunded and paid, so far and in all. */
export type Fraction = { done: number; of: number }
export type Undoing = { numerator: number; denominator: number; whole: boolean; lines: Fraction[] }

export type StoredResult = {
  postings: Posting[]
  coupons: GivenCoupon[]
  fired: string[]
  messages: string[]
  /** For a reversal: how far everything is undone with it. */
  undoing?: Undoing
}

/**
 * One judgement of the rules. `live` has given what it says; `shadow` has only been recorded; `reversal` takes back a share of the
 * one that it `reverses`, in negative numbers.
 */
export type DecisionRow = {
  id: string
  memberId: string
  event: EarnEvent
  subjectKey: string
  mode: 'live' | 'shadow' | 'reversal'
  reverses: string | null
  versionId: string | null
  at: Date
  day: number
  facts: Facts
  context: StoredContext
  result: StoredResult
  factsHash: string
  resultHash: string
  points: number
  growth: number
}

export const Decisions = new EntitySchema<DecisionRow>({
  name: 'earning_decision',
  columns: {
    id: key(),
    memberId: ref(),
    event: token(16),
    subjectKey: token(80),
    mode: token(16),
    reverses: ref({ nullable: true }),
    versionId: ref({ nullable: true }),
    at: instant(),
    day: dayNumber(),
    facts: json(),
    context: json(),
    result: json(),
    factsHash: token(64),
    resultHash: token(64),
    points: amount(),
    growth: amount(),
  },
})

/** How often a rule has given a member something, by the key of its limit. */
export type TallyRow = { memberId: string; name: string; times: number }

export const Tallies = new EntitySchema<TallyRow>({
  name: 'earning_tally',
  columns: { memberId: primaryRef(), name: { ...token(96), primary: true }, times: count() },
})

/** That a member's birthday of a year has been seen to. */
export type BirthdayRow = { memberId: string; year: number; at: Date }

export const Birthdays = new EntitySchema<BirthdayRow>({
  name: 'earning_birthday',
  columns: { memberId: primaryRef(), year: { ...count(), primary: true }, at: instant() },
})
