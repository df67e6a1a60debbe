import { EntitySchema } from 'typeorm'
import type { CheckInPlan, RewardPart } from '@huitou/shared/checkin/rules'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, text } from '#server/platform/db/columns'

/** The rules of checking in. A new version is a new row; the newest whose `activeFrom` has come is in force. */
export type PlanRow = CheckInPlan & {
  id: string
  name: string
  version: number
  pointsValidDays: number
  activeFrom: Date
}

export const Plans = new EntitySchema<PlanRow>({
  name: 'checkin_plan',
  columns: {
    id: key(),
    name: text(40),
    version: count(),
    basePoints: count(),
    visitPoints: count(),
    growth: count(),
    cycleDays: count({ nullable: true }),
    ladder: json(),
    specialDays: json(),
    pointsValidDays: count(),
    activeFrom: instant(),
  },
})

export type StreakRow = { memberId: string; lastDay: number; length: number }

export const Streaks = new EntitySchema<StreakRow>({
  name: 'checkin_streak',
  columns: { memberId: primaryRef(), lastDay: dayNumber(), length: count() },
})

export type CheckInRow = {
  id: string
  memberId: string
  day: number
  streak: number
  points: number
  parts: RewardPart[]
  couponId: string | null
  txnId: string | null
  balanceAfter: number
  planId: string
  at: Date
}

export const CheckIns = new EntitySchema<CheckInRow>({
  name: 'checkin',
  columns: {
    id: key(),
    memberId: ref(),
    day: dayNumber(),
    streak: count(),
    points: amount(),
    parts: json(),
    couponId: ref({ nullable: true }),
    txnId: ref({ nullable: true }),
    balanceAfter: amount(),
    planId: ref(),
    at: instant(),
  },
})

/** The bonus for being in the store, once a day. */
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
