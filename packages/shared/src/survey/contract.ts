import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { id, instant, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { surveyConsoleApi } from './console-contract'
import { SURVEY_CARD_STATES } from './rules'
import { surveyAnswers, surveyQuestion } from './schema'

/** A survey as this member sees it. */
const surveyCard = z.object({
  surveyId: id,
  title: z.string(),
  about: z.nullable(z.string()),
  closesAt: instant,
  /** Until when, in words, by the clocks of the shop. */
  until: z.string(),
  questionCount: z.int(),
  state: z.enum(SURVEY_CARD_STATES),
  /** Why one cannot answer, in words; null where one can, or has. */
  why: z.nullable(z.string()),
  /** What answering gives, in words; null where it gives nothing. */
  thanksWords: z.nullable(z.string()),
  /** All thanks are given away; answers are welcome all the same. */
  thanksGone: z.boolean(),
})

/** What became of my answer. */
const answered = z.object({
  answerId: id,
  at: instant,
  /** What it gave; less than promised where a limit on points cut it. */
  points,
  couponId: z.nullable(id),
  /** Points that wait until the account is let go. */
  owed: z.boolean(),
})

export const surveyApi = {
  'survey.list': {
    kind: 'query',
    who: 'member',
    summary: 'What the shop asks me now, what ends soonest first; what I have answered is marked.',
    input: z.object({}),
    output: z.object({ surveys: z.array(surveyCard) }),
  },
  'survey.show': {
    kind: 'query',
    who: 'member',
    summary: 'One survey with its questions, and what became of my answer.',
    input: z.object({ surveyId: id }),
    output: z.object({
      survey: z.extend(surveyCard, {
        questions: z.array(surveyQuestion),
        points,
        coupon: z.nullable(couponFace),
      }),
      answered: z.nullable(answered),
      privacyVersion: z.string(),
    }),
  },
  'survey.answer': {
    kind: 'command',
    who: 'member',
    unlogged: ['answers'],
    summary:
      'Answers a survey, once. Needs consent (`agreed`) to what the answers are used for. Refuses survey_answered, survey_over, survey_answers (with the place of the question) and others.',
    input: z.object({ surveyId: id, answers: surveyAnswers, agreed: z.boolean() }),
    output: z.object({ answered }),
  },
  ...surveyConsoleApi,
} as const satisfies Contracts

export type SurveyCard = z.infer<typeof surveyCard>
export type Answered = z.infer<typeof answered>
