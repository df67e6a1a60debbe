import type { Output } from '@huitou/shared/api'
import type { EarningDecision } from '@huitou/shared/earning/contract'
import type { RuleSet } from '@huitou/shared/earning/rules'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Decisions, type DecisionRow } from './entities'
import { hashOfFacts, hashOfResult } from './decide/hash'
import { judgeAgain } from './decide/judge'
import { namesFor, type Neighbours } from './tell/known'
import { presentEvaluation } from './tell/present'
import { versionById } from './version/in-force'

export const decisionById = async (read: Reader, id: string): Promise<DecisionRow> =>
  found(await read.findOne(Decisions, { where: { id } }))

/** A decision; for what a refund took back, the decision that it took back. */
async function originalOf(read: Reader, id: string): Promise<DecisionRow> {
  const row = await decisionById(read, id)
  return row.reverses === null ? row : decisionById(read, row.reverses)
}

const NO_RULES: RuleSet = { rules: [] }

/** The rules by which a decision was made. */
export const bodyBehind = async (read: Reader, { versionId }: Pick<DecisionRow, 'versionId'>): Promise<RuleSet> =>
  versionId === null ? NO_RULES : found(await versionById(read, versionId)).body

/** The sums of what refunds have taken back of a decision. */
async function reversedOf(read: Reader, id: string) {
  const reversals = await read.find(Decisions, { where: { reverses: id } })
  return {
    points: reversals.reduce((sum, one) => sum - one.points, 0),
    growth: reversals.reduce((sum, one) => sum - one.growth, 0),
  }
}

async function shadowOf(read: Reader, { subjectKey }: DecisionRow): Promise<EarningDecision['shadow']> {
  const shadow = await read.findOne(Decisions, { where: { subjectKey, mode: 'shadow' } })
  if (!shadow?.versionId) return null
  const { versionId, points, growth, result } = shadow
  return { versionId, points, growth, coupons: result.coupons.length }
}

export async function presentDecision(read: Reader, neighbours: Neighbours, id: string): Promise<EarningDecision> {
  const row = await originalOf(read, id)
  const body = await bodyBehind(read, row)
  const evaluation = judgeAgain(body, row)
  const { factsHash, resultHash } = row
  const names = await namesFor(read, neighbours, [body])
  return {
    id: row.id,
    memberId: row.memberId,
    event: row.event,
    subjectKey: row.subjectKey,
    versionId: row.versionId,
    at: row.at.toISOString(),
    facts: { ...row.facts },
    evaluation: presentEvaluation(evaluation, row.result, names, { factsHash, resultHash }),
    txnIds: row.result.postings.flatMap((posting) => posting.txnId ?? []),
    reversed: await reversedOf(read, row.id),
    shadow: await shadowOf(read, row),
  }
}

/** Judges a stored decision again, and compares: the facts, what the rules make of them, and what the limits left. */
export async function rerun(read: Reader, neighbours: Neighbours, id: string): Promise<Output<'earning.rerun'>> {
  const row = await originalOf(read, id)
  const body = await bodyBehind(read, row)
  const evaluation = judgeAgain(body, row)
  const hashes = { factsHash: hashOfFacts(row.facts, row.context), resultHash: hashOfResult(evaluation) }
  const stored = { factsHash: row.factsHash, resultHash: row.resultHash }
  const granted = evaluation.lanes.map((lane) => lane.granted)
  const sameGrant = row.result.postings.every((posting, at) => posting.granted === granted[at])
  return {
    same: hashes.factsHash === stored.factsHash && hashes.resultHash === stored.resultHash && sameGrant,
    stored,
    evaluation: presentEvaluation(evaluation, null, await namesFor(read, neighbours, [body]), hashes),
  }
}
