import * as z from 'zod/mini'
import { id, instant, text } from '../kit/schema'
import { tag } from '../member/tag-contract'

export const SURVEY_STATES = ['draft', 'on', 'ended'] as const
export type SurveyState = (typeof SURVEY_STATES)[number]

export const QUESTIONS_MAX = 10
export const TEXT_MAX = 200
const OPTIONS_MAX = 10

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** `text` is written, of `one` and `several` the options are chosen from, `score` is 1 to 5, with a word for each end. */
export const surveyQuestion = z.object({
  label: text(40),
  kind: z.enum(['one', 'several', 'score', 'text']),
  options: z.array(text(16)).check(z.maxLength(OPTIONS_MAX)),
  /** What 1 and what 5 mean; only of a score. */
  ends: z.nullable(z.object({ low: text(8), high: text(8) })),
  required: z.boolean(),
})
export type SurveyQuestion = z.infer<typeof surveyQuestion>

/** In the order of the questions: what was written, what was chosen, or the score; nothing where it was left out. */
export const surveyAnswers = z
  .array(z.array(text(TEXT_MAX)).check(z.maxLength(OPTIONS_MAX)))
  .check(z.maxLength(QUESTIONS_MAX))
export type SurveyAnswers = z.infer<typeof surveyAnswers>

/** Who chose this option of this question (by its place, from 0) is called that. */
const tagRule = z.object({ question: wholeFrom(0, QUESTIONS_MAX - 1), option: text(16), tag })
export type TagRule = z.infer<typeof tagRule>

/** What an operator decides about a survey. */
export const surveyBody = z.object({
  title: text(20),
  about: z.nullable(text(100)),
  /** Fixed once it is published. */
  questions: z.array(surveyQuestion).check(z.maxLength(QUESTIONS_MAX)),
  opensAt: instant,
  closesAt: instant,
  /** The lowest tier that is asked. */
  minLevel: z.nullable(wholeFrom(1, 20)),
  /** Asked are members who have one of these; none: everybody. */
  tags: z.array(tag).check(z.maxLength(10)),
  /** The thanks, once for a person. */
  points: wholeFrom(0, 1000),
  templateId: z.nullable(id),
  /** To how many it is given; null: to all. Answers are welcome also afterwards. */
  thanksTotal: z.nullable(wholeFrom(1, 1_000_000)),
  tagRules: z.array(tagRule).check(z.maxLength(10)),
})
export type SurveyBody = z.infer<typeof surveyBody>

/** What an operator sends: of a new one at least its title and times; what is left out has its default, or stays. */
export const surveyDraft = z.partial(surveyBody)
export type SurveyDraft = z.infer<typeof surveyDraft>

/** What a new survey is where its operator says nothing. */
export const SURVEY_DEFAULTS: Omit<SurveyBody, 'title' | 'opensAt' | 'closesAt'> = {
  ...{ about: null, questions: [], minLevel: null, tags: [] },
  ...{ points: 0, templateId: null, thanksTotal: null, tagRules: [] },
}
