import { EntitySchema } from 'typeorm'
import type { RuleSet } from '@huitou/shared/earning/rules'
import type { Used } from '@huitou/shared/earning/effects/cap-rules'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'
import type { Posting } from '../entities'

export type Side = { points: number; growth: number; coupons: number }

/** A budget of the set: how much of it each side has used, and when it was used up. */
export type BudgetUse = { key: string; label: string; limit: number; used: number; burntOutAt: string | null }

/**
 * What is used up of limits as the replay sees it: what really was, as last seen, and by how much each side has used more than that
 * since the replay began. Where a side does what really happened there is no gap, so a replay of one's own history changes nothing.
 */
export type Gauge = { real: Used; gap: { before: Used; after: Used } }

/** What a replay knows beside the members' own rows. */
export type Progress = {
  before: Side
  after: Side
  differing: number
  budgets: BudgetUse[]
  /** Of limits that all members share. */
  gauge: Gauge
  members: { winning: number; losing: number; same: number }
}

export type BacktestRow = {
  id: string
  versionId: string
  againstId: string | null
  /** As they were when it began: a draft may change meanwhile. Null: what was really given. */
  body: RuleSet
  againstBody: RuleSet | null
  fromDay: number
  untilDay: number
  state: 'running' | 'done' | 'failed'
  done: number
  total: number
  /** The last decision looked at, and the last to be looked at. */
  lastId: string
  untilId: string
  progress: Progress
  startedBy: string
  startedAt: Date
  finishedAt: Date | null
}

export const Backtests = new EntitySchema<BacktestRow>({
  name: 'earning_backtest',
  columns: {
    id: key(),
    versionId: ref(),
    againstId: ref({ nullable: true }),
    body: json(),
    againstBody: json({ nullable: true }),
    fromDay: dayNumber(),
    untilDay: dayNumber(),
    state: token(16),
    done: count(),
    total: count(),
    lastId: ref(),
    untilId: ref(),
    progress: json(),
    startedBy: text(40),
    startedAt: instant(),
    finishedAt: instant({ nullable: true }),
  },
})

export type Replayed = Pick<Posting, 'unit' | 'granted' | 'capKeys' | 'lines'>

/** One view of what a decision came to: before, after, or really. */
export type View = { postings: Replayed[]; undone: number[]; timeKeys: string[]; coupons: number }
export type Views = { before: View; after: View; real: View }

/** `open`: decisions with refunds still to come, and how many, as the replay saw them. */
export type MemberState = { gauge: Gauge; open: { [decisionId: string]: Views & { refundsLeft: number } } }

export type BacktestMemberRow = {
  backtestId: string
  memberId: string
  beforePoints: number
  afterPoints: number
  changePoints: number
  state: MemberState
}

export const BacktestMembers = new EntitySchema<BacktestMemberRow>({
  name: 'earning_backtest_member',
  columns: {
    backtestId: primaryRef(),
    memberId: primaryRef(),
    beforePoints: amount(),
    afterPoints: amount(),
    changePoints: amount(),
    state: json(),
  },
})
