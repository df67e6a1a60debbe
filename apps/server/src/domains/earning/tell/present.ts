import type { EarningEvaluation } from '@huitou/shared/earning/contract'
import { totalOf, type Evaluation } from '@huitou/shared/earning/evaluate-rules'
import { conditionWords } from '@huitou/shared/earning/words/condition-rules'
import { cutWords, partWords, skipWords } from '@huitou/shared/earning/words/explain-rules'
import type { Names, Words } from '@huitou/shared/earning/words/word-rules'
import type { GivenCoupon, Posting } from '../entities'

type Given = { postings: readonly Posting[]; coupons: readonly GivenCoupon[] } | null
type Hashes = { factsHash: string; resultHash: string }

const isWords = (words: Words | null): words is Words => words !== null

/** The lanes as they were posted, where they were. */
const postedLanes = ({ lanes }: Evaluation, given: Given) =>
  lanes.map((lane) => {
    const posting = given?.postings.find((one) => one.lane === lane.key)
    return posting ? { ...lane, granted: posting.granted, cutBy: posting.cutBy } : lane
  })

function couponsOf({ coupons }: Evaluation, given: Given, names: Names): EarningEvaluation['coupons'] {
  const left = [...(given?.coupons ?? [])]
  return coupons.map(({ rule, templateId }) => {
    const at = left.findIndex((one) => one.rule === rule && one.templateId === templateId)
    const [coupon] = at < 0 ? [] : left.splice(at, 1)
    const state = !given ? 'planned' : coupon?.couponId ? 'given' : 'sold_out'
    return { rule, templateId, name: names.templates[templateId] ?? '', state }
  })
}

/** What limits cut, in words. */
export const cutsOf = (evaluation: Evaluation, given: Given = null) =>
  postedLanes(evaluation, given).map(cutWords).filter(isWords)

/** An evaluation as the console sees it; `given` is what came of it, null where it was only tried. */
export function presentEvaluation(
  evaluation: Evaluation,
  given: Given,
  names: Names,
  hashes: Hashes,
): EarningEvaluation {
  const lanes = postedLanes(evaluation, given)
  const total = (unit: 'points' | 'growth') => ({
    wanted: totalOf(lanes, unit, 'wanted'),
    granted: totalOf(lanes, unit, 'granted'),
  })
  return {
    points: total('points'),
    growth: total('growth'),
    parts: evaluation.parts.map((part) => ({
      ...{ rule: part.rule, title: part.title, unit: part.unit, amount: part.amount },
      words: partWords(part),
    })),
    cuts: lanes.map(cutWords).filter(isWords),
    coupons: couponsOf(evaluation, given, names),
    messages: evaluation.messages.map((one) => one.text),
    trace: evaluation.trace.map(({ rule, title, skipped, conditions }) => ({
      rule,
      title,
      skipped,
      why: skipped === null ? null : skipWords(skipped),
      conditions: conditions.map((one) => ({
        ...{ fact: one.fact, op: one.op, value: one.value, actual: one.actual, held: one.held },
        words: conditionWords(one, names),
      })),
    })),
    ...hashes,
  }
}
