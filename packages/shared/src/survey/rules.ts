import { no, type Decision } from '../kit/decision'
import { isChosen, SCORES } from '../kit/asked-rules'
import type { SurveyAnswers, SurveyQuestion, SurveyState, TagRule } from './schema'

/** How long what was answered is kept once a survey is over (R41). */
export const KEPT_DAYS = 365

export type AnswerRefusal =
  | 'not_found'
  | 'survey_over'
  | 'survey_early'
  | 'survey_answered'
  | 'survey_tier'
  | 'survey_not_asked'

/** A survey and who looks at it. */
export type Asking = {
  state: SurveyState
  opensAt: Date
  closesAt: Date
  minLevel: number | null
  tags: readonly string[]
  level: number
  memberTags: readonly string[]
  answered: boolean
}

/** Whether a member may answer now. */
export function judgeAnswer(asking: Asking, now: Date): Decision<object, AnswerRefusal> {
  const { state, opensAt, closesAt, minLevel, tags, level, memberTags, answered } = asking
  if (state === 'draft') return no('not_found')
  if (answered) return no('survey_answered')
  if (state === 'ended' || now >= closesAt) return no('survey_over')
  if (now < opensAt) return no('survey_early')
  if (minLevel !== null && level < minLevel) return no('survey_tier')
  const isAsked = tags.length === 0 || tags.some((tag) => memberTags.includes(tag))
  return isAsked ? { ok: true } : no('survey_not_asked')
}

export const SURVEY_CARD_STATES = ['open', 'done', 'over', 'early', 'locked'] as const
export type SurveyCardState = (typeof SURVEY_CARD_STATES)[number]

const BY_REFUSAL: Record<AnswerRefusal, SurveyCardState> = {
  ...{ not_found: 'over', survey_over: 'over', survey_early: 'early' },
  ...{ survey_answered: 'done', survey_tier: 'locked', survey_not_asked: 'locked' },
}

/** How a survey stands for a member. */
export function cardStateOf(asking: Asking, now: Date): SurveyCardState {
  const decision = judgeAnswer(asking, now)
  return decision.ok ? 'open' : BY_REFUSAL[decision.reason]
}

/** What who answered so is called, each word once. */
export const tagsFor = (rules: readonly TagRule[], answers: SurveyAnswers): string[] => [
  ...new Set(rules.flatMap(({ question, option, tag }) => (answers[question]?.includes(option) ? [tag] : []))),
]

/** Between what is counted: the options of a choice, the scores of a score; of words only how many there are. */
export const sortsOf = (question: Pick<SurveyQuestion, 'kind' | 'options'>): readonly string[] => {
  if (question.kind === 'score') return SCORES
  return isChosen(question) ? question.options : []
}

/** Of one question: how many answered it, and how often each sort of answer was given. */
export type Tally = { answered: number; counts: number[] }

export const emptyTally = (questions: readonly SurveyQuestion[]): Tally[] =>
  questions.map((question) => ({ answered: 0, counts: sortsOf(question).map(() => 0) }))

/** The tallies with one more person's answers in them. */
export const tallied = (
  questions: readonly SurveyQuestion[],
  tallies: readonly Tally[],
  answers: SurveyAnswers,
): Tally[] =>
  questions.map((question, index) => {
    const { answered, counts } = tallies[index] ?? { answered: 0, counts: [] }
    const given = answers[index] ?? []
    const add = (sort: string, at: number) => (counts[at] ?? 0) + (given.includes(sort) ? 1 : 0)
    return { answered: answered + (given.length > 0 ? 1 : 0), counts: sortsOf(question).map(add) }
  })

/** The average score in thousandths, 4250 for 4.25; null where nobody gave one. */
export function averagePermille(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const points = counts.reduce((sum, count, at) => sum + count * (at + 1), 0)
  return total === 0 ? null : Math.floor((points * 1000) / total)
}
