import { createHash } from 'node:crypto'
import { canonical, canonicalFacts, canonicalSet } from '@huitou/shared/earning/canonical-rules'
import { decisionOf, type Evaluation } from '@huitou/shared/earning/evaluate-rules'
import type { Facts, RuleSet } from '@huitou/shared/earning/rules'
import type { StoredContext } from '../entities'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const hashOfSet = (set: RuleSet) => sha256(canonicalSet(set))

/** Of all that a judgement rests on: the facts, and what was known beside them. */
export const hashOfFacts = (facts: Facts, { benefit, times }: Pick<StoredContext, 'benefit' | 'times'>) =>
  sha256(`${canonicalFacts(facts)}\n${canonical({ benefit, times })}`)

export const hashOfResult = (evaluation: Evaluation) => sha256(canonical(decisionOf(evaluation)))
