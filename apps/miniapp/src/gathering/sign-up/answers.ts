import { faultOfAnswers } from '@huitou/shared/kit/asked-rules'
import type { Answers, Question } from '@huitou/shared/gathering/schema'

/** What was chosen or written so far, in the order of the questions. */
export type Draft = readonly (readonly string[])[]

/** As it is sent: without blanks around, and nothing where nothing was written. */
export const answersOf = (questions: readonly Question[], draft: Draft): Answers =>
  questions.map((_, index) => (draft[index] ?? []).map((one) => one.trim()).filter((one) => one !== ''))

/** The places of the questions that are not answered yet as they must be. */
export const faultsOf = (questions: readonly Question[], answers: Answers): number[] =>
  questions.flatMap((question, index) => (faultOfAnswers([question], [answers[index] ?? []]) === null ? [] : [index]))

/** What is chosen after one more tap. The one choice that must be made can be changed, not taken back. */
export function afterTap({ kind, required }: Question, chosen: readonly string[], option: string): readonly string[] {
  const isOn = chosen.includes(option)
  if (kind === 'several') return isOn ? chosen.filter((one) => one !== option) : [...chosen, option]
  return isOn && !required ? [] : [option]
}

/** The same draft with another answer at one place. */
export const withAnswer = (draft: Draft, at: number, answer: readonly string[], count: number): Draft =>
  Array.from({ length: count }, (_, index) => (index === at ? answer : (draft[index] ?? [])))
