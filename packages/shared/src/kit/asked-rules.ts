/** A question as far as answers to it can be judged. Sign-up sheets and surveys ask alike. */
export type Asked = {
  label: string
  kind: 'text' | 'one' | 'several' | 'score'
  options: readonly string[]
  required: boolean
}

/** What a score may be, least first. */
export const SCORES = ['1', '2', '3', '4', '5'] as const

export type AskingFault = 'no_options' | 'same_options' | 'same_questions'

export const isChosen = ({ kind }: Pick<Asked, 'kind'>) => kind === 'one' || kind === 'several'

const repeats = (values: readonly string[]) => new Set(values).size < values.length

/** What is wrong with what is asked. */
export function askingFaults(questions: readonly Asked[]): AskingFault[] {
  const faults: AskingFault[] = []
  const chosen = questions.filter(isChosen)
  if (chosen.some(({ options }) => options.length < 2)) faults.push('no_options')
  if (chosen.some(({ options }) => repeats(options))) faults.push('same_options')
  if (repeats(questions.map(({ label }) => label))) faults.push('same_questions')
  return faults
}

function answerHolds({ kind, options, required }: Asked, given: readonly string[]): boolean {
  if (given.length === 0) return !required
  if (kind !== 'several' && given.length > 1) return false
  if (kind === 'text') return true
  const known: readonly string[] = kind === 'score' ? SCORES : options
  return !repeats(given) && given.every((one) => known.includes(one))
}

/** The first question whose answer does not hold, by its place; null when all do. */
export function faultOfAnswers(questions: readonly Asked[], answers: readonly (readonly string[])[]): number | null {
  if (answers.length > questions.length) return questions.length
  const at = questions.findIndex((question, index) => !answerHolds(question, answers[index] ?? []))
  return at === -1 ? null : at
}

/** Questions and answers in one line, for a member's own copy: empty where nothing was answered, or is kept no more. */
export const answeredWords = (
  questions: readonly Pick<Asked, 'label'>[] = [],
  answers: readonly (readonly string[])[],
) =>
  questions
    .map(({ label }, index) => `${label}：${(answers[index] ?? []).join('、')}`)
    .slice(0, answers.length)
    .join('；')
