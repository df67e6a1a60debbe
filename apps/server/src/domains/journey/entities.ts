import { EntitySchema } from 'typeorm'
import type { JourneyBody, JourneyState, RunState, StepKind, TriggerKind } from '@huitou/shared/journey/schema'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

export type JourneyRow = {
  id: string
  state: JourneyState
  /** Of what is on; 0 before it ever was. */
  version: number
  /** What is saved; it becomes a version when it is put on. */
  draft: JourneyBody
  triggerKind: TriggerKind | null
  publishedAt: Date | null
  endedAt: Date | null
  /** Shared by all of its members and touched last: what may be given, what was, and how many entered on `capDay`. */
  pointsBudget: number | null
  couponsBudget: number | null
  pointsGiven: number
  couponsGiven: number
  dayCap: number | null
  capDay: number
  capCount: number
  /** How far time has been walked: the last purchase that was looked at and whose it was; or the day of birthdays, or of last check-ins. */
  scanAt: Date | null
  scanDay: number | null
  scanId: string
}

export const Journeys = new EntitySchema<JourneyRow>({
  name: 'journey',
  columns: {
    id: key(),
    state: token(16),
    version: count(),
    draft: json(),
    triggerKind: token(16, { nullable: true }),
    publishedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
    pointsBudget: amount({ nullable: true }),
    couponsBudget: amount({ nullable: true }),
    pointsGiven: amount(),
    couponsGiven: amount(),
    dayCap: count({ nullable: true }),
    capDay: dayNumber(),
    capCount: count(),
    scanAt: instant({ nullable: true }),
    scanDay: dayNumber({ nullable: true }),
    scanId: ref(),
  },
})

/** What a journey was when it was put on; never changed. Who entered by it goes on by it. */
export type VersionRow = { journeyId: string; version: number; body: JourneyBody; at: Date; author: string }

export const JourneyVersions = new EntitySchema<VersionRow>({
  name: 'journey_version',
  columns: {
    journeyId: primaryRef(),
    version: { ...count(), primary: true },
    body: json(),
    at: instant(),
    author: token(32),
  },
})

/** One member on their way, for one cause once. */
export type RunRow = {
  id: string
  journeyId: string
  version: number
  memberId: string
  /** As "purchase:9": what let them enter, once and for ever. */
  cause: string
  state: RunState
  /** The step that comes next, and when; null when it is over. */
  step: number
  dueAt: Date | null
  since: Date
  enteredAt: Date
  /** When that happened for which they entered, which may be told late. */
  happenedAt: Date
  endedAt: Date | null
}

export const Runs = new EntitySchema<RunRow>({
  name: 'journey_run',
  columns: {
    id: key(),
    journeyId: ref(),
    version: count(),
    memberId: ref(),
    cause: token(96),
    state: token(8),
    step: count(),
    dueAt: instant({ nullable: true }),
    since: instant(),
    enteredAt: instant(),
    happenedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
  },
})

/** What came of a step: written with what it did, so that neither can be without the other. */
export type OutcomeRow = {
  runId: string
  step: number
  journeyId: string
  version: number
  kind: StepKind
  at: Date
  /** Why nothing was done; null when it was. */
  why: string | null
  points: number
  txnId: string | null
  couponId: string | null
}

export const Outcomes = new EntitySchema<OutcomeRow>({
  name: 'journey_outcome',
  columns: {
    runId: primaryRef(),
    step: { ...count(), primary: true },
    journeyId: ref(),
    version: count(),
    kind: token(8),
    at: instant(),
    why: text(40, { nullable: true }),
    points: amount(),
    txnId: ref({ nullable: true }),
    couponId: ref({ nullable: true }),
  },
})

/** Every table of this room. */
export const journeyTables = [Journeys, JourneyVersions, Runs, Outcomes] as EntitySchema[]
