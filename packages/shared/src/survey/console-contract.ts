import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { QUESTIONS_MAX, SURVEY_STATES, surveyBody, surveyDraft, surveyQuestion } from './schema'

const moment = z.nullable(instant)

const operatorSurvey = z.extend(surveyBody, {
  id,
  state: z.enum(SURVEY_STATES),
  /** To how many the thanks were given, where they are counted. */
  thanksGiven: z.int(),
  publishedAt: moment,
  endedAt: moment,
  /** The page of the mini program: for a code, a menu, an article. */
  path: z.string(),
  /** What stands in the way of publishing. */
  faults: z.array(z.string()),
})

const surveyOut = z.object({ survey: operatorSurvey })

/** What operators do with surveys. */
export const surveyConsoleApi = {
  'survey.definitions': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Surveys, newest first.',
    input: z.object({ state: z.optional(z.enum(SURVEY_STATES)), before: z.optional(cursor) }),
    output: page(operatorSurvey),
  },
  'survey.definition': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One survey, with what stands in the way of publishing it.',
    input: z.object({ surveyId: id }),
    output: surveyOut,
  },
  'survey.saveDefinition': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Writes a new survey as a draft (title and times at least), or changes one. Once published it changes in the members’ favour only, and its questions stay.',
    input: z.object({ id: z.nullable(id), body: surveyDraft }),
    output: surveyOut,
  },
  'survey.publish': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Opens a draft for answers. Refuses survey_not_ready with the faults.',
    input: z.object({ surveyId: id }),
    output: surveyOut,
  },
  'survey.end': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Ends it for good, also before its time. What was answered is kept for a year.',
    input: z.object({ surveyId: id }),
    output: surveyOut,
  },
  'survey.results': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How it was answered, question by question. Answers are counted seconds after they come.',
    input: z.object({ surveyId: id }),
    output: z.object({
      answers: z.int(),
      questions: z.array(
        z.object({
          question: surveyQuestion,
          /** How many answered this one. */
          answered: z.int(),
          /** Each option, or each score, with how often it was given; none of words. */
          counts: z.array(z.object({ sort: z.string(), count: z.int() })),
          /** The average score in thousandths: 4250 is 4.25. Null where there is none. */
          averagePermille: z.nullable(z.int()),
        }),
      ),
    }),
  },
  'survey.texts': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What was written to one question (by its place, from 0), newest first, without names.',
    input: z.object({
      surveyId: id,
      question: z.int().check(z.gte(0), z.lt(QUESTIONS_MAX)),
      before: z.optional(cursor),
    }),
    output: page(z.object({ answerId: id, at: instant, text: z.string() })),
  },
} as const satisfies Contracts

export type OperatorSurvey = z.infer<typeof operatorSurvey>
