import type { Lane, Used } from '@huitou/shared/earning/effects/cap-rules'
import type { Benefit } from '@huitou/shared/earning/effects/part-rules'
import { totalOf, type Evaluation } from '@huitou/shared/earning/evaluate-rules'
import type { EarnEvent, Facts } from '@huitou/shared/earning/rules'
import type { Tx } from '#server/platform/db/tx'
import {
  Decisions,
  type DecisionRow,
  type GivenCoupon,
  type Posting,
  type StoredContext,
  type StoredResult,
} from '../entities'
import { hashOfFacts, hashOfResult } from './hash'
import type { Judgement } from './judge'
import type { Version } from '../version/in-force'

export type Award = {
  memberId: string
  event: EarnEvent
  /** Names the cause, once and for ever: the same again gives nothing more. At most 64 ASCII characters. */
  subjectKey: string
  facts: Partial<Facts>
  benefit: Benefit
  now: Date
  /** When it happened, by which schedules, days and ends are judged; by default `now`. */
  at?: Date
  actor?: string
}

export type Deciding = {
  ask: Award
  facts: Facts
  at: Date
  judgement: Judgement
  version: Version | null
  mode: 'live' | 'shadow'
}

export const postingOf = (lane: Lane, txnId: string | null): Posting => ({
  lane: lane.key,
  unit: lane.unit,
  wanted: lane.wanted,
  granted: lane.granted,
  cutBy: lane.cutBy,
  capKeys: lane.caps.map((cap) => cap.key),
  txnId,
  lines: lane.lines,
})

const resultOf = (evaluation: Evaluation, postings: Posting[], coupons: GivenCoupon[]): StoredResult => ({
  postings,
  coupons,
  fired: evaluation.fired,
  messages: evaluation.messages.map((one) => one.text),
})

/** A result of this size fits its column on every engine; the shares by line are the first to go, and refunds then go by amount. */
const RESULT_CHARACTERS_MAX = 40_000

function fitting(result: StoredResult): StoredResult {
  if (JSON.stringify(result).length <= RESULT_CHARACTERS_MAX) return result
  return { ...result, postings: result.postings.map((posting) => ({ ...posting, lines: [] })) }
}

/** Stores a judgement as it stands before anything is given. Answers its id. */
export async function keepDecision(tx: Tx, { ask, facts, at, judgement, version, mode }: Deciding): Promise<string> {
  const { evaluation, context } = judgement
  const postings = evaluation.lanes.map((lane) => postingOf(lane, null))
  const row: Omit<DecisionRow, 'id'> = {
    memberId: ask.memberId,
    event: ask.event,
    subjectKey: ask.subjectKey,
    mode,
    reverses: null,
    versionId: version?.id ?? null,
    at,
    day: facts.day,
    facts,
    context,
    result: fitting(resultOf(evaluation, postings, [])),
    factsHash: hashOfFacts(facts, context),
    resultHash: hashOfResult(evaluation),
    points: totalOf(evaluation.lanes, 'points', 'granted'),
    growth: totalOf(evaluation.lanes, 'growth', 'granted'),
  }
  const { identifiers } = await tx.insert(Decisions, row)
  return String(identifiers[0]?.['id'])
}

/**
 * Others may have used a shared budget up between the judgement, which holds no lock on it, and the ledger, which does. What the ledger
 * found is written down, so that judging again comes to the same.
 */
function usedAsFound({ judgement }: Deciding, postings: readonly Posting[]): StoredContext {
  const used: Used = { ...judgement.context.used }
  const { lanes } = judgement.evaluation
  // Several lanes may share a limit: what all of them got together was left of it.
  const grantedUnder = (key: string) =>
    postings.reduce((sum, one, at) => sum + (lanes[at]?.caps.some((cap) => cap.key === key) ? one.granted : 0), 0)
  postings.forEach(({ granted, cutBy }, at) => {
    const lane = judgement.evaluation.lanes[at]
    const cap = lane?.caps.find((one) => one.label === cutBy)
    if (lane && cap && granted !== lane.granted) used[cap.key] = cap.limit - grantedUnder(cap.key)
  })
  return { ...judgement.context, used }
}

type Settling = { deciding: Deciding; postings: Posting[]; coupons: GivenCoupon[] }

const granted = (postings: readonly Posting[], unit: Posting['unit']) =>
  postings.filter((one) => one.unit === unit).reduce((sum, one) => sum + one.granted, 0)

/** Writes down what was really given. */
export async function settleDecision(tx: Tx, id: string, { deciding, postings, coupons }: Settling) {
  const result = fitting(resultOf(deciding.judgement.evaluation, postings, coupons))
  const points = granted(postings, 'points')
  const growth = granted(postings, 'growth')
  await tx.update(Decisions, { id }, { result, points, growth, context: usedAsFound(deciding, postings) })
  return result
}
