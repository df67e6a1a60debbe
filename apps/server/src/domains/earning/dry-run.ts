import type { Input, Output } from '@huitou/shared/api'
import type { Facts } from '@huitou/shared/earning/rules'
import { memberById } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { anonymousFacts, assembleFacts, basketFacts } from './decide/facts'
import { hashOfFacts, hashOfResult } from './decide/hash'
import { judge } from './decide/judge'
import { namesFor, type Neighbours } from './tell/known'
import { presentEvaluation } from './tell/present'
import { versionById, versionInForce, type Version } from './version/in-force'

type Trial = Input<'earning.dryRun'>

/** What of a trial is no fact by itself. */
const NO_FACTS = new Set(['event', 'lines', 'paidFen', 'pointsPermille'])

function givenFacts(trial: Trial['facts']): Partial<Facts> {
  const { lines, paidFen } = trial
  const basket = lines ? basketFacts(lines) : paidFen === undefined ? {} : { amountFen: paidFen }
  const given = Object.fromEntries(
    Object.entries(trial).filter(([name, value]) => value !== undefined && !NO_FACTS.has(name)),
  )
  return { ...given, ...basket }
}

async function versionFor(read: Reader, { mode, versionId }: Trial, at: Date): Promise<Version | null> {
  if (mode !== 'draft') return versionInForce(read, 'live', at)
  if (versionId === undefined) throw invalid('versionId', 'needed in this mode')
  return found(await versionById(read, versionId))
}

/** What this would earn. The same judgement as for real, with what is used up of limits right now; nothing is written. */
export async function dryRun(
  read: Reader,
  neighbours: Neighbours,
  trial: Trial,
  now: Date,
): Promise<Output<'earning.dryRun'>> {
  if (trial.mode === 'at' && trial.at === undefined) throw invalid('at', 'needed in this mode')
  const at = trial.at === undefined ? now : new Date(trial.at)
  const version = await versionFor(read, trial, at)
  const { event, pointsPermille = 1000 } = trial.facts
  const given = givenFacts(trial.facts)
  const memberId = trial.memberId ?? null
  const facts =
    memberId === null
      ? await anonymousFacts(read, event, given, at)
      : await assembleFacts(read, { member: await memberById(read, memberId), event, given, at })
  const set = version?.body ?? { rules: [] }
  const { evaluation, context } = await judge(read, {
    ...{ set, facts, memberId, at, actor: 'system' },
    benefit: { pointsPermille },
  })
  const hashes = { factsHash: hashOfFacts(facts, context), resultHash: hashOfResult(evaluation) }
  const names = await namesFor(read, neighbours, [set])
  return { versionId: version?.id ?? null, evaluation: presentEvaluation(evaluation, null, names, hashes) }
}
