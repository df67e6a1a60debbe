import { In } from 'typeorm'
import { applyLimits, timeLimitsOf, type Used } from '@huitou/shared/earning/effects/cap-rules'
import type { Benefit } from '@huitou/shared/earning/effects/part-rules'
import { evaluate, type Evaluation } from '@huitou/shared/earning/evaluate-rules'
import type { Facts, RuleSet } from '@huitou/shared/earning/rules'
import type { Cap } from '@huitou/shared/points/cap-rules'
import { Counters } from '#server/domains/points/counter/entities'
import { policyCaps } from '#server/domains/points/policy'
import type { Reader } from '#server/platform/db/tx'
import { Tallies, type StoredContext } from '../entities'

/** The keys under which a set counts how often its rules have given something on this event. */
export const timeKeys = (set: RuleSet, { event, day }: Facts, only?: readonly string[]) =>
  set.rules
    .filter((rule) => rule.on === event && (!only || only.includes(rule.key)))
    .flatMap((rule) => timeLimitsOf(rule, day).map((limit) => limit.key))

async function timesSoFar(read: Reader, set: RuleSet, facts: Facts, memberId: string): Promise<Used> {
  const names = timeKeys(set, facts)
  if (names.length === 0) return {}
  const rows = await read.find(Tallies, { where: { memberId, name: In(names) } })
  return Object.fromEntries(rows.map((row) => [row.name, row.times]))
}

async function usedSoFar(read: Reader, caps: readonly Cap[]): Promise<Used> {
  const names = [...new Set(caps.map((cap) => cap.key))]
  if (names.length === 0) return {}
  const rows = await read.find(Counters, { where: { name: In(names) } })
  return Object.fromEntries(rows.map((row) => [row.name, row.used]))
}

export type Judgement = { evaluation: Evaluation; context: StoredContext }

type Judging = { set: RuleSet; facts: Facts; memberId: string | null; at: Date; benefit: Benefit; actor: string }

/** Limits of somebody who is not named: nothing of theirs is used up. */
const NOBODY = '0'

/**
 * Judges a set with what is used up of its limits right now. Live, dry, at a moment, draft and shadow all come through here; so the
 * trial and the truth cannot differ.
 */
export async function judge(read: Reader, { set, facts, memberId, at, benefit, actor }: Judging): Promise<Judgement> {
  const times = memberId === null ? {} : await timesSoFar(read, set, facts, memberId)
  const caps = memberId === null ? [] : await policyCaps(read, memberId, facts.day)
  const evaluation = evaluate(set, facts, { memberId: memberId ?? NOBODY, at, benefit, times, caps })
  const used = await usedSoFar(
    read,
    evaluation.lanes.flatMap((lane) => lane.caps),
  )
  const lanes = applyLimits(evaluation.lanes, used)
  return { evaluation: { ...evaluation, lanes }, context: { benefit, times, used, caps: [...caps], actor } }
}

/** Judges again from what was stored; reads nothing. */
export function judgeAgain(
  set: RuleSet,
  stored: { facts: Facts; memberId: string; at: Date; context: StoredContext },
): Evaluation {
  const { benefit, times, used, caps } = stored.context
  const evaluation = evaluate(set, stored.facts, { memberId: stored.memberId, at: stored.at, benefit, times, caps })
  return { ...evaluation, lanes: applyLimits(evaluation.lanes, used) }
}
